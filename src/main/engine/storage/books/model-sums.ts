import { type AgreementSum, agreementOf } from './agreement.ts'
import { hasBit, isAnswered } from './book-filter.ts'
import { spentOf } from './cell-sums.ts'
import { quantile } from './quantile.ts'
import { bookCodes, bookStatuses, bookVerdicts, type RunBook } from './run-book.ts'

/** Of one model, the rows at some places; see `ModelOutcome` of the contract. `scored`: how many have a score. */
export interface ModelSum {
  readonly modelId: number
  readonly probes: number
  readonly answered: number
  readonly missing: number
  readonly passed: number
  readonly failed: number
  readonly errors: number
  readonly unchecked: number
  /** Of those, to which no check was put yet. */
  readonly pending: number
  readonly scores: number
  readonly scored: number
  readonly spentNanoUsd: number
  readonly upperNanoUsd: number
  readonly uncertain: number
  readonly unknown: number
  readonly p50DurationMs: number | null
  readonly p95DurationMs: number | null
  readonly verdictAgreement: AgreementSum
  readonly answerAgreement: AgreementSum
  readonly fallback: number
  readonly retried: number
  readonly cached: number
}

export interface OutcomeSums {
  readonly models: readonly ModelSum[]
  /** How many failed the check at each place of the run's labels, by model in the order of `models`. */
  readonly failures: readonly (readonly number[])[]
  readonly codes: readonly { readonly code: string; readonly probes: number }[]
}

const missing: ReadonlySet<number> = new Set(
  (['failed', 'cancelled', 'interrupted'] as const).map((status) => bookStatuses.indexOf(status)),
)

/** Everything that can be added up of the rows at some places, by model in the order of `modelIds`. */
export function sumOutcomes(book: RunBook, places: Uint32Array, modelIds: readonly number[], labels: number): OutcomeSums {
  const positions = new Map(modelIds.map((id, position) => [id, position]))
  const tallies = modelIds.map(() => new Tally())
  const failures = Array.from({ length: labels }, () => modelIds.map(() => 0))
  const codes = new Uint32Array(bookCodes.length)
  for (const place of places) {
    const position = positions.get(book.columns.model[place] ?? -1)
    if (position === undefined) continue
    tallies[position]?.add(book, place)
    if (isAnswered(book, place)) countFailures(failures, position, book.columns.failedChecks[place] ?? 0)
    else count(codes, book.columns.code[place] ?? 0)
  }
  return {
    models: modelIds.map((modelId, position) => (tallies[position] ?? new Tally()).result(modelId, book.promptEnd)),
    failures,
    codes: bookCodes.flatMap((code, at) => (at === 0 || codes[at] === 0 ? [] : [{ code, probes: codes[at] ?? 0 }])),
  }
}

class Tally {
  readonly #counts = { probes: 0, answered: 0, missing: 0, passed: 0, failed: 0, errors: 0, unchecked: 0, pending: 0, scores: 0, scored: 0 }
  readonly #marks = { fallback: 0, retried: 0, cached: 0 }
  readonly #cost = { spentNanoUsd: 0, upperNanoUsd: 0, uncertain: 0, unknown: 0 }
  readonly #durationsMs: number[] = []
  readonly #verdicts = { prompts: [] as number[], values: [] as number[] }
  readonly #answers = { prompts: [] as number[], values: [] as number[] }

  add(book: RunBook, place: number): void {
    const { columns } = book
    const counts = this.#counts
    counts.probes += 1
    this.#addCost(book, place)
    if (!isAnswered(book, place)) {
      if (missing.has(columns.status[place] ?? 0)) counts.missing += 1
      return
    }
    counts.answered += 1
    this.#marks.fallback += columns.usedFallback[place] ?? 0
    this.#marks.retried += columns.isRetried[place] ?? 0
    this.#marks.cached += columns.isCached[place] ?? 0
    counts.pending += columns.isPending[place] ?? 0
    const durationMs = columns.durationMs[place] ?? Number.NaN
    if (!Number.isNaN(durationMs)) this.#durationsMs.push(durationMs)
    this.#addVerdict(book, place)
  }

  #addCost(book: RunBook, place: number): void {
    const { upper, doubt } = book.columns
    const bits = doubt[place] ?? 0
    const most = upper[place] ?? Number.NaN
    this.#cost.spentNanoUsd += spentOf(book, place)
    this.#cost.upperNanoUsd += Number.isNaN(most) ? 0 : most
    if (hasBit(bits, 0)) this.#cost.uncertain += 1
    if (hasBit(bits, 1)) this.#cost.unknown += 1
  }

  #addVerdict({ columns }: RunBook, place: number): void {
    const counts = this.#counts
    const prompt = columns.prompt[place] ?? 0
    const verdict = columns.verdict[place] ?? bookVerdicts.none
    if (verdict === bookVerdicts.pass) counts.passed += 1
    else if (verdict === bookVerdicts.fail) counts.failed += 1
    else if (verdict === bookVerdicts.error) counts.errors += 1
    else counts.unchecked += 1
    if (verdict === bookVerdicts.pass || verdict === bookVerdicts.fail) {
      this.#verdicts.prompts.push(prompt)
      this.#verdicts.values.push(verdict)
    }
    const score = columns.score[place] ?? Number.NaN
    if (!Number.isNaN(score)) {
      counts.scores += score
      counts.scored += 1
    }
    const answerKey = columns.answerKey[place] ?? Number.NaN
    if (Number.isNaN(answerKey)) return
    this.#answers.prompts.push(prompt)
    this.#answers.values.push(answerKey)
  }

  result(modelId: number, promptEnd: number): ModelSum {
    const sorted = Float64Array.from(this.#durationsMs).sort()
    return {
      modelId,
      ...this.#counts,
      ...this.#marks,
      ...this.#cost,
      p50DurationMs: quantile(sorted, 0.5),
      p95DurationMs: quantile(sorted, 0.95),
      verdictAgreement: agreementOf(this.#verdicts.prompts, this.#verdicts.values, promptEnd),
      answerAgreement: agreementOf(this.#answers.prompts, this.#answers.values, promptEnd),
    }
  }
}

function countFailures(failures: readonly number[][], position: number, bits: number): void {
  if (bits === 0) return
  failures.forEach((byModel, label) => {
    if (hasBit(bits, label)) byModel[position] = (byModel[position] ?? 0) + 1
  })
}

function count(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}
