import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '#simulator'
import type { ListedCall, Told } from './order.ts'
import { type Evidence, judge, type StoredAttempt } from './verdict.ts'

const listed: ListedCall = { id: 'A', seq: 1, state: 'answered', code: null, costState: 'computed', costNanoUsd: 500 }
const answered: StoredAttempt = { ...listed, probeId: 1, method: 'probe', costUpperNanoUsd: null }
const interrupted: StoredAttempt = {
  ...{ id: 'B', seq: 2, state: 'interrupted', code: 'INTERRUPTED', probeId: 2, method: 'probe' },
  ...{ costState: 'maybe_billed', costNanoUsd: null, costUpperNanoUsd: 900 },
}
const served: LedgerEntry = {
  ...{ seq: 1, attemptId: 'A', model: 'steady', wire: 'openai-chat', isStreamed: false, receivedAtMs: 0, answeredAtMs: 1 },
  ...{ outcome: 'served', httpStatus: 200, fault: null, usage: null, costNanoUsd: 500, inFlightAtArrival: 1, modelInFlightAtArrival: 1 },
  bytesSentCompletely: true,
}
const single = { expectedAnswers: 1, wantsVerdict: false, hasVerdict: 0 }
const unchecked = { checking: 0, verdicts: 0, checkedProbes: 0 }
const told = (succeeded: number, nanoUsd: number, verdicts = 0): Told => ({
  run: 'R',
  ...{ nanoUsd, verdicts },
  counts: { total: 2, succeeded, failed: 0, cancelled: 0, interrupted: 0, inFlight: 0, waiting: 0, attempts: 2 },
})
/** A call that was answered, and one that a kill cut off after it had been served. */
const sound: Evidence = {
  attempts: [answered, interrupted],
  probes: [
    { id: 1, status: 'succeeded', answerAttempt: 'A', ...single },
    { id: 2, status: 'failed', answerAttempt: null, ...single },
  ],
  runs: [{ id: 'R', status: 'finished', probes: 2, expectedProbes: 2, ...unchecked }],
  wrongSums: [],
  ledger: [served, { ...served, seq: 2, attemptId: 'B', costNanoUsd: 700 }],
  started: ['R'],
  listed: [listed],
  tellings: [{ before: told(1, 500), atOpen: told(1, 500) }],
}
const figures = (change: Partial<Evidence>) => {
  const { lost, doubled, stuck, ledgerGapNanoUsd } = judge({ ...sound, ...change })
  return { lost, doubled, stuck, gap: ledgerGapNanoUsd }
}
const none = { lost: 0, doubled: 0, stuck: 0, gap: 0 }

