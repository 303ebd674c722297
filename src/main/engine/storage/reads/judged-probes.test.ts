import { expect, it } from 'vitest'
import { settleInput, startInput, succeeded } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { findProbe } from './call-reads.ts'
import { runPriceSums } from './run-price-reads.ts'
import { findRun } from './run-reads.ts'
import { runSpend } from './run-spend-reads.ts'
import { runTimings } from './timing-reads.ts'

/** A run of one probe, which answered in one call, and a judge's two calls about it. */
function judged() {
  const ledger = openLedger(1)
  const { write } = ledger
  write('startAttempt', startInput('a', 1))
  write('settleAttempt', settleInput(1, 1, 'Paris', { costNanoUsd: 100, durationMs: 10, probe: succeeded(1) }))
  for (const [index, ulid] of ['b', 'c'].entries()) {
    write('startAttempt', startInput(ulid, 1, { method: 'judge', outputKind: 'object', kind: index === 0 ? 'first' : 'retry' }))
    write('settleAttempt', settleInput(2 + index, 1, '{}', { costNanoUsd: 7, durationMs: 900, probe: null }))
  }
  return ledger
}

it('leaves a probe as it was when something is asked about it', async () => {
  const { db } = judged()
  const { probe, calls } = (await findProbe(db, { runId: 1, promptIdx: 0, modelId: 1, sample: 0 })) ?? expect.fail('no probe')
  expect(probe).toMatchObject({ status: 'succeeded', attempts: 1, answer: 'Paris' })
  expect(calls.map(({ ulid }) => ulid)).toEqual(['a'])
})

it('counts a run by its probes, and its budget by everything', async () => {
  const { db, write } = judged()
  expect((await runTimings(db, { runId: 1, modelIds: [1], usedFallback: undefined }))[0]).toMatchObject({ retries: 0, p95LatencyMs: 10 })
  expect((await runPriceSums(db, { runId: 1 })).map(({ calls, nanoUsd }) => [calls, nanoUsd])).toEqual([[1, 100]])
  const sums = (await findRun(db, { ulid: 'run-1' }))?.attempts.map(({ method, calls, nanoUsd }) => [method, calls, nanoUsd])
  expect(new Set(sums?.map((sum) => sum.join()))).toEqual(new Set(['probe,1,100', 'judge,2,14']))
  write('startAttempt', startInput('d', 1, { method: 'judge', costUpperNanoUsd: 1000 }))
  expect(await runSpend(db, { runId: 1 })).toMatchObject({ limitNanoUsd: null })
  const limited = openLedger(1)
  limited.write('startAttempt', startInput('e', 1, { method: 'judge', costUpperNanoUsd: 1000 }))
  limited.context.db.exec('update run set budget_nanousd = 5000')
  expect(await runSpend(limited.db, { runId: 1 })).toEqual({ limitNanoUsd: 5000, spentNanoUsd: 1000, allowsUnpriced: false })
})
