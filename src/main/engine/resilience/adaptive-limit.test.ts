import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type AdaptiveState, adaptiveAnswered, adaptiveLimit, adaptiveRefused, boundAdaptive, restoreAdaptive } from './adaptive-limit.ts'

const policy = { min: 1, max: 100 }
const fresh = restoreAdaptive(undefined, policy)

/** So many calls are answered, each with as many in flight as the limit, or as given. */
function answer(state: AdaptiveState, calls: number, inFlight?: number): AdaptiveState {
  let after = state
  for (let call = 0; call < calls; call++)
    after = adaptiveAnswered(after, { inFlight: inFlight ?? adaptiveLimit(after), isFailure: false }, policy)
  return after
}

/** So many full rounds are answered. */
function rounds(state: AdaptiveState, count: number): AdaptiveState {
  let after = state
  for (let round = 0; round < count; round++) after = answer(after, adaptiveLimit(after))
  return after
}

const fail = (state: AdaptiveState) => adaptiveAnswered(state, { inFlight: adaptiveLimit(state), isFailure: true }, policy)
const refuse = (state: AdaptiveState, epoch?: number) => adaptiveRefused(state, { isRamp: false, epoch }, policy)
const complain = (state: AdaptiveState) => adaptiveRefused(state, { isRamp: true }, policy)

describe('an adaptive limit that was never refused', () => {
  it('starts at its least', () => {
    expect(adaptiveLimit(restoreAdaptive(undefined, { min: 3, max: 9 }))).toBe(3)
    expect(fresh.reason).toBe('started')
  })

  it('doubles after each full round', () => {
    expect([0, 1, 2, 3, 4].map((count) => adaptiveLimit(rounds(fresh, count)))).toEqual([1, 2, 4, 8, 16])
    expect(rounds(fresh, 1).reason).toBe('doubled')
  })

  it('stands until as many as the limit are answered', () => {
    const four = rounds(fresh, 2)
    expect(adaptiveLimit(answer(four, 3))).toBe(4)
    expect(adaptiveLimit(answer(four, 4))).toBe(8)
  })

  it('doubles to its most and no further', () => {
    expect(adaptiveLimit(rounds(fresh, 10))).toBe(100)
  })

  it('does not grow while less than four fifths of it are used', () => {
    const sixteen = rounds(fresh, 4)
    expect(adaptiveLimit(answer(sixteen, 160, 12))).toBe(16)
    expect(adaptiveLimit(answer(sixteen, 16, 13))).toBe(32)
    const sixtyFour = rounds(fresh, 6)
    expect(adaptiveLimit(answer(sixtyFour, 64, 51))).toBe(64)
    expect(adaptiveLimit(answer(sixtyFour, 64, 52))).toBe(100)
  })

  it('begins its round anew after one that was not full', () => {
    const sixteen = rounds(fresh, 4)
    expect(adaptiveLimit(answer(answer(sixteen, 16, 12), 15, 16))).toBe(16)
  })

  it('calls a round full that was so at its height', () => {
    const sixteen = rounds(fresh, 4)
    expect(adaptiveLimit(answer(answer(sixteen, 1, 16), 15, 1))).toBe(32)
  })

  it('forgets the height of a round that is over', () => {
    const four = rounds(fresh, 2)
    const failed = fail(answer(four, 1, 4))
    expect(adaptiveLimit(answer(failed, 8, 1))).toBe(4)
  })

  it('begins its round anew with each failure', () => {
    const four = rounds(fresh, 2)
    const failed = fail(answer(four, 3))
    expect(adaptiveLimit(failed)).toBe(4)
    expect(adaptiveLimit(answer(failed, 3))).toBe(4)
    expect(adaptiveLimit(answer(failed, 4))).toBe(8)
  })
})

describe('an adaptive limit that was refused', () => {
  const twenty = restoreAdaptive(20, policy)

  it('keeps four fifths', () => {
    expect(adaptiveLimit(refuse(twenty))).toBe(16)
    expect(refuse(twenty).reason).toBe('refused')
  })

  it('never falls below its least', () => {
    expect(adaptiveLimit(adaptiveRefused(restoreAdaptive(5, { min: 5, max: 9 }), { isRamp: false }, { min: 5, max: 9 }))).toBe(5)
    expect(adaptiveLimit(refuse(fresh))).toBe(1)
  })

  it('grows by a twentieth of it after each full round', () => {
    expect(adaptiveLimit(rounds(restoreAdaptive(40, policy), 1))).toBe(42)
    expect(rounds(restoreAdaptive(40, policy), 1).reason).toBe('grown')
    expect(adaptiveLimit(rounds(refuse(rounds(fresh, 5)), 1))).toBe(26)
  })

  it('adds up growth of less than one call', () => {
    const four = restoreAdaptive(4, policy)
    expect([4, 5].map((count) => adaptiveLimit(rounds(four, count)))).toEqual([4, 5])
    expect(rounds(four, 4).reason).toBe('restored')
  })

  it('has nothing left of a round that was under way', () => {
    const cut = refuse(answer(twenty, 19))
    expect(adaptiveLimit(answer(cut, 15))).toBe(16)
    expect(cut).toMatchObject({ answered: 0, mostInFlight: 0, fullRounds: 0 })
  })

  it('is changed by nothing that left before', () => {
    const cut = refuse(twenty)
    expect(refuse(cut, twenty.epoch)).toBe(cut)
    expect(adaptiveAnswered(cut, { inFlight: 16, isFailure: false, epoch: twenty.epoch }, policy)).toBe(cut)
    expect(adaptiveLimit(refuse(cut, cut.epoch))).toBe(12)
  })
})

