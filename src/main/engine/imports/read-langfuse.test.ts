import { describe, expect, it } from 'vitest'
import { readCatalog } from './read-catalog.ts'
import type { Json, SourceEntry } from './source-catalog.ts'

const standard = { isDefault: true, priority: 0, conditions: [], prices: { input: 0.00000125, output: 0.00001 } }
const model = { modelName: 'gpt-x', matchPattern: '(?i)^(openai/)?(gpt-x)$', pricingTiers: [standard] }

function entry(fields: { readonly [field: string]: Json }): SourceEntry | undefined {
  return readCatalog({ format: 'langfuse', value: [{ ...model, ...fields }] }).entries[0]
}

function priced(prices: { readonly [usage: string]: Json }): SourceEntry | undefined {
  return entry({ pricingTiers: [{ ...standard, prices }] })
}

function above(condition: { readonly [field: string]: Json }): SourceEntry | undefined {
  return entry({ pricingTiers: [standard, { isDefault: false, conditions: [condition], prices: { input: 0.0000025 } }] })
}

describe('the price file of Langfuse', () => {
  it('names models by name, at USD per token, and keeps their patterns', () => {
    expect(entry({})).toMatchObject({
      flaw: null,
      model: { provider: 'openai', wireId: 'gpt-x', price: { tiers: [{ rates: { input: 1_250_000, output: 10_000_000 } }] }, raw: model },
    })
  })

  it('has patterns that are never run, however long they would take', () => {
    const matchPattern = '(?i)^(a+)+$'
    const before = entry({ modelName: `gpt-${'a'.repeat(200)}!`, matchPattern })
    expect(before).toMatchObject({ flaw: null, model: { raw: { matchPattern } } })
    expect(entry({ modelName: null, matchPattern })?.flaw).toMatchObject({ kind: 'skipped', reason: 'pattern_only' })
    expect(entry({ modelName: 'text-ada-001' })?.flaw).toMatchObject({ kind: 'skipped', reason: 'pattern_only' })
  })

  it('has several names of one class, which are never added', () => {
    const same = priced({
      input: 0.000003,
      input_tokens: 0.000003,
      output: 0.000015,
      output_tokens: 0.000015,
      cache_read_input_tokens: 3e-7,
    })
    expect(same?.model?.price?.tiers[0]?.rates).toMatchObject({ input: 3_000_000, output: 15_000_000, cacheRead: 300_000 })
    expect(priced({ input: 0.000003, input_tokens: 0.000004, output: 1e-6 })?.flaw).toMatchObject({
      kind: 'quarantined',
      reason: 'invalid',
    })
  })

  it('has tiers above a number of input tokens', () => {
    const condition = { usageDetailPattern: '^(input|prompt|cached)', operator: 'gt', value: 200_000 }
    expect(above(condition)?.model?.price?.tiers.map(({ when, rates }) => [when, rates.input, rates.output])).toEqual([
      [{ contextTokensOver: 200_000 }, 2_500_000, 10_000_000],
      [undefined, 1_250_000, 10_000_000],
    ])
    expect(above({ ...condition, operator: 'gte' })?.model?.price?.tiers[0]?.when).toEqual({ contextTokensOver: 200_000, inclusive: true })
  })

  it.each([
    [{ usageDetailPattern: '^output', operator: 'gt', value: 1 }],
    [{ usageDetailPattern: 'input', operator: 'lt', value: 1 }],
    [{ usageDetailPattern: 'input', operator: 'gt', value: '1' }],
  ])('has no tier by a condition that is not understood: %j', (condition) => {
    expect(above(condition)?.flaw).toMatchObject({ kind: 'quarantined', reason: 'invalid' })
  })
})
