import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  askBreaker,
  type BreakerPolicy,
  type BreakerState,
  type BreakerTicket,
  breakerPolicy,
  closedBreaker,
  enterBreaker,
  resetBreaker,
  restoreBreaker,
  settleBreaker,
} from './circuit-breaker.ts'

/** Any policy that settings allow, the small ones more often. */
const anyPolicy: fc.Arbitrary<BreakerPolicy> = fc.record({
  failureThreshold: fc.integer({ min: 1, max: 6 }),
  failureRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  minimumCalls: fc.integer({ min: 1, max: 30 }),
  windowMs: fc.integer({ min: 1000, max: 3_600_000 }),
  openDurationMs: fc.oneof(fc.integer({ min: 1000, max: 20_000 }), fc.integer({ min: 1000, max: 86_400_000 })),
  multiplier: fc.double({ min: 1, max: 10, noNaN: true }),
  maxOpenDurationMs: fc.integer({ min: 1000, max: 86_400_000 }),
  successThreshold: fc.integer({ min: 1, max: 4 }),
})

/** Time passes; so many who wait ask; then one call in flight, picked by its place in age, ends in some way. */
const step = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.nat(10_000), fc.nat(90_000)),
  wishes: fc.constantFrom(0, 1, 3, 50),
  pick: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  caller: fc.nat(7),
  end: fc.constantFrom('success', 'success', 'failure', 'failure', 'neutral'),
  isReset: fc.integer({ min: 0, max: 40 }).map((draw) => draw === 0),
})
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never
const steps = fc.array(step, { minLength: 1, maxLength: 100, size: 'max' })

interface Round {
  readonly nowMs: number
  readonly asked: BreakerState
  readonly wentOut: number
  readonly inFlight: number
  readonly held: BreakerState
  readonly ticket: BreakerTicket | undefined
  readonly given: Step
  readonly after: BreakerState
}

/** A breaker driven by the steps; every ticket is settled at most once. */
function drive(script: readonly Step[], policy: BreakerPolicy): readonly Round[] {
  let state = closedBreaker
  let nowMs = 0
  let tickets: readonly BreakerTicket[] = []
  return script.map((given) => {
    nowMs += given.afterMs
    if (given.isReset) state = resetBreaker(state)
    const asked = state
    let wentOut = 0
    for (let wish = 0; wish < given.wishes && askBreaker(state, nowMs).kind === 'yes'; wish++) {
      const entered = enterBreaker(state)
      state = entered.state
      tickets = [...tickets, { epoch: entered.ticket.epoch }]
      wentOut++
    }
    const held = state
    const ticket = tickets[Math.floor(given.pick * tickets.length)]
    const inFlight = tickets.filter((one) => one.epoch === held.epoch).length
    if (ticket !== undefined) {
      const outcome = given.end === 'failure' ? ({ kind: 'failure', caller: given.caller } as const) : { kind: given.end }
      state = settleBreaker(state, ticket, outcome, nowMs, policy)
      tickets = tickets.filter((one) => one !== ticket)
    }
    return { nowMs, asked, wentOut, inFlight, held, ticket, given, after: state }
  })
}

/** The longest that opening number `openCount` lasts. */
const openMs = (openCount: number, policy: BreakerPolicy) =>
  Math.min(policy.openDurationMs * policy.multiplier ** (openCount - 1), policy.maxOpenDurationMs)

