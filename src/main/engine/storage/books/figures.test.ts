import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  comparedByHand,
  isRetried,
  promptOrders,
  promptsByHand,
  type StoredProbe,
  sumsByHand,
} from '../../../../../test/builders/figures-by-hand.ts'
import { modelInput, pageInput, runInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { listPrompts, sumRun } from '../reads/book-reads.ts'
import { comparePrompts } from '../reads/compare-reads.ts'
import type { ProbeTableFilter } from '../reads/probe-table-reads.ts'
import { ReaderMemory } from '../reads/reader-memory.ts'
import { Statements } from '../sqlite/statements.ts'

const models = [1, 2]
const samples = 2
const prompts = 3
/** Of two runs, of which the second lacks the first prompt of the first, and has one more. */
const probes = 2 * prompts * models.length * samples

/** How a probe stands, whatever brought it there. */
const standing = fc.record({
  status: fc.constantFrom('succeeded', 'succeeded', 'failed', 'pending', 'cancelled', 'interrupted'),
  code: fc.constantFrom('TIMEOUT', 'BAD_REQUEST'),
  verdict: fc.constantFrom(null, 0, 1, 2),
  score: fc.constantFrom(null, 0, 0.5, 1),
  failed_checks: fc.constantFrom(0, 1, 2, 3),
  isChecked: fc.boolean(),
  duration_ms: fc.constantFrom(null, 1, 2, 5),
  cost_nanousd: fc.constantFrom(null, 0, 7, 100),
  spent: fc.constantFrom(null, { sum: 30, upper: 5, doubt: 1 }, { sum: 9, upper: null, doubt: 2 }, { sum: 1, upper: 50, doubt: 3 }),
  attempts: fc.constantFrom(1, 2, 3),
  turns: fc.constantFrom(0, 1),
  used_fallback: fc.constantFrom(0, 1),
  cached_from: fc.constantFrom(null, null, 99),
  answer_key: fc.constantFrom(null, 1, 2),
})
type Standing = typeof standing extends fc.Arbitrary<infer Each> ? Each : never
const steps = fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: probes }), standing), { maxLength: probes }), {
  minLength: 1,
  maxLength: 3,
})

function ledgerOf() {
  const { write, context, ...ledger } = openLedger(0)
  context.db.exec('delete from run')
  write('edit', modelInput('two'))
  for (const from of [0, 1]) {
    const { runId } = write('createRun', { ...runInput(`run ${from}`, models), samples })
    write('addPrompts', pageInput(runId, prompts, from).prompts)
    const cells = Array.from({ length: prompts * samples }, (_, n) => ({ promptIdx: from + Math.floor(n / samples), sample: n % samples }))
    for (const [position, modelId] of models.entries()) write('planProbes', { runId, position, modelId, planned: 0, cells })
  }
  const rows = () => ledger.rows('select * from probe order by id') as StoredProbe[]
  const [first] = rows()
  const runIds = [...new Set(rows().map((row) => row.run_id))] as [number, number]
  const stand = (n: number, { isChecked, spent, code, ...plain }: Standing): number => {
    const id = (first?.id ?? 1) + n - 1
    const isAnswered = plain.status === 'succeeded'
    const set = {
      ...plain,
      ...(isAnswered ? {} : { verdict: null, score: null, failed_checks: null, answer_key: null, duration_ms: null, cached_from: null }),
      code: plain.status === 'failed' ? code : null,
      checks: isAnswered && (isChecked || plain.verdict !== null) ? 'null' : null,
      ...{ spent_nanousd: spent?.sum ?? null, spent_upper_nanousd: spent?.upper ?? null, spent_doubt: spent?.doubt ?? null },
    }
    const names = Object.keys(set)
    context.db.prepare(`update probe set ${names.map((name) => `${name} = ?`).join(', ')} where id = ?`).run(...Object.values(set), id)
    return id
  }
  return { ...ledger, rows, runIds, stand, fresh: () => new ReaderMemory(new Statements(context.db)) }
}

const filters: readonly (readonly [ProbeTableFilter, (row: StoredProbe) => boolean])[] = [
  [{}, () => true],
  [{ statuses: ['succeeded'] }, ({ status }) => status === 'succeeded'],
  [{ cached: false }, ({ cached_from }) => cached_from === null],
  [{ usedFallback: true }, ({ used_fallback }) => used_fallback === 1],
  [{ retried: true }, isRetried],
  [{ verdicts: ['fail', 'error'] }, ({ verdict }) => verdict === 0 || verdict === 2],
  [{ failedCheck: 'two' }, ({ failed_checks }) => failed_checks !== null && failed_checks >= 2],
  [{ minCostNanoUsd: 7 }, ({ cost_nanousd }) => cost_nanousd !== null && cost_nanousd >= 7],
]

describe('figures of a run', () => {
  test.prop([steps], { numRuns: 8 })(
    'from its book, whole or as it changes, are what all its rows come to under every filter',
    async (changes) => {
      const { db, rows, runIds, stand, memory: kept, fresh } = ledgerOf()
      const [runId, other] = runIds
      let everything = true
      for (const step of changes) {
        const changed = step.map(([n, each]) => stand(n, each))
        const sideOf = (id: number, isWhole: boolean) => ({
          ...{ runId: id, models },
          changes: { everything: isWhole, probes: changed },
        })
        const [a, b] = [rows().filter((row) => row.run_id === runId), rows().filter((row) => row.run_id === other)]
        for (const [memory, isWhole] of [
          [kept, everything],
          [fresh(), true],
        ] as const) {
          const shown = { show: 'all', sort: 'prompt', offset: 0, limit: 50 } as const
          const { pairs } = await comparePrompts(db, { a: sideOf(runId, isWhole), b: sideOf(other, isWhole), ...shown }, memory)
          expect(pairs).toEqual(comparedByHand(a, b, models))
          for (const [filter, passes] of filters) {
            const asked = { ...sideOf(runId, false), filter, labels: ['one', 'two'] }
            const wanted = a.filter(passes)
            expect([filter, await sumRun(db, asked, memory)]).toEqual([filter, sumsByHand(wanted, models)])
            for (const sort of promptOrders) {
              const found = await listPrompts(db, { ...asked, sort, offset: 0, limit: 50 }, memory)
              const byHand = promptsByHand(wanted, models, sort)
              expect([filter, sort, found]).toEqual([filter, sort, { total: byHand.length, prompts: byHand }])
            }
          }
        }
        everything = false
      }
    },
  )
})
