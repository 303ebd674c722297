/** Figures of a run as one would reckon them by hand from the rows of its probes: slowly, and without a book. */

type PromptSort = 'prompt' | 'fewest_passes' | 'most_passes' | 'disagreement' | 'cost' | 'duration'

/** A row of table `probe`, as far as figures are of it. */
export interface StoredProbe {
  readonly id: number
  readonly run_id: number
  readonly prompt_idx: number
  readonly model_id: number
  readonly status: string
  readonly code: string | null
  readonly verdict: 0 | 1 | 2 | null
  readonly score: number | null
  readonly failed_checks: number | null
  readonly checks: string | null
  readonly duration_ms: number | null
  readonly cost_nanousd: number | null
  readonly spent_nanousd: number | null
  readonly spent_upper_nanousd: number | null
  readonly spent_doubt: number | null
  readonly attempts: number
  readonly turns: number
  readonly used_fallback: number
  readonly cached_from: number | null
  readonly answer_key: number | null
}

type Row = StoredProbe

export function isRetried({ status, attempts, turns }: Row): boolean {
  return status === 'succeeded' && attempts > 1 + turns
}

const count = (rows: readonly Row[], of: (row: Row) => boolean) => rows.filter(of).length
const sum = (rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
const spent = (row: Row) => row.spent_nanousd ?? row.cost_nanousd ?? 0
const timesOf = (rows: readonly Row[]) => rows.flatMap(({ duration_ms }) => duration_ms ?? []).sort((a, b) => a - b)
const rank = (sorted: readonly number[], share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null

/** Of prompts with two such rows or more, how often two of them are the same. */
function agreement(rows: readonly Row[], of: (row: Row) => number | null) {
  const shares = [...Map.groupBy(rows, ({ prompt_idx }) => prompt_idx).values()].flatMap((each) => {
    const values = each.flatMap((row) => of(row) ?? [])
    const pairs = values.flatMap((value, at) => values.slice(at + 1).map((other) => value === other))
    return pairs.length === 0 ? [] : [pairs.filter(Boolean).length / pairs.length]
  })
  return { sum: shares.reduce((total, share) => total + share, 0), prompts: shares.length }
}

/** What `sumRun` answers of these rows, with two labels. */
export function sumsByHand(all: readonly Row[], models: readonly number[]) {
  const missing = ['failed', 'cancelled', 'interrupted']
  return {
    models: models.map((modelId) => {
      const rows = all.filter(({ model_id }) => model_id === modelId)
      const answered = rows.filter(({ status }) => status === 'succeeded')
      const times = timesOf(answered)
      return {
        ...{ modelId, probes: rows.length, answered: answered.length, missing: count(rows, ({ status }) => missing.includes(status)) },
        ...{ passed: count(answered, ({ verdict }) => verdict === 1), failed: count(answered, ({ verdict }) => verdict === 0) },
        ...{ errors: count(answered, ({ verdict }) => verdict === 2), unchecked: count(answered, ({ verdict }) => verdict === null) },
        pending: count(answered, ({ checks }) => checks === null),
        ...{ scores: sum(answered, ({ score }) => score ?? 0), scored: count(answered, ({ score }) => score !== null) },
        ...{ spentNanoUsd: sum(rows, spent), upperNanoUsd: sum(rows, (row) => row.spent_upper_nanousd ?? 0) },
        uncertain: count(rows, ({ spent_doubt }) => ((spent_doubt ?? 0) & 1) > 0),
        unknown: count(rows, ({ spent_doubt }) => ((spent_doubt ?? 0) & 2) > 0),
        ...{ p50DurationMs: rank(times, 0.5), p95DurationMs: rank(times, 0.95) },
        verdictAgreement: agreement(answered, ({ verdict }) => (verdict === 2 ? null : verdict)),
        answerAgreement: agreement(answered, ({ answer_key }) => answer_key),
        fallback: count(answered, ({ used_fallback }) => used_fallback === 1),
        retried: count(answered, isRetried),
        cached: count(answered, ({ cached_from }) => cached_from !== null),
      }
    }),
    failures: [1, 2].map((bit) =>
      models.map((modelId) => count(all, (row) => row.model_id === modelId && ((row.failed_checks ?? 0) & bit) > 0)),
    ),
    codes: ['BAD_REQUEST', 'TIMEOUT'].flatMap((code) => {
      const found = count(all, (row) => row.code === code)
      return found === 0 ? [] : [{ code, probes: found }]
    }),
  }
}

function cellByHand(all: readonly Row[], prompt: number, modelId: number) {
  const rows = all.filter((row) => row.prompt_idx === prompt && row.model_id === modelId)
  const answered = rows.filter(({ status }) => status === 'succeeded')
  const times = timesOf(answered)
  return {
    ...{ samples: rows.length, answered: answered.length, passed: count(answered, ({ verdict }) => verdict === 1) },
    ...{ failed: count(answered, ({ verdict }) => verdict === 0), errors: count(answered, ({ verdict }) => verdict === 2) },
    spentNanoUsd: sum(rows, spent),
    meanDurationMs: times.length === 0 ? null : times.reduce((total, each) => total + each, 0) / times.length,
  }
}
type Cell = ReturnType<typeof cellByHand>

const share = (cells: readonly Cell[]) => {
  const [passed, failed] = [cells.reduce((total, cell) => total + cell.passed, 0), cells.reduce((total, cell) => total + cell.failed, 0)]
  return passed + failed === 0 ? null : passed / (passed + failed)
}

/** What a prompt is ordered by, least first; null: last. */
const keysByHand: Readonly<Record<PromptSort, (cells: readonly Cell[], prompt: number) => number | null>> = {
  prompt: (_, prompt) => prompt,
  fewest_passes: share,
  most_passes: (cells) => minus(share(cells)),
  disagreement: (cells) => {
    const shares = cells.flatMap((cell) => share([cell]) ?? [])
    return shares.length < 2 ? null : Math.min(...shares) - Math.max(...shares)
  },
  cost: (cells) => -cells.reduce((total, cell) => total + cell.spentNanoUsd, 0),
  duration: (cells) => {
    const means = cells.flatMap(({ meanDurationMs }) => meanDurationMs ?? [])
    return means.length === 0 ? null : -means.reduce((total, each) => total + each, 0) / means.length
  },
}

export const promptOrders = Object.keys(keysByHand) as readonly PromptSort[]

function minus(value: number | null): number | null {
  return value === null ? null : -value
}

/** What `listPrompts` answers of these rows. */
export function promptsByHand(all: readonly Row[], models: readonly number[], sort: PromptSort) {
  const listed = [...new Set(all.map(({ prompt_idx }) => prompt_idx))]
    .sort((a, b) => a - b)
    .map((promptIdx) => ({ promptIdx, cells: models.map((model) => cellByHand(all, promptIdx, model)) }))
  const key = ({ promptIdx, cells }: (typeof listed)[number]) => keysByHand[sort](cells, promptIdx)
  const known = listed.filter((each) => key(each) !== null).sort((a, b) => (key(a) ?? 0) - (key(b) ?? 0))
  return [...known, ...listed.filter((each) => key(each) === null)]
}

const sideByHand = (all: readonly Row[], modelId: number, shared: readonly number[]) => {
  const rows = all.filter((row) => row.model_id === modelId && shared.includes(row.prompt_idx))
  const answered = rows.filter(({ status }) => status === 'succeeded')
  return {
    ...{ answered: answered.length, passed: count(answered, ({ verdict }) => verdict === 1) },
    ...{ failed: count(answered, ({ verdict }) => verdict === 0), spentNanoUsd: sum(rows, spent) },
    p50DurationMs: rank(timesOf(answered), 0.5),
  }
}

/** What `comparePrompts` sums up of two runs that share prompts 1 and 2, under the same numbers, and have one more each. */
export function comparedByHand(a: readonly Row[], b: readonly Row[], models: readonly number[]) {
  const shared = [1, 2]
  return models.map((modelId) => {
    const flips = shared.map((prompt) => {
      const sign = (rows: readonly Row[]) => {
        const { passed, failed } = cellByHand(rows, prompt, modelId)
        return Math.sign(passed - failed)
      }
      return [sign(a), sign(b)].join(' to ')
    })
    const of = (flip: string) => flips.filter((each) => each === flip).length
    return {
      ...{ prompts: 2, onlyA: 1, onlyB: 1, toPass: of('-1 to 1'), toFail: of('1 to -1') },
      ...{ a: sideByHand(a, modelId, shared), b: sideByHand(b, modelId, shared) },
    }
  })
}
