import { describe, expect, it } from 'vitest'
import {
  askBreaker,
  type BreakerOutcome,
  type BreakerState,
  type Caller,
  closedBreaker,
  endOpenNow,
  enterBreaker,
  breakerPolicy as policy,
  resetBreaker,
  settleBreaker,
} from './circuit-breaker.ts'

const success: BreakerOutcome = { kind: 'success' }
const neutral: BreakerOutcome = { kind: 'neutral' }
const failure = (caller: Caller): BreakerOutcome => ({ kind: 'failure', caller })

/** One call leaves and ends at once. */
function call(state: BreakerState, outcome: BreakerOutcome, nowMs = 0): BreakerState {
  const entered = enterBreaker(state)
  return settleBreaker(entered.state, entered.ticket, outcome, nowMs, policy)
}

/** So many calls fail, each of another caller. */
function fail(state: BreakerState, count: number, nowMs = 0): BreakerState {
  let after = state
  for (let caller = 0; caller < count; caller++) after = call(after, failure(caller), nowMs)
  return after
}

/** So many calls succeed. */
function succeed(state: BreakerState, count: number, nowMs = 0): BreakerState {
  let after = state
  for (let done = 0; done < count; done++) after = call(after, success, nowMs)
  return after
}

/** Failures and successes by turns, a failure first: never two failures in a row. */
function alternate(state: BreakerState, pairs: number, nowMs = 0): BreakerState {
  let after = state
  for (let pair = 0; pair < pairs; pair++) after = call(call(after, failure(pair), nowMs), success, nowMs)
  return after
}

const openAt0 = fail(closedBreaker, 5)

describe('a closed breaker', () => {
  it('lets every call out, however many are in flight', () => {
    const { state } = enterBreaker(closedBreaker)
    expect(askBreaker(state, 0)).toEqual({ kind: 'yes' })
    expect(state).toBe(closedBreaker)
  })

  it('opens after the fifth failure in a row', () => {
    expect(fail(closedBreaker, 4)).toMatchObject({ kind: 'closed', failuresInARow: 4 })
    expect(openAt0).toMatchObject({ kind: 'open', halfOpenAtMs: 30_000, openCount: 1 })
  })

  it('counts failures in a row anew after a success', () => {
    expect(fail(succeed(fail(closedBreaker, 4), 1), 4)).toMatchObject({ kind: 'closed', failuresInARow: 4 })
  })

  it('counts failures in a row however far apart they are', () => {
    let state = closedBreaker
    for (let hour = 0; hour < 5; hour++) state = call(state, failure(hour), hour * 3_600_000)
    expect(state).toMatchObject({ kind: 'open', halfOpenAtMs: 4 * 3_600_000 + 30_000 })
  })

  it('counts one caller once between two successes', () => {
    let state = closedBreaker
    for (let round = 0; round < 50; round++) state = call(state, failure('poison'))
    expect(state).toMatchObject({ kind: 'closed', failuresInARow: 1 })
    expect(fail(state, 4).kind).toBe('open')
  })

  it('counts a caller again after a success', () => {
    let state = closedBreaker
    for (let round = 0; round < 3; round++) state = succeed(call(state, failure('one')), 1)
    expect(call(state, failure('one'))).toMatchObject({ kind: 'closed', failuresInARow: 1 })
  })

  it('is not changed by what says nothing of the service', () => {
    const state = fail(closedBreaker, 4)
    expect(call(state, neutral)).toBe(state)
  })
})

describe('the share of failures', () => {
  it('opens it when more than half of ten calls failed', () => {
    const half = fail(alternate(succeed(closedBreaker, 1), 4), 1)
    expect(half.kind).toBe('closed')
    expect(call(half, failure('another')).kind).toBe('open')
  })

  it('counts for nothing below ten calls', () => {
    const eight = fail(alternate(succeed(closedBreaker, 1), 2), 3)
    expect(eight.kind).toBe('closed')
    expect(fail(succeed(eight, 1), 1)).toMatchObject({ kind: 'open' })
  })

  it('looks back a minute', () => {
    const early = alternate(closedBreaker, 5, 0)
    expect(fail(early, 1, 59_999).kind).toBe('open')
    expect(fail(early, 1, 60_000)).toMatchObject({ kind: 'closed', failuresInARow: 1 })
  })

  it('forgets a minute in twelfths', () => {
    const early = alternate(alternate(closedBreaker, 2, 0), 2, 4999)
    expect(early).toMatchObject({ window: [{ sinceMs: 0, calls: 8, failures: 4 }] })
    expect(alternate(early, 1, 5000)).toMatchObject({ window: [{ calls: 8 }, { sinceMs: 5000, calls: 2, failures: 1 }] })
    expect(alternate(early, 1, 60_000)).toMatchObject({ window: [{ sinceMs: 60_000, calls: 2 }] })
  })
})

