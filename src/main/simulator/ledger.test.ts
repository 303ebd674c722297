import { expect, it } from 'vitest'
import { Ledger, type LedgerEntry } from './ledger.ts'

const entry: Omit<LedgerEntry, 'seq'> = {
  attemptId: null,
  model: 'm',
  wire: 'openai-chat',
  isStreamed: false,
  receivedAtMs: 1,
  answeredAtMs: 2,
  outcome: 'served',
  httpStatus: 200,
  fault: null,
  usage: null,
  costNanoUsd: 5,
  inFlightAtArrival: 1,
  modelInFlightAtArrival: 1,
  bytesSentCompletely: true,
}

it('gives pages in order, each entry once', () => {
  const ledger = new Ledger()
  for (let index = 0; index < 10; index++) ledger.record(entry, 'full')
  expect(ledger.page(0, 4).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(ledger.page(4, 4).map(({ seq }) => seq)).toEqual([5, 6, 7, 8])
  expect(ledger.page(8, 4).map(({ seq }) => seq)).toEqual([9, 10])
  expect(ledger.page(10, 4)).toEqual([])
})

it('sums outcomes, and the bills of served answers that have one', () => {
  const ledger = new Ledger()
  ledger.record(entry, 'full')
  ledger.record({ ...entry, costNanoUsd: null }, 'full')
  ledger.record({ ...entry, outcome: 'dropped' }, 'full')
  expect(ledger.sums()).toEqual({ served: 2, refused: 0, failed: 0, dropped: 1, servedNanoUsd: 5 })
})

it('keeps sums alone when told to', () => {
  const ledger = new Ledger()
  ledger.record(entry, 'counts')
  expect([ledger.entries().length, ledger.sums().served]).toEqual([0, 1])
})

it('begins anew after a reset', () => {
  const ledger = new Ledger()
  ledger.record(entry, 'full')
  ledger.reset()
  ledger.record(entry, 'full')
  expect(ledger.entries()).toEqual([{ seq: 1, ...entry }])
  expect(ledger.sums().served).toBe(1)
})
