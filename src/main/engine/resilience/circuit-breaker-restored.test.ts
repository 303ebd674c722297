import { describe, expect, it } from 'vitest'
import {
  askBreaker,
  type BreakerOutcome,
  type BreakerState,
  enterBreaker,
  breakerPolicy as policy,
  restoreBreaker,
  settleBreaker,
} from './circuit-breaker.ts'

const success: BreakerOutcome = { kind: 'success' }
const failure: BreakerOutcome = { kind: 'failure', caller: 1 }

/** One call leaves and ends at once. */
function call(state: BreakerState, outcome: BreakerOutcome, nowMs = 0): BreakerState {
  const entered = enterBreaker(state)
  return settleBreaker(entered.state, entered.ticket, outcome, nowMs, policy)
}

describe('a breaker that is restored', () => {
  const stored = { state: 'open', failuresInARow: 0, goodTrials: 0, halfOpenInMs: 12_000, openCount: 1 } as const

  it('stays open for what is left', () => {
    expect(restoreBreaker(stored, 500, policy)).toMatchObject({ kind: 'open', halfOpenAtMs: 12_500, openCount: 1 })
  })

  it.each([
    [1, 30_000],
    [3, 120_000],
    [1_000_000, 900_000],
  ])('stays open no longer than opening number %d does, whatever became of the clock', (openCount, mostMs) => {
    expect(restoreBreaker({ ...stored, openCount, halfOpenInMs: 86_400_000 }, 500, policy)).toMatchObject({ halfOpenAtMs: 500 + mostMs })
  })

  it('lets a trial out at once when its time is over', () => {
    const state = restoreBreaker({ ...stored, halfOpenInMs: -3_600_000 }, 500, policy)
    expect(state).toMatchObject({ kind: 'open', halfOpenAtMs: 500 })
    expect(askBreaker(state, 500)).toEqual({ kind: 'yes' })
  })

  it('knows the failures in a row, and never opens by being restored', () => {
    const closed = { ...stored, state: 'closed', openCount: 0 } as const
    expect(call(restoreBreaker({ ...closed, failuresInARow: 4 }, 0, policy), failure).kind).toBe('open')
    expect(restoreBreaker({ ...closed, failuresInARow: 900 }, 0, policy)).toMatchObject({ kind: 'closed', failuresInARow: 4 })
    expect(restoreBreaker({ ...closed, failuresInARow: -900 }, 0, policy)).toMatchObject({ kind: 'closed', failuresInARow: 0 })
  })

  it('goes on half-open with its good trials and none in flight', () => {
    const half = { ...stored, state: 'half-open', goodTrials: 2, openCount: 3 } as const
    const state = restoreBreaker(half, 0, policy)
    expect(state).toMatchObject({ kind: 'half-open', hasTrial: false, goodTrials: 2, openCount: 3 })
    expect(call(state, success).kind).toBe('closed')
    expect(call(state, failure, 1000)).toMatchObject({ kind: 'open', openCount: 4, halfOpenAtMs: 241_000 })
  })

  it('always needs one more good trial to close', () => {
    const half = { ...stored, state: 'half-open' } as const
    expect(restoreBreaker({ ...half, goodTrials: 99 }, 0, policy)).toMatchObject({ kind: 'half-open', goodTrials: 2 })
    expect(restoreBreaker({ ...half, goodTrials: -99, openCount: 0 }, 0, policy)).toMatchObject({ goodTrials: 0, openCount: 1 })
  })
})