describe('an adaptive limit whose growth was complained of', () => {
  it('is cut like any other, doubles no more and waits four full rounds for each step', () => {
    const ramped = complain(rounds(fresh, 6))
    expect([adaptiveLimit(ramped), ramped.reason]).toEqual([51, 'ramp'])
    expect([3, 4, 7, 8].map((count) => adaptiveLimit(rounds(ramped, count)))).toEqual([51, 53, 53, 56])
  })

  it('waits twice as many rounds with each further complaint, up to thirty-two', () => {
    let state = fresh
    const waits = [1, 2, 3, 4, 5].map(() => {
      state = complain(state)
      return state.roundsPerStep
    })
    expect(waits).toEqual([4, 8, 16, 32, 32])
  })

  it('still grows slowly after a refusal of another kind', () => {
    expect(refuse(complain(fresh)).roundsPerStep).toBe(4)
  })

  it('does not count a failed round, and keeps the full ones before it', () => {
    const ramped = complain(restoreAdaptive(50, policy))
    expect(adaptiveLimit(ramped)).toBe(40)
    expect(adaptiveLimit(rounds(fail(answer(rounds(ramped, 3), 39)), 1))).toBe(42)
  })
})

describe('an adaptive limit that is restored', () => {
  it('goes on where it stood, and is not doubled', () => {
    const state = restoreAdaptive(40, policy)
    expect([adaptiveLimit(state), state.reason, state.isDoubling]).toEqual([40, 'restored', false])
  })

  it.each([
    [0, 2],
    [1000, 8],
    [5, 5],
  ])('keeps %d within 2 and 8 as %d', (limit, kept) => {
    expect(adaptiveLimit(restoreAdaptive(limit, { min: 2, max: 8 }))).toBe(kept)
  })
})

describe('edited bounds', () => {
  it('hold at once, and say so', () => {
    const state = restoreAdaptive(40, policy)
    expect(boundAdaptive(state, { min: 1, max: 30 })).toMatchObject({ exact: 30, reason: 'bounds' })
    expect(boundAdaptive(state, { min: 50, max: 90 })).toMatchObject({ exact: 50, reason: 'bounds' })
  })

  it('change nothing of a limit between them', () => {
    const state = restoreAdaptive(40, policy)
    expect(boundAdaptive(state, { min: 10, max: 40 })).toBe(state)
  })
})

describe('any adaptive limit', () => {
  const bounds = fc.record({ min: fc.integer({ min: 1, max: 20 }), more: fc.nat(500) }).map(({ min, more }) => ({ min, max: min + more }))
  const event = fc.record({
    kind: fc.constantFrom('answered', 'answered', 'answered', 'failed', 'refused', 'ramp'),
    inFlight: fc.integer({ min: 1, max: 600 }),
    isLate: fc.boolean(),
  })
  const limit = fc.option(fc.integer({ min: -5, max: 1000 }), { nil: undefined })

  test.prop([bounds, limit, fc.array(event, { maxLength: 400 })])(
    'is whole, within its bounds, at most doubles and falls only when refused',
    (given, stored, events) => {
      let state = restoreAdaptive(stored, given)
      let wasRefused = stored !== undefined
      for (const { kind, inFlight, isLate } of events) {
        const before = state
        const epoch = isLate ? state.epoch - 1 : state.epoch
        const isRefusal = kind === 'refused' || kind === 'ramp'
        state = isRefusal
          ? adaptiveRefused(state, { isRamp: kind === 'ramp', epoch }, given)
          : adaptiveAnswered(state, { inFlight, isFailure: kind === 'failed', epoch }, given)
        const [from, to] = [adaptiveLimit(before), adaptiveLimit(state)]
        expect(Number.isInteger(to) && to >= given.min && to <= given.max).toBe(true)
        if (isLate) expect(state).toBe(before)
        else if (isRefusal) expect(to).toBe(Math.max(given.min, Math.floor(from * 0.8)))
        else if (kind === 'failed') expect(to).toBe(from)
        else expect(to >= from && state.exact <= before.exact * (wasRefused ? 1.05 : 2)).toBe(true)
        wasRefused ||= isRefusal && !isLate
      }
    },
  )
})