describe('judge', () => {
  it('finds nothing in ledgers that agree, and counts what was cut off and answered', () => {
    expect(judge(sound)).toEqual({ killsInFlight: 1, answered: 1, lost: 0, doubled: 0, stuck: 0, ledgerGapNanoUsd: 0, faults: [] })
  })

  it('finds sums that are not those of the calls', () => {
    expect(figures({ wrongSums: ['of calls: [1]', 'as kept: [2]'] })).toEqual({ ...none, doubled: 2 })
  })

  it('misses an attempt that the provider served and we never wrote', () => {
    expect(figures({ attempts: [answered] })).toEqual({ ...none, lost: 1, gap: 700 })
  })

  it.each([
    ['never saw', [sound.ledger[1] as LedgerEntry]],
    ['says it dropped', [{ ...served, outcome: 'dropped' as const }]],
  ])('misses an answer that the provider %s', (_, ledger) => {
    expect(figures({ ledger })).toMatchObject({ lost: 1 })
  })

  it('finds an answer booked at another cost', () => {
    expect(figures({ attempts: [{ ...answered, costNanoUsd: 501 }, interrupted], listed: [] })).toEqual({ ...none, gap: 1 })
  })

  it('lets a cut-off call account for what was served up to its bound', () => {
    expect(figures({ attempts: [answered, { ...interrupted, costUpperNanoUsd: 650 }] })).toEqual({ ...none, gap: 50 })
  })

  it('lets a failed call that says it cost nothing account for nothing', () => {
    expect(figures({ attempts: [answered, { ...interrupted, state: 'failed', costState: 'none', costNanoUsd: 0 }] })).toEqual({
      ...none,
      lost: 1,
      gap: 700,
    })
  })

  it.each([
    ['failed', 'NETWORK', 1],
    ['failed', 'INVALID_RESPONSE', 1],
    ['failed', 'TIMEOUT', 0],
    ['cancelled', 'CANCELLED', 0],
  ] as const)('misses an answer that was served in full to a call that is %s as %s here: %i', (state, code, lost) => {
    expect(figures({ attempts: [answered, { ...interrupted, state, code }] })).toEqual({ ...none, lost })
  })

  it('finds a request that reached the provider twice', () => {
    expect(figures({ ledger: [...sound.ledger, { ...served, seq: 3 }] })).toEqual({ ...none, doubled: 1 })
  })

  it('finds a probe with two answers', () => {
    const second = { ...answered, id: 'C', seq: 3 }
    const ledger = [...sound.ledger, { ...served, seq: 3, attemptId: 'C' }]
    expect(figures({ attempts: [...sound.attempts, second], ledger })).toEqual({ ...none, doubled: 1 })
  })

  it('finds an attempt that never ended', () => {
    expect(figures({ attempts: [answered, { ...interrupted, state: 'started' }] })).toEqual({ ...none, stuck: 1 })
  })

  it('finds a probe and a run that never ended, and probes that were never planned', () => {
    const probes = [sound.probes[0] as Evidence['probes'][number], { id: 2, status: 'waiting', answerAttempt: null, ...single }]
    expect(figures({ probes, runs: [{ id: 'R', status: 'paused', probes: 2, expectedProbes: 3, ...unchecked }] })).toEqual({
      ...none,
      stuck: 3,
    })
  })

  it('lets a run be cancelled whose start was cut off before anything was planned', () => {
    const cancelled = { id: 'S', status: 'cancelled', probes: 0, expectedProbes: 2, ...unchecked }
    expect(figures({ runs: [...sound.runs, cancelled] })).toEqual(none)
    expect(figures({ runs: [...sound.runs, cancelled], started: ['R', 'S'] })).toEqual({ ...none, stuck: 2 })
  })

  it.each([
    ['failed though its answer is there', { id: 1, status: 'failed', answerAttempt: null, ...single }],
    ['names another attempt as its answer', { id: 1, status: 'succeeded', answerAttempt: 'B', ...single }],
  ])('finds a probe that %s', (_, probe) => {
    expect(figures({ probes: [probe, sound.probes[1] as Evidence['probes'][number]] })).toEqual({ ...none, lost: 1 })
  })

  it('wants of a conversation every answer, and the last as the probe’s', () => {
    const [first, second] = sound.probes as [Evidence['probes'][number], Evidence['probes'][number]]
    const later = { ...answered, id: 'C', seq: 3 }
    const two = { attempts: [...sound.attempts, later], ledger: [...sound.ledger, { ...served, seq: 3, attemptId: 'C' }] }
    expect(figures({ ...two, probes: [{ ...first, expectedAnswers: 2, answerAttempt: 'C' }, second] })).toEqual(none)
    expect(figures({ ...two, probes: [{ ...first, expectedAnswers: 2 }, second] })).toEqual({ ...none, lost: 1 })
    expect(figures({ probes: [{ ...first, expectedAnswers: 2 }, second] })).toEqual({ ...none, lost: 1 })
  })

  it('finds a verdict that is missing, or gone, or counted twice, an answer judged twice, and a run that is not checked', () => {
    const [first, second] = sound.probes as [Evidence['probes'][number], Evidence['probes'][number]]
    const [run] = sound.runs as [Evidence['runs'][number]]
    expect(figures({ probes: [{ ...first, wantsVerdict: true, hasVerdict: 1 }, second] })).toEqual(none)
    expect(figures({ probes: [{ ...first, wantsVerdict: true }, second] })).toEqual({ ...none, lost: 1 })
    expect(figures({ tellings: [{ before: told(1, 500, 3), atOpen: told(1, 500, 1) }] })).toEqual({ ...none, lost: 2 })
    expect(figures({ runs: [{ ...run, verdicts: 2, checkedProbes: 1 }] })).toEqual({ ...none, doubled: 1 })
    expect(figures({ runs: [{ ...run, checking: 1 }] })).toEqual({ ...none, stuck: 1 })
    const judgings = ['J', 'K'].map((id, index) => ({ ...answered, id, seq: 3 + index, method: 'judge' }))
    const ledger = [...sound.ledger, ...judgings.map(({ id, seq }) => ({ ...served, seq, attemptId: id }))]
    expect(figures({ attempts: [...sound.attempts, ...judgings], ledger })).toEqual({ ...none, doubled: 1 })
  })

  it('finds a call that changed after it was listed', () => {
    expect(figures({ listed: [{ ...listed, costNanoUsd: 499 }] })).toEqual({ ...none, lost: 1 })
  })

  it('finds a call that is gone after it was listed', () => {
    expect(figures({ listed: [listed, { ...listed, id: 'Z' }] })).toEqual({ ...none, lost: 1 })
  })

  it('counts each probe that was told as done and was not when the next engine opened', () => {
    expect(figures({ tellings: [{ before: told(9, 500), atOpen: told(6, 500) }] })).toEqual({ ...none, lost: 3 })
  })

  it('finds money that was told as spent and is forgotten', () => {
    expect(figures({ tellings: [{ before: told(1, 500), atOpen: told(1, 400) }] })).toEqual({ ...none, lost: 1 })
  })

  it('finds a run that is gone', () => {
    expect(figures({ tellings: [{ before: told(1, 500), atOpen: undefined }] })).toEqual({ ...none, lost: 1 })
  })
})
