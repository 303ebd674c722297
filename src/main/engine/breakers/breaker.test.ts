import { describe, expect, it } from 'vitest'
import type { EpochMs, MonotonicMs } from '#contract/units'
import { breakerPolicy } from '#engine/resilience'
import { breakerRecord } from '../../../../test/builders/breaker-record.ts'
import { Breaker, type BreakerNow } from './breaker.ts'

const at = (ms: number): BreakerNow => ({ epochMs: (1_000_000 + ms) as EpochMs, monotonicMs: ms as MonotonicMs })
const open = (halfOpenInMs = 30_000) => Breaker.restored(breakerRecord({ halfOpenAtMs: 1_000_000 + halfOpenInMs }), at(0), breakerPolicy)
const hold = (kind: 'open' | 'closed') => ({ hold: kind, reason: 'maintenance', by: 'ada' })
const end = (breaker: Breaker, ticket: { epoch: number }, kind: 'success' | 'neutral', ms: number) =>
  breaker.settle(ticket, { kind }, '', at(ms), breakerPolicy)

describe('a breaker', () => {
  it('says until when it keeps a call, and since when', () => {
    expect(open().ask(at(10).monotonicMs)).toEqual({ cause: 'breaker', atMs: 30_000, sinceMs: 0 })
    expect(open().ask(at(30_000).monotonicMs)).toBeUndefined()
  })

  it('is kept as it was taken up, with its half-open time never rounded down', () => {
    expect(open().record(at(7))).toEqual(breakerRecord({ halfOpenAtMs: 1_030_000, updatedAtMs: 1_000_007 }))
    expect(open().record({ epochMs: 1_000_007 as EpochMs, monotonicMs: 6.8 as MonotonicMs }).halfOpenAtMs).toBe(1_030_001)
  })

  it('lets nothing out while it is held open, and all while it is held closed', () => {
    const breaker = open()
    breaker.setHold(hold('closed'), at(1))
    expect(breaker.ask(at(1).monotonicMs)).toBeUndefined()
    breaker.setHold(hold('open'), at(2))
    expect(breaker.ask(at(90_000).monotonicMs)).toEqual({ cause: 'breaker_held', sinceMs: 2 })
  })

  it('goes on after a hold where it stood, and what left under it says nothing', () => {
    const breaker = open()
    breaker.setHold(hold('closed'), at(1))
    const ticket = breaker.enter()
    breaker.setHold(null, at(2))
    expect(end(breaker, ticket, 'success', 3)).toBe('counted')
    expect(breaker.record(at(3))).toMatchObject({ state: 'open', totalSuccesses: 1, halfOpenAtMs: 1_030_000 })
  })

  it.each(['success', 'neutral'] as const)('lets another trial out after a hold under which the trial ended as %s', (kind) => {
    const breaker = open()
    const trial = breaker.enter()
    breaker.setHold(hold('open'), at(30_001))
    end(breaker, trial, kind, 30_002)
    breaker.setHold(null, at(30_003))
    expect(breaker.ask(at(30_003).monotonicMs)).toBeUndefined()
    expect(breaker.record(at(30_003))).toMatchObject({ state: 'half-open', successes: 0 })
  })
})
