import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { PriceTiers } from '#contract/prices'
import { NanoUsd } from '#contract/units'
import { advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { tierOf, usageOf } from '../builders/prices.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const model = ModelRef.parse('alpha/one')
const tiers = PriceTiers.parse([
  tierOf({ input: 500_000, output: 1_000_000 }, { serviceTier: 'flex' }),
  tierOf({ input: 1_000_001, output: 2_000_000, reasoning: 2_000_000, perRequest: 1_000_000 }),
])
const usage = usageOf({ uncachedInputTokens: 10, textOutputTokens: 20, reasoningOutputTokens: 5 })

/** The calls of one probe, as its transcript has them, after prices have changed. */
async function callsOf(rule: Rule, { prompt = 'Say {{n}}.' } = {}) {
  const under = await openEngine({ rule })
  await under.client.prices.add({ model, tiers, source: 'a list' })
  const run = await under.start(batchOf({ prompt }))
  await advanceToRest(under, run)
  await under.client.prices.add({ model, tiers: [tierOf({ input: 9, output: 9 })], source: 'a newer list' })
  return (await under.client.runs.transcript({ run, model, promptIndex: 0, sample: 0 })).calls
}

describe('how a call’s cost came about', () => {
  it('is a line for each class and the request, at the prices as they were', async () => {
    const [call] = await callsOf(() => answered({ usage }))
    expect(call?.costArithmetic).toEqual({
      lines: [
        { usageClass: 'input', quantity: 10, rateUsd: '1.000001', usd: '0.00001000001' },
        { usageClass: 'output', quantity: 20, rateUsd: '2', usd: '0.00004' },
        { usageClass: 'reasoning', quantity: 5, rateUsd: '2', usd: '0.00001' },
        { usageClass: 'perRequest', quantity: 1, rateUsd: '0.001', usd: '0.001' },
      ],
      knownUsd: '0.00106000001',
      isEstimated: false,
    })
    expect(call?.costNanoUsd).toBe(1_060_000)
  })

  it('is by the tier it was served in', async () => {
    const [call] = await callsOf(() => answered({ usage: usageOf({ uncachedInputTokens: 10 }), serviceTier: 'flex' }))
    expect(call?.costArithmetic?.lines).toEqual([{ usageClass: 'input', quantity: 10, rateUsd: '0.5', usd: '0.000005' }])
  })

  it('says by how many tokens an answer without usage was reckoned', async () => {
    const [call] = await callsOf(() => answered({ usage: undefined, text: 'x'.repeat(44) }), { prompt: `${'x'.repeat(399)}{{n}}` })
    expect(call?.costArithmetic).toMatchObject({
      isEstimated: true,
      lines: [{ usageClass: 'input', quantity: 100 }, { usageClass: 'output', quantity: 11 }, { usageClass: 'perRequest' }],
    })
    expect(call?.costNanoUsd).toBe(100_000 + 22_000 + 1_000_000)
  })

  it('says what was received of an answer that was cut, beside what its provider had counted', async () => {
    const partialUsage = usageOf({ uncachedInputTokens: 7, cacheReadInputTokens: 3, textOutputTokens: 1 })
    const cut = failed('NETWORK', { stage: 'partial', httpStatus: 200, usage: partialUsage, partialText: 'x'.repeat(80) })
    const [first] = await callsOf(({ index }) => (index === 0 ? cut : answered({ usage })))
    expect(first?.usage).toEqual(partialUsage)
    expect(first?.costArithmetic).toEqual({
      isEstimated: true,
      knownUsd: '0.001047000007',
      lines: [
        { usageClass: 'input', quantity: 7, rateUsd: '1.000001', usd: '0.000007000007' },
        { usageClass: 'cacheRead', quantity: 3, rateUsd: null, usd: null },
        { usageClass: 'output', quantity: 20, rateUsd: '2', usd: '0.00004' },
        { usageClass: 'perRequest', quantity: 1, rateUsd: '0.001', usd: '0.001' },
      ],
    })
    expect(first).toMatchObject({ costState: 'unknown', costNanoUsd: null })
  })

  it('is a line without a rate for each class where the tier it was served in has no price', async () => {
    const [call] = await callsOf(() => answered({ usage: usageOf({ uncachedInputTokens: 10 }), serviceTier: 'priority' }))
    expect(call?.costArithmetic).toEqual({
      lines: [{ usageClass: 'input', quantity: 10, rateUsd: null, usd: null }],
      knownUsd: '0',
      isEstimated: false,
    })
  })

  it.each<[string, Rule]>([
    ['the provider named the cost', () => answered({ usage, reportedCostNanoUsd: NanoUsd.parse(7) })],
    ['nothing was billed', () => failed('BAD_REQUEST')],
    ['nobody knows what was used', () => failed('INVALID_RESPONSE', { stage: 'unanswered', httpStatus: 200 })],
  ])('is no sum of lines where %s', async (_, rule) => {
    const [call] = await callsOf(rule)
    expect(call?.costArithmetic).toBeNull()
  })
})
