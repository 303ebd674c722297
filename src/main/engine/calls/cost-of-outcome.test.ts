import { describe, expect, it } from 'vitest'
import { EpochMs, NanoUsd } from '#contract/units'
import type { CallFailed, CallOutcome, FailureStage } from '#engine/ports'
import { answered, failed } from '../../../../test/builders/outcomes.ts'
import { tierOf, usageOf } from '../../../../test/builders/prices.ts'
import { type CostFacts, costOfOutcome } from './cost-of-outcome.ts'

const reserved = NanoUsd.parse(99_000)
const facts: CostFacts = {
  tiers: [tierOf({ input: 1_000_000, output: 2_000_000, reasoning: 2_000_000 })],
  startedAtMs: EpochMs.parse(0),
  requestedServiceTier: undefined,
  reservedNanoUsd: reserved,
  promptBytes: 400,
}
const none = { state: 'none', nanoUsd: 0, upperNanoUsd: null, priceTier: null }
const maybeBilled = { state: 'maybe_billed', nanoUsd: null, upperNanoUsd: reserved, priceTier: null }
const unknown = { state: 'unknown', nanoUsd: null, upperNanoUsd: reserved, priceTier: null }
const usage = usageOf({ uncachedInputTokens: 100, textOutputTokens: 10 })
const ofFailure = (kind: CallFailed['kind'], stage: FailureStage, more: Partial<CallFailed> = {}) =>
  costOfOutcome(failed(kind, { stage, ...more }), facts)

describe('an attempt that cannot have been billed', () => {
  it.each<[string, CallOutcome]>([
    ['never connected', failed('NETWORK', { stage: 'not_sent', httpStatus: undefined })],
    ['cancelled before sending', failed('CANCELLED', { stage: 'not_sent', httpStatus: undefined })],
    ['4xx', failed('BAD_REQUEST', { httpStatus: 400 })],
    ['429', failed('RATE_LIMITED', { httpStatus: 429 })],
    ['5xx with the provider’s own error body', failed('SERVER_ERROR', { httpStatus: 500 })],
  ])('%s: nothing, surely', (_, outcome) => {
    expect(costOfOutcome(outcome, facts)).toEqual(none)
  })
})

describe('an answer', () => {
  it('costs what the provider named, whatever the rates say', () => {
    expect(costOfOutcome(answered({ usage, reportedCostNanoUsd: NanoUsd.parse(7) }), { ...facts, tiers: null })).toEqual({
      state: 'reported',
      nanoUsd: 7,
      upperNanoUsd: null,
      priceTier: null,
    })
  })

  it('costs its usage at the rates', () => {
    expect(costOfOutcome(answered({ usage }), facts)).toEqual({
      state: 'computed',
      nanoUsd: 120_000,
      upperNanoUsd: null,
      priceTier: 0,
    })
  })

  it('is free where the rates are 0, and that is known', () => {
    expect(costOfOutcome(answered({ usage }), { ...facts, tiers: [tierOf({ input: 0, output: 0 })] })).toMatchObject({
      state: 'computed',
      nanoUsd: 0,
    })
  })

  it('without usage costs an estimate from what was sent and received', () => {
    const outcome = answered({ usage: undefined, text: 'x'.repeat(40), reasoningText: 'y'.repeat(4) })
    expect(costOfOutcome(outcome, facts)).toEqual({
      state: 'estimated',
      nanoUsd: 100_000 + 11 * 2000,
      upperNanoUsd: null,
      priceTier: 0,
      estimatedTokens: { input: 100, output: 11 },
    })
  })

  it('is priced in the tier it says it was served in, else in the one asked for', () => {
    const tiers = [tierOf({ input: 0, output: 0 }, { serviceTier: 'flex' }), tierOf({ input: 1_000_000, output: 2_000_000 })]
    const asked = { ...facts, tiers, requestedServiceTier: 'flex' }
    expect(costOfOutcome(answered({ usage }), asked)).toMatchObject({ nanoUsd: 0, priceTier: 0 })
    expect(costOfOutcome(answered({ usage, serviceTier: 'standard' }), asked)).toMatchObject({ nanoUsd: 120_000, priceTier: 1 })
  })

  it('that used a class without a rate is unknown, up to what was set aside', () => {
    expect(costOfOutcome(answered({ usage: usageOf({ cacheReadInputTokens: 1 }) }), facts)).toEqual({ ...unknown, priceTier: 0 })
  })

  it('that was served in a tier without a price is unknown, whichever was asked for', () => {
    expect(costOfOutcome(answered({ usage, serviceTier: 'priority' }), facts)).toEqual(unknown)
    expect(costOfOutcome(answered({ usage }), { ...facts, requestedServiceTier: 'flex' })).toEqual(unknown)
    expect(costOfOutcome(answered({ usage, serviceTier: 'default' }), { ...facts, requestedServiceTier: 'flex' }).nanoUsd).toBe(120_000)
  })

  it('of a model without a price is unknown, and nobody knows how much', () => {
    expect(costOfOutcome(answered({ usage }), { ...facts, tiers: null, reservedNanoUsd: null })).toEqual({ ...unknown, upperNanoUsd: null })
  })

  it('whose counts are beyond all sense is unknown: it is not lost for want of its cost', () => {
    const absurd = usageOf({ textOutputTokens: Number.MAX_SAFE_INTEGER })
    expect(costOfOutcome(answered({ usage: absurd }), facts)).toEqual(unknown)
  })
})