describe('a breaker under any policy', () => {
  test.prop([steps, anyPolicy])('never leaves open before its time, but by a reset', (script, policy) => {
    let opened: { readonly atMs: number; readonly openCount: number } | undefined
    for (const { asked, given, nowMs, wentOut, held, after } of drive(script, policy)) {
      if (given.isReset) opened = undefined
      if (opened !== undefined && nowMs - opened.atMs < openMs(opened.openCount, policy)) {
        expect(asked.kind).toBe('open')
        expect(wentOut).toBe(0)
      }
      if (held.kind !== 'open' && after.kind === 'open') opened = { atMs: nowMs, openCount: after.openCount }
    }
  })

  test.prop([steps, anyPolicy])(
    'lets exactly one call out when its time is over, even when fifty wait, and no other before it ends',
    (script, policy) => {
      for (const { asked, given, nowMs, wentOut, held, inFlight } of drive(script, policy)) {
        if (asked.kind === 'open') expect(wentOut).toBe(nowMs < asked.halfOpenAtMs ? 0 : Math.min(1, given.wishes))
        if (asked.kind === 'half-open') expect(wentOut).toBe(asked.hasTrial ? 0 : Math.min(1, given.wishes))
        if (asked.kind === 'closed') expect(wentOut).toBe(given.wishes)
        if (held.kind === 'half-open') expect(inFlight).toBe(held.hasTrial ? 1 : 0)
      }
    },
  )

  test.prop([steps, anyPolicy])(
    'is changed by nothing that left in another epoch, and by nothing that says nothing but a trial',
    (script, policy) => {
      for (const { held, ticket, given, after } of drive(script, policy)) {
        if (ticket === undefined || ticket.epoch !== held.epoch) expect(after).toBe(held)
        if (given.end === 'neutral' && held.kind !== 'half-open') expect(after).toBe(held)
      }
    },
  )

  test.prop([steps, anyPolicy])(
    'opens only for enough failures in a row of different callers, or for their share of enough calls',
    (script, policy) => {
      let failed = new Set<number>()
      let counted: { readonly atMs: number; readonly isFailure: boolean }[] = []
      for (const { held, ticket, given, nowMs, after } of drive(script, policy)) {
        if (given.isReset || held.kind !== 'closed') {
          failed = new Set()
          counted = []
        }
        if (held.kind !== 'closed' || ticket?.epoch !== held.epoch) continue
        const isFailure = given.end === 'failure' && !failed.has(given.caller)
        if (isFailure || given.end === 'success') counted.push({ atMs: nowMs, isFailure })
        if (isFailure) failed.add(given.caller)
        const isInARow = failed.size >= policy.failureThreshold
        if (given.end === 'success') failed = new Set()
        if (after.kind !== 'open') {
          expect(isInARow).toBe(false)
          continue
        }
        expect(isFailure).toBe(true)
        // Its window blurs by a slice.
        const recent = counted.filter((one) => one.atMs > nowMs - policy.windowMs * (1 + 1 / 12))
        expect(isInARow || recent.length >= policy.minimumCalls).toBe(true)
      }
    },
  )

  test.prop([steps, fc.integer({ min: 1, max: 30 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'knows the share of failures as a plain list does while a window is not over',
    (script, minimumCalls, failureRatio) => {
      const policy = { ...breakerPolicy, failureThreshold: 1000, windowMs: 86_400_000, minimumCalls, failureRatio }
      let failed = new Set<number>()
      let [calls, failures] = [0, 0]
      for (const { held, ticket, given, after } of drive(script, policy)) {
        if (given.isReset || held.kind !== 'closed') [failed, calls, failures] = [new Set(), 0, 0]
        if (held.kind !== 'closed' || ticket?.epoch !== held.epoch || given.end === 'neutral') continue
        const isFailure = given.end === 'failure'
        if (isFailure && failed.has(given.caller)) continue
        calls += 1
        failures += isFailure ? 1 : 0
        if (isFailure) failed.add(given.caller)
        else failed = new Set()
        expect(after.kind).toBe(isFailure && calls >= minimumCalls && failures > failureRatio * calls ? 'open' : 'closed')
      }
    },
  )

  test.prop([steps, anyPolicy])(
    'is open as long as its opening in a row says, and closes only after enough good trials in a row',
    (script, policy) => {
      let good = 0
      for (const { held, ticket, given, nowMs, after } of drive(script, policy)) {
        if (given.isReset) good = 0
        if (held.kind === 'half-open' && ticket?.epoch === held.epoch) {
          good = given.end === 'success' ? good + 1 : given.end === 'failure' ? 0 : good
          expect(after.kind).toBe(given.end === 'failure' ? 'open' : good >= policy.successThreshold ? 'closed' : 'half-open')
          if (after.kind === 'open') expect(after.openCount).toBe(held.openCount + 1)
          if (after.kind === 'closed') good = 0
        } else if (held.kind === 'closed' && after.kind === 'open') expect(after.openCount).toBe(1)
        if (held.kind !== 'open' && after.kind === 'open') expect(after.halfOpenAtMs).toBe(nowMs + openMs(after.openCount, policy))
      }
    },
  )

  test.prop([steps, anyPolicy])('never goes back to an epoch that is over', (script, policy) => {
    const rounds = drive(script, policy)
    for (const { held, after } of rounds) expect(after.kind === held.kind).toBe(after.epoch === held.epoch)
    const epochs = rounds.map((round) => round.after.epoch)
    expect(epochs).toEqual([...epochs].sort((one, other) => one - other))
  })

  test.prop([
    fc.record({
      state: fc.constantFrom('closed', 'open', 'half-open'),
      failuresInARow: fc.integer(),
      goodTrials: fc.integer(),
      halfOpenInMs: fc.maxSafeInteger(),
      openCount: fc.integer(),
    }),
    fc.nat(1e9),
    anyPolicy,
  ])('is restored within what its policy says, whatever was stored, and a call gets out in the end', (stored, nowMs, policy) => {
    const state = restoreBreaker(stored, nowMs, policy)
    expect(state.kind).toBe(stored.state)
    const atMs = state.kind === 'open' ? state.halfOpenAtMs : nowMs
    expect(atMs).toBeGreaterThanOrEqual(nowMs)
    expect(atMs).toBeLessThanOrEqual(nowMs + policy.maxOpenDurationMs)
    expect(askBreaker(state, atMs)).toEqual({ kind: 'yes' })
    if (state.kind === 'open') {
      const leftMs = Math.max(0, stored.halfOpenInMs)
      expect(atMs).toBe(nowMs + Math.min(leftMs, openMs(Math.max(1, stored.openCount), policy)))
    }
  })
})
