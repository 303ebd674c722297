import type { ProbeTableFilter } from '../reads/probe-table-reads.ts'
import { placeTable } from './place-table.ts'
import { bookCodes, bookStatuses, bookVerdicts, type RunBook, succeededStatus } from './run-book.ts'

/** Where the text that a filter looks for stands: 1 for those that have it. */
export interface FoundText {
  /** By index. */
  readonly prompts: Uint8Array
  /** By place. */
  readonly probes: Uint8Array
}

const statuses: readonly string[] = bookStatuses

type Column = Readonly<Record<number, number>>

/** By place, 1 for the rows that a filter lets through. `labels`: of the run's checks; `text`: where the filter's text stands. */
export function letThrough(book: RunBook, filter: ProbeTableFilter, labels: readonly string[], text?: FoundText): Uint8Array {
  const { columns, size } = book
  const isIn = new Uint8Array(size).fill(1)
  const among = (column: Column, values: readonly number[] | undefined) => {
    if (values === undefined) return
    const wanted = placeTable(values)
    for (let at = 0; at < size; at += 1) if (!wanted[column[at] ?? -1]) isIn[at] = 0
  }
  const least = (column: Column, value: number | undefined) => {
    if (value === undefined) return
    for (let at = 0; at < size; at += 1) if (!((column[at] ?? Number.NaN) >= value)) isIn[at] = 0
  }
  const most = (column: Column, value: number | undefined) => {
    if (value === undefined) return
    for (let at = 0; at < size; at += 1) if (!((column[at] ?? Number.NaN) <= value)) isIn[at] = 0
  }
  const is = (column: Column, value: boolean | undefined) => among(column, value === undefined ? undefined : [Number(value)])
  among(
    columns.status,
    filter.statuses?.map((status) => statuses.indexOf(status)),
  )
  among(columns.model, filter.modelIds)
  among(
    columns.code,
    filter.codes?.map((code) => bookCodes.indexOf(code)),
  )
  among(
    columns.verdict,
    filter.verdicts?.map((verdict) => bookVerdicts[verdict]),
  )
  is(columns.usedFallback, filter.usedFallback)
  is(columns.isRetried, filter.retried)
  is(columns.isCached, filter.cached)
  least(columns.cost, filter.minCostNanoUsd)
  most(columns.cost, filter.maxCostNanoUsd)
  least(columns.durationMs, filter.minDurationMs)
  most(columns.durationMs, filter.maxDurationMs)
  least(columns.score, filter.minScore)
  most(columns.score, filter.maxScore)
  least(columns.attempts, filter.minAttempts)
  if (filter.promptIndex !== undefined) among(columns.prompt, [filter.promptIndex])
  if (filter.failedCheck !== undefined) {
    const bit = labels.indexOf(filter.failedCheck)
    for (let at = 0; at < size; at += 1) if (bit < 0 || !hasBit(columns.failedChecks[at] ?? 0, bit)) isIn[at] = 0
  }
  if (text !== undefined) {
    const { prompts, probes } = text
    for (let at = 0; at < size; at += 1) if (probes[at] !== 1 && prompts[columns.prompt[at] ?? -1] !== 1) isIn[at] = 0
  }
  return isIn
}

/** Whether the bit is set; bits may be more than 32. */
export function hasBit(bits: number, bit: number): boolean {
  return Math.floor(bits / 2 ** bit) % 2 === 1
}

export function isAnswered(book: RunBook, place: number): boolean {
  return book.columns.status[place] === succeededStatus
}

/** Those that are let through, in planned order. */
export function placesOf(isIn: Uint8Array): Uint32Array {
  let count = 0
  const places = new Uint32Array(isIn.length)
  for (let at = 0; at < isIn.length; at += 1) if (isIn[at] === 1) places[count++] = at
  return places.slice(0, count)
}