describe('an attempt that was cut', () => {
  it('after the first chunk costs an estimate of what had come', () => {
    expect(ofFailure('NETWORK', 'partial', { httpStatus: 200, partialText: 'x'.repeat(8) })).toEqual({
      state: 'estimated',
      nanoUsd: 104_000,
      upperNanoUsd: null,
      priceTier: 0,
      estimatedTokens: { input: 100, output: 2 },
    })
    expect(ofFailure('CANCELLED', 'partial', { httpStatus: 200 })).toMatchObject({ state: 'estimated', nanoUsd: 100_000 })
  })

  it('after its usage was told costs an estimate from that', () => {
    expect(ofFailure('NETWORK', 'partial', { httpStatus: 200, usage })).toMatchObject({ state: 'estimated', nanoUsd: 120_000 })
  })

  it('costs what was received where that is more than a first figure of usage', () => {
    const first = usageOf({ uncachedInputTokens: 7, textOutputTokens: 1 })
    const cut = { httpStatus: 200, usage: first, partialText: 'x'.repeat(8000), partialReasoningText: 'y'.repeat(2000) }
    expect(ofFailure('INVALID_RESPONSE', 'partial', cut)).toMatchObject({
      state: 'estimated',
      nanoUsd: 7000 + 2500 * 2000,
      estimatedTokens: { input: 7, output: 2500 },
    })
    const thought = usageOf({ uncachedInputTokens: 7, textOutputTokens: 1, reasoningOutputTokens: 2400 })
    expect(ofFailure('CANCELLED', 'partial', { ...cut, usage: thought })).toMatchObject({
      nanoUsd: 7000 + 2500 * 2000,
      estimatedTokens: { input: 7, output: 100 },
    })
  })

  it('is priced in the tier it had said it was served in', () => {
    const tiers = [tierOf({ input: 0, output: 0 }, { serviceTier: 'flex' }), ...(facts.tiers ?? [])]
    const cut = failed('NETWORK', { stage: 'partial', httpStatus: 200, usage, serviceTier: 'flex' })
    expect(costOfOutcome(cut, { ...facts, tiers })).toMatchObject({ state: 'estimated', nanoUsd: 0 })
  })

  it('by the provider itself, with its usage, costs that', () => {
    expect(ofFailure('CONTENT_FILTERED', 'refused', { httpStatus: 200, usage })).toMatchObject({ state: 'computed', nanoUsd: 120_000 })
    const begun = { httpStatus: 200, usage, partialText: 'x'.repeat(8000) }
    expect(ofFailure('CONTENT_FILTERED', 'partial', begun)).toMatchObject({ state: 'computed', nanoUsd: 120_000 })
  })
})

describe('an attempt that was sent and came to nothing', () => {
  it.each([
    ['TIMEOUT', undefined],
    ['NETWORK', undefined],
    ['CANCELLED', undefined],
    ['SERVER_ERROR', 502],
    ['SERVER_ERROR', 504],
    ['INVALID_RESPONSE', 200],
  ] as const)('%s (%s) may have been billed, up to what was set aside', (kind, httpStatus) => {
    expect(ofFailure(kind, 'unanswered', { httpStatus })).toEqual(maybeBilled)
  })
})
