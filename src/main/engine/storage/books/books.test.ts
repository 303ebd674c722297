import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { type ListFromBook, listFromBook, sumRun } from '../reads/book-reads.ts'

const probes = 12

/** What becomes of a probe: its calls, the last of which answers it unless `fails`, and what its check says. */
const fate = fc.record({
  probe: fc.integer({ min: 1, max: probes }),
  calls: fc.array(
    fc.constantFrom({ cost: 10, upper: null }, { cost: null, upper: 500 }, { cost: null, upper: null }, { cost: 0, upper: 7 }),
    { maxLength: 2 },
  ),
  fails: fc.boolean(),
  answer: fc.constantFrom('Paris', ' paris\n', 'It is 100%_sure', 'É', `${'x'.repeat(1500)} END`),
  durationMs: fc.integer({ min: 1, max: 5 }),
  verdict: fc.constantFrom(null, 0, 1, 2),
  score: fc.constantFrom(0, 1 / 3, 2 / 3, 1),
})
type Fate = typeof fate extends fc.Arbitrary<infer Each> ? Each : never

type Row = Record<string, never> & {
  readonly [name in 'id' | 'attempts' | 'prompt_idx']: number
} & { readonly [name in 'cost_nanousd' | 'duration_ms' | 'verdict' | 'score' | 'failed_checks']: number | null } & {
  readonly status: string
  readonly answer: string | null
}

function ledgerOf() {
  const ledger = openLedger(probes)
  const { write, context } = ledger
  const settled = new Set<number>()
  let attempts = 0
  /** Answers with the probe it has changed; undefined: it had ended before. */
  const live = ({ probe, calls, fails, answer, durationMs, verdict, score }: Fate): number | undefined => {
    if (settled.has(probe)) return undefined
    settled.add(probe)
    let number = 0
    const start = (upper: number | null) => {
      number += 1
      attempts += 1
      write('startAttempt', startInput(`a${attempts}`, probe, { number, costUpperNanoUsd: upper, kind: number === 1 ? 'first' : 'retry' }))
    }
    const broken = { state: 'failed', code: 'TIMEOUT', answer: null, usage: null } as const
    for (const { cost, upper } of calls) {
      start(upper)
      const waits = { ...succeeded(probe), status: 'waiting', code: 'TIMEOUT', isAnswer: false } as const
      write(
        'settleAttempt',
        settleInput(attempts, probe, '', {
          ...broken,
          costState: cost === null ? 'maybe_billed' : 'none',
          costNanoUsd: cost,
          costUpperNanoUsd: upper,
          probe: waits,
        }),
      )
    }
    start(null)
    const ends = fails
      ? ({
          ...broken,
          costState: 'none',
          costNanoUsd: 0,
          probe: { ...succeeded(probe), status: 'failed', code: 'TIMEOUT', isAnswer: false },
        } as const)
      : {}
    write('settleAttempt', settleInput(attempts, probe, answer, { durationMs, ...ends }))
    if (!fails && verdict !== null)
      context
        .prepare('update probe set verdict = ?, score = ?, failed_checks = ?, checks = ? where id = ?')
        .run(verdict, score, verdict === 0 ? 2 : 0, 'null', probe)
    return probe
  }
  return { ...ledger, live }
}

const filters: readonly ListFromBook['filter'][] = [
  {},
  { statuses: ['failed', 'pending'] },
  { verdicts: ['pass', 'none'] },
  { failedCheck: 'two' },
  { failedCheck: 'nobody' },
  { minScore: 1 / 3, maxScore: 2 / 3 },
  { retried: true },
  { retried: false, minAttempts: 1 },
  { promptIndex: 3 },
  { text: 'PARIS' },
  { text: '%_' },
  { text: '11' },
  { text: 'end' },
  { maxCostNanoUsd: 0 },
  { minDurationMs: 3 },
]