describe('an open breaker', () => {
  it('lets nothing out before its time, and says when', () => {
    expect(askBreaker(openAt0, 29_999)).toEqual({ kind: 'no', untilMs: 30_000 })
    expect(askBreaker(openAt0, 30_000)).toEqual({ kind: 'yes' })
  })

  it('is not changed by a result of before it opened', () => {
    const { ticket } = enterBreaker(closedBreaker)
    for (const outcome of [success, neutral, failure(9)]) expect(settleBreaker(openAt0, ticket, outcome, 1, policy)).toBe(openAt0)
  })

  it('is not changed by a result of its own epoch either', () => {
    expect(settleBreaker(openAt0, { epoch: openAt0.epoch }, success, 1, policy)).toBe(openAt0)
  })
})

describe('a half-open breaker', () => {
  const trial = enterBreaker(openAt0)
  const end = (outcome: BreakerOutcome, nowMs = 31_000) => settleBreaker(trial.state, trial.ticket, outcome, nowMs, policy)

  it('has one call in flight and no instant for the next', () => {
    expect(trial.state.kind).toBe('half-open')
    expect(askBreaker(trial.state, 1e12)).toEqual({ kind: 'no' })
  })

  it('closes after the third good one in a row, with nothing remembered', () => {
    const second = end(success)
    expect(second).toMatchObject({ kind: 'half-open', hasTrial: false, goodTrials: 1 })
    expect(succeed(second, 1, 32_000)).toMatchObject({ kind: 'half-open', goodTrials: 2 })
    expect(succeed(second, 2, 32_000)).toMatchObject({ kind: 'closed', failuresInARow: 0, failed: [], window: [] })
  })

  it('lets the next out after each good one, one at a time', () => {
    const next = enterBreaker(end(success))
    expect(askBreaker(end(success), 31_000)).toEqual({ kind: 'yes' })
    expect(askBreaker(next.state, 31_000)).toEqual({ kind: 'no' })
  })

  it('lets another try when one ended without a word', () => {
    expect(end(neutral)).toMatchObject({ kind: 'half-open', hasTrial: false, goodTrials: 0 })
    expect(askBreaker(end(neutral), 31_000)).toEqual({ kind: 'yes' })
  })

  it('opens for twice as long with each trial that fails, up to a quarter of an hour', () => {
    let state = openAt0
    const openForS: number[] = []
    for (let round = 0; round < 8; round++) {
      if (state.kind !== 'open') throw new Error('it is open')
      const nowMs = state.halfOpenAtMs
      const entered = enterBreaker(state)
      state = settleBreaker(entered.state, entered.ticket, failure(1), nowMs, policy)
      openForS.push((state.kind === 'open' ? state.halfOpenAtMs - nowMs : 0) / 1000)
    }
    expect(openForS).toEqual([60, 120, 240, 480, 900, 900, 900, 900])
  })

  it('opens again for twice as long even after two good ones', () => {
    expect(fail(succeed(end(success), 1, 31_000), 1, 40_000)).toMatchObject({ kind: 'open', halfOpenAtMs: 100_000, openCount: 2 })
  })

  it('opens for as short as ever once it was closed', () => {
    const closed = succeed(end(success), 2, 31_000)
    expect(fail(closed, 5, 50_000)).toMatchObject({ kind: 'open', halfOpenAtMs: 80_000, openCount: 1 })
  })

  it('is not changed by a result of before it opened', () => {
    const { ticket } = enterBreaker(closedBreaker)
    for (const outcome of [success, neutral, failure(9)])
      expect(settleBreaker(trial.state, ticket, outcome, 31_000, policy)).toBe(trial.state)
  })
})

describe('a person who does not wait', () => {
  it('has an open breaker tried at once, by one call', () => {
    const now = endOpenNow(openAt0, 5)
    expect(now).toMatchObject({ kind: 'open', halfOpenAtMs: 5, openCount: 1 })
    expect(askBreaker(now, 5)).toEqual({ kind: 'yes' })
    expect(askBreaker(enterBreaker(now).state, 5)).toEqual({ kind: 'no' })
  })

  it('changes nothing of one whose time is over, or that is not open', () => {
    const half = enterBreaker(openAt0).state
    for (const state of [openAt0, half, closedBreaker]) expect(endOpenNow(state, 30_000)).toBe(state)
  })
})

describe('a reset', () => {
  it('closes it with nothing remembered, and what is in flight says nothing', () => {
    const { state, ticket } = enterBreaker(openAt0)
    const reset = resetBreaker(state)
    expect(reset).toMatchObject({ kind: 'closed', failuresInARow: 0, failed: [], window: [] })
    expect(settleBreaker(reset, ticket, failure(1), 40_000, policy)).toBe(reset)
  })
})

it('has an epoch of its own in each of its states', () => {
  const half = enterBreaker(openAt0).state
  const states = [closedBreaker, openAt0, half, fail(half, 1, 30_000), succeed(half, 3, 30_000)]
  expect(states.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 3])
})
