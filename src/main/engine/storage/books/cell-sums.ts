import { isAnswered } from './book-filter.ts'
import { bookVerdicts, type RunBook } from './run-book.ts'

/** What one model made of one prompt. `durationMs`: the mean over those that were answered; null: of none it is known. */
export interface CellSum {
  readonly samples: number
  readonly answered: number
  readonly passed: number
  readonly failed: number
  readonly errors: number
  readonly spentNanoUsd: number
  readonly meanDurationMs: number | null
}

const counted = ['samples', 'answered', 'passed', 'failed', 'errors', 'timed'] as const
type Counted = (typeof counted)[number]

/** What a probe's calls came to together, as far as it is known; in nano-USD. */
export function spentOf({ columns }: RunBook, place: number): number {
  const spent = columns.spent[place] ?? Number.NaN
  if (!Number.isNaN(spent)) return spent
  const cost = columns.cost[place] ?? Number.NaN
  return Number.isNaN(cost) ? 0 : cost
}

/** Prompts by models, of the rows at some places: `models` by their keys. Rows of other models are left out. */
export class CellSums {
  readonly models: readonly number[]
  readonly #prompts: number
  readonly #counts: Readonly<Record<Counted, Int32Array>>
  readonly #spent: Float64Array
  readonly #durationMs: Float64Array
  readonly #isThere: Uint8Array

  constructor(book: RunBook, places: Uint32Array, models: readonly number[]) {
    this.models = models
    this.#prompts = book.promptEnd
    const cells = models.length * book.promptEnd
    this.#counts = Object.fromEntries(counted.map((name) => [name, new Int32Array(cells)])) as Record<Counted, Int32Array>
    this.#spent = new Float64Array(cells)
    this.#durationMs = new Float64Array(cells)
    this.#isThere = new Uint8Array(book.promptEnd)
    const positions = new Map(models.map((id, position) => [id, position]))
    for (const place of places) {
      const position = positions.get(book.columns.model[place] ?? -1)
      if (position !== undefined) this.#add(book, place, position)
    }
  }

  /** Indexes of the prompts that have a row, ascending. */
  prompts(): number[] {
    const found: number[] = []
    for (let prompt = 0; prompt < this.#prompts; prompt += 1) if (this.#isThere[prompt] === 1) found.push(prompt)
    return found
  }

  /** `position`: of the model in `models`. */
  at(prompt: number, position: number): CellSum {
    const cell = position * this.#prompts + prompt
    const count = (name: Counted) => this.#counts[name][cell] ?? 0
    const timed = count('timed')
    return {
      ...{ samples: count('samples'), answered: count('answered') },
      ...{ passed: count('passed'), failed: count('failed'), errors: count('errors') },
      spentNanoUsd: this.#spent[cell] ?? 0,
      meanDurationMs: timed === 0 ? null : (this.#durationMs[cell] ?? 0) / timed,
    }
  }

  #add(book: RunBook, place: number, position: number): void {
    const { columns } = book
    const prompt = columns.prompt[place] ?? 0
    const cell = position * this.#prompts + prompt
    const counts = this.#counts
    this.#isThere[prompt] = 1
    increment(counts.samples, cell)
    this.#spent[cell] = (this.#spent[cell] ?? 0) + spentOf(book, place)
    if (!isAnswered(book, place)) return
    increment(counts.answered, cell)
    const verdict = columns.verdict[place]
    if (verdict === bookVerdicts.pass) increment(counts.passed, cell)
    else if (verdict === bookVerdicts.fail) increment(counts.failed, cell)
    else if (verdict === bookVerdicts.error) increment(counts.errors, cell)
    const durationMs = columns.durationMs[place] ?? Number.NaN
    if (Number.isNaN(durationMs)) return
    increment(counts.timed, cell)
    this.#durationMs[cell] = (this.#durationMs[cell] ?? 0) + durationMs
  }
}

function increment(counts: Int32Array, cell: number): void {
  counts[cell] = (counts[cell] ?? 0) + 1
}
