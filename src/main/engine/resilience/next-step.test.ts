import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { CallCode } from '#contract/calls'
import { isRetryable } from './codes.ts'
import { nextStep, type StepPolicy } from './next-step.ts'
import { maxAttempts, rateLimitWaits, retryBackoff } from './policies.ts'

const policy: StepPolicy = {
  maxAttempts,
  backoff: retryBackoff,
  rateLimitWaits,
  allowFallback: false,
  hasFallback: false,
  alreadyFellBack: false,
}
const willing: StepPolicy = { ...policy, allowFallback: true, hasFallback: true }
const fresh = { attempts: 1, countedRefusals: 0 }
const spent = { attempts: 5, countedRefusals: 4 }

describe('nextStep', () => {
  it.each<CallCode>(['OVERLOADED', 'SERVER_ERROR', 'TIMEOUT', 'NETWORK', 'INVALID_RESPONSE'])('retries %s after a backoff', (kind) => {
    expect(nextStep({ attempts: 3, countedRefusals: 0 }, { kind }, policy, 0.5)).toEqual({
      kind: 'retry',
      delayMs: 2000,
      cause: 'retry_backoff',
    })
  })

  it('tries five times in all', () => {
    expect(nextStep({ attempts: 4, countedRefusals: 0 }, { kind: 'TIMEOUT' }, policy, 0).kind).toBe('retry')
    expect(nextStep({ attempts: 5, countedRefusals: 0 }, { kind: 'TIMEOUT' }, policy, 0)).toEqual({ kind: 'finish', code: 'TIMEOUT' })
  })

  it('waits at least as long as an overloaded provider asked', () => {
    expect(nextStep(fresh, { kind: 'OVERLOADED', hintMs: 30_000 }, policy, 0.5)).toMatchObject({ delayMs: 30_000 })
    expect(nextStep(fresh, { kind: 'OVERLOADED', hintMs: 100 }, policy, 0.5)).toMatchObject({ delayMs: 500 })
  })

  it('ends at once what a further try cannot change, without a fallback', () => {
    expect(nextStep(fresh, { kind: 'INVALID_RESPONSE', retryable: false }, willing, 0)).toEqual({
      kind: 'finish',
      code: 'INVALID_RESPONSE',
    })
    expect(nextStep(fresh, { kind: 'INVALID_RESPONSE', retryable: true }, policy, 0).kind).toBe('retry')
  })

  it('waits with its pool when it was refused as too fast', () => {
    expect(nextStep(fresh, { kind: 'RATE_LIMITED' }, policy, 0)).toEqual({ kind: 'wait', cause: 'parked' })
  })

  it('sits through four pauses and ends at the fourth counted refusal', () => {
    expect(nextStep({ attempts: 0, countedRefusals: 3 }, { kind: 'RATE_LIMITED', counted: true }, policy, 0)).toEqual({
      kind: 'wait',
      cause: 'parked',
    })
    expect(nextStep({ attempts: 0, countedRefusals: 4 }, { kind: 'RATE_LIMITED', counted: true }, policy, 0)).toEqual({
      kind: 'finish',
      code: 'RATE_LIMITED',
    })
  })

  it('never ends a probe by a refusal that does not count', () => {
    expect(nextStep(spent, { kind: 'RATE_LIMITED', counted: false }, policy, 0)).toEqual({ kind: 'wait', cause: 'parked' })
    expect(nextStep(spent, { kind: 'RATE_LIMITED' }, policy, 0)).toEqual({ kind: 'wait', cause: 'parked' })
  })

  it('sleeps to the reset when the day is used up', () => {
    expect(nextStep(spent, { kind: 'DAILY_QUOTA' }, willing, 0)).toEqual({ kind: 'wait', cause: 'parked' })
  })

  it.each<CallCode>(['AUTH', 'OUT_OF_CREDIT'])('waits for a person on %s, even marked as not retryable', (kind) => {
    expect(nextStep(spent, { kind, retryable: false }, willing, 0)).toEqual({ kind: 'wait', cause: 'stopped' })
  })

  it.each<CallCode>(['TIMEOUT', 'RATE_LIMITED', 'CIRCUIT_OPEN'])('falls back when %s has used up its tries', (kind) => {
    expect(nextStep(spent, { kind, counted: true }, willing, 0)).toEqual({ kind: 'fall-back', code: kind })
  })

  it.each<[string, Partial<StepPolicy>]>([
    ['the run does not allow it', { allowFallback: false }],
    ['no model is mapped', { hasFallback: false }],
    ['the probe has fallen back already', { alreadyFellBack: true }],
  ])('does not fall back when %s', (_why, change) => {
    expect(nextStep(spent, { kind: 'TIMEOUT' }, { ...willing, ...change }, 0)).toEqual({ kind: 'finish', code: 'TIMEOUT' })
  })

  it.each<CallCode>(['BAD_REQUEST', 'PERMISSION_DENIED', 'CONTENT_FILTERED', 'CANCELLED', 'BUDGET_EXCEEDED', 'MODEL_UNAVAILABLE'])(
    'ends at once with %s, never by a fallback',
    (kind) => {
      expect(nextStep(fresh, { kind }, willing, 0)).toEqual({ kind: 'finish', code: kind })
    },
  )

  test.prop([
    fc.record({ attempts: fc.integer({ min: 1, max: 9 }), countedRefusals: fc.nat(9) }),
    fc.record({
      kind: fc.constantFrom(...CallCode.options),
      retryable: fc.option(fc.boolean(), { nil: undefined }),
      counted: fc.boolean(),
    }),
    fc.record({ allowFallback: fc.boolean(), hasFallback: fc.boolean(), alreadyFellBack: fc.boolean() }),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  ])('falls back only when allowed, mapped, for the first time and with a retryable code', (probe, outcome, fallback, draw) => {
    const step = nextStep(probe, outcome, { ...policy, ...fallback }, draw)
    if (step.kind !== 'fall-back') return
    expect(fallback).toEqual({ allowFallback: true, hasFallback: true, alreadyFellBack: false })
    expect(isRetryable(step.code)).toBe(true)
  })
})