function passes(row: Row, filter: ListFromBook['filter']): boolean {
  const verdict = row.verdict === null ? 'none' : (['fail', 'pass', 'error'] as const)[row.verdict]
  const isRetried = row.status === 'succeeded' && row.attempts > 1
  const text = `${row.prompt_idx}\n${(row.answer ?? '').slice(0, 1024)}`.toLowerCase()
  return (
    (filter.statuses?.includes(row.status) ?? true) &&
    (filter.verdicts?.includes(verdict ?? 'none') ?? true) &&
    (filter.failedCheck === undefined || (filter.failedCheck === 'two' && row.failed_checks === 2)) &&
    (filter.minScore === undefined || (row.score !== null && row.score >= filter.minScore)) &&
    (filter.maxScore === undefined || (row.score !== null && row.score <= filter.maxScore)) &&
    (filter.retried === undefined || filter.retried === isRetried) &&
    (filter.minAttempts === undefined || row.attempts >= filter.minAttempts) &&
    (filter.promptIndex === undefined || row.prompt_idx === filter.promptIndex) &&
    (filter.text === undefined || text.includes(filter.text.toLowerCase())) &&
    (filter.maxCostNanoUsd === undefined || (row.cost_nanousd !== null && row.cost_nanousd <= filter.maxCostNanoUsd)) &&
    (filter.minDurationMs === undefined || (row.duration_ms !== null && row.duration_ms >= filter.minDurationMs))
  )
}

const columns = { cost: 'cost_nanousd', duration: 'duration_ms', score: 'score', attempts: 'attempts' } as const

describe('the book of a run', () => {
  test.prop([fc.array(fc.array(fate, { maxLength: 6 }), { minLength: 1, maxLength: 4 })], { numRuns: 5 })(
    'has, read whole or as it changes, what stands on disk, filtered and sorted as one would by hand',
    async (steps) => {
      const { db, memory, rows, live } = ledgerOf()
      let everything = true
      for (const [seq, step] of steps.entries()) {
        const changed = step.flatMap((each) => live(each) ?? [])
        const all = rows(
          'select probe.*, answer_text as answer from probe left join attempt on attempt.id = answer_attempt_id order by probe.id',
        ) as Row[]
        for (const filter of filters) {
          for (const by of ['cost', 'duration', 'score', 'attempts'] as const) {
            const question = {
              runId: 1,
              changes: { everything, probes: changed },
              labels: ['one', 'two'],
              filter,
              sort: { by, isDescending: by !== 'cost' },
              models: [1],
              offset: 0,
              limit: 50,
              seq,
              nowMs: seq * 10_000,
            }
            everything = false
            const sign = by === 'cost' ? 1 : -1
            const value = (row: Row) => row[columns[by]]
            const known = all
              .filter((row) => passes(row, filter) && value(row) !== null)
              .sort((a, b) => sign * (Number(value(a)) - Number(value(b))) || a.id - b.id)
            const unknown = all.filter((row) => passes(row, filter) && value(row) === null)
            const page = await listFromBook(db, question, memory)
            expect([filter, by, ...page.rows.map(({ id }) => id)]).toEqual([filter, by, ...[...known, ...unknown].map(({ id }) => id)])
          }
        }
      }
    },
  )

  test.prop([fc.array(fate, { maxLength: 20 })], { numRuns: 20 })(
    'adds up of each probe all its calls, as the ledger does',
    async (fates) => {
      const { db, memory, rows, live, context } = ledgerOf()
      for (const each of fates) live(each)
      const total = rows(`select coalesce(sum(cost_nanousd), 0) as spent,
      coalesce(sum(case when cost_nanousd is null then coalesce(cost_upper_nanousd, 0) else 0 end), 0) as upper,
      count(distinct case when cost_nanousd is null and cost_upper_nanousd is not null then probe_id end) as uncertain,
      count(distinct case when cost_nanousd is null and cost_upper_nanousd is null then probe_id end) as unknown from attempt where method = 'probe'`)[0]
      const question = { runId: 1, changes: { everything: true, probes: [] }, labels: [], filter: {}, models: [1] }
      const spentOf = async () => {
        const [model] = (await sumRun(db, question, memory)).models
        return { spent: model?.spentNanoUsd, upper: model?.upperNanoUsd, uncertain: model?.uncertain, unknown: model?.unknown }
      }
      expect(await spentOf()).toEqual(total)
      context.db.exec('update probe set last_attempt_id = null, answer_attempt_id = null; delete from attempt')
      expect(await spentOf()).toEqual(total)
    },
  )
})
