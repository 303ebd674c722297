import { isAnswered } from './book-filter.ts'
import { type CellSum, CellSums } from './cell-sums.ts'
import type { PromptPair } from './pair-prompts.ts'
import { quantile } from './quantile.ts'
import type { RunBook } from './run-book.ts'

/** One side: `models` by their keys, of which the first is held against the first of the other side, and so on. */
export interface ComparedSide {
  readonly book: RunBook
  readonly models: readonly number[]
}

export type Flip = 'to_pass' | 'to_fail' | 'none' | 'undecided'

/** A prompt under one pair of models; a side that has no probe of it is null. `position`: of the models in their lists. */
export interface ComparedCell {
  readonly position: number
  readonly a: (CellSum & { readonly promptIdx: number }) | null
  readonly b: (CellSum & { readonly promptIdx: number }) | null
  readonly matchedBy: PromptPair['matchedBy']
  readonly flip: Flip
}

export interface SideSum {
  readonly answered: number
  readonly passed: number
  readonly failed: number
  readonly spentNanoUsd: number
  readonly p50DurationMs: number | null
}

/** Of the prompts that both sides have. */
export interface PairSum {
  readonly prompts: number
  readonly onlyA: number
  readonly onlyB: number
  readonly toPass: number
  readonly toFail: number
  readonly a: SideSum
  readonly b: SideSum
}

export interface Comparison {
  readonly cells: readonly ComparedCell[]
  readonly pairs: readonly PairSum[]
}

/** Two sides prompt by prompt, in the order of the pairs, within it by model. */
export function compareBooks(a: ComparedSide, b: ComparedSide, prompts: readonly PromptPair[]): Comparison {
  const [ofA, ofB] = [sumsOf(a), sumsOf(b)]
  const cells = prompts.flatMap((pair) => a.models.flatMap((_, position) => cellOf(ofA, ofB, pair, position) ?? []))
  return { cells, pairs: a.models.map((_, position) => pairSum(a, b, position, cells)) }
}

function sumsOf({ book, models }: ComparedSide): CellSums {
  return new CellSums(
    book,
    Uint32Array.from({ length: book.size }, (_, place) => place),
    models,
  )
}

/** undefined: neither side has a probe of it. */
function cellOf(ofA: CellSums, ofB: CellSums, pair: PromptPair, position: number): ComparedCell | undefined {
  const [a, b] = [sideOf(ofA, pair.a, position), sideOf(ofB, pair.b, position)]
  if (a === null && b === null) return undefined
  const matchedBy = a === null || b === null ? 'nothing' : pair.matchedBy
  return { position, a, b, matchedBy, flip: a === null || b === null ? 'undecided' : flipOf(a, b) }
}

function sideOf(sums: CellSums, promptIdx: number | null, position: number): ComparedCell['a'] {
  if (promptIdx === null) return null
  const cell = sums.at(promptIdx, position)
  return cell.samples === 0 ? null : { ...cell, promptIdx }
}

/** By the majority of samples that passed or failed. */
function flipOf(a: CellSum, b: CellSum): Flip {
  const [before, after] = [Math.sign(a.passed - a.failed), Math.sign(b.passed - b.failed)]
  if (before === 0 || after === 0) return 'undecided'
  return before === after ? 'none' : after > 0 ? 'to_pass' : 'to_fail'
}

function pairSum(a: ComparedSide, b: ComparedSide, position: number, all: readonly ComparedCell[]): PairSum {
  const cells = all.filter((cell) => cell.position === position)
  const both = cells.filter((cell) => cell.matchedBy !== 'nothing')
  const count = (isCounted: (cell: ComparedCell) => boolean) => cells.filter(isCounted).length
  return {
    prompts: both.length,
    onlyA: count((cell) => cell.b === null),
    onlyB: count((cell) => cell.a === null),
    toPass: count(({ flip }) => flip === 'to_pass'),
    toFail: count(({ flip }) => flip === 'to_fail'),
    a: sideSum(
      a,
      position,
      both.flatMap((cell) => cell.a ?? []),
    ),
    b: sideSum(
      b,
      position,
      both.flatMap((cell) => cell.b ?? []),
    ),
  }
}

function sideSum({ book, models }: ComparedSide, position: number, cells: readonly (CellSum & { readonly promptIdx: number })[]): SideSum {
  const total = (of: (cell: CellSum) => number) => cells.reduce((sum, cell) => sum + of(cell), 0)
  const prompts = new Set(cells.map(({ promptIdx }) => promptIdx))
  const { columns } = book
  const durationsMs: number[] = []
  for (let place = 0; place < book.size; place += 1) {
    const durationMs = columns.durationMs[place] ?? Number.NaN
    if (columns.model[place] !== models[position] || !isAnswered(book, place) || Number.isNaN(durationMs)) continue
    if (prompts.has(columns.prompt[place] ?? -1)) durationsMs.push(durationMs)
  }
  return {
    answered: total(({ answered }) => answered),
    passed: total(({ passed }) => passed),
    failed: total(({ failed }) => failed),
    spentNanoUsd: total(({ spentNanoUsd }) => spentNanoUsd),
    p50DurationMs: quantile(Float64Array.from(durationsMs).sort(), 0.5),
  }
}
