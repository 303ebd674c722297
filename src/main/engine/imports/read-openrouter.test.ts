import { describe, expect, it } from 'vitest'
import { readCatalog } from './read-catalog.ts'
import type { Json, SourceEntry } from './source-catalog.ts'

const model = {
  ...{ id: 'openai/gpt-x', canonical_slug: 'openai/gpt-x-2026', name: 'OpenAI: GPT X', context_length: 400_000 },
  ...{ pricing: { prompt: '0.00000125', completion: '0.00001', input_cache_read: '0.000000125' } },
  ...{ top_provider: { context_length: 400_000, max_completion_tokens: 128_000 }, supported_parameters: ['tools'] },
}

function entry(fields: { readonly [field: string]: Json }): SourceEntry | undefined {
  return readCatalog({ format: 'openrouter', value: { data: [{ ...model, ...fields }] } }).entries[0]
}

describe('the list of models of OpenRouter', () => {
  it('says prices as text in USD per token, and names the whole id', () => {
    expect(entry({})).toMatchObject({
      flaw: null,
      model: {
        ...{ provider: 'openrouter', wireId: 'openai/gpt-x', name: 'OpenAI: GPT X', contextWindow: 400_000, maxOutput: 128_000 },
        capabilities: { tools: true, reasoning: false },
        price: { tiers: [{ rates: { input: 1_250_000, output: 10_000_000, cacheRead: 125_000, cacheWrite5m: null } }] },
      },
    })
  })

  it('says -1 for a price nobody knows before it is asked, which is unknown and never less than nothing', () => {
    const dynamic = entry({ id: 'openrouter/auto', pricing: { prompt: '-1', completion: '-1' } })
    expect(dynamic).toMatchObject({ flaw: { kind: 'quarantined', reason: 'dynamic_price', canPick: true }, model: { price: null } })
    expect(entry({ pricing: { prompt: '-0.5', completion: '0' } })?.flaw?.reason).toBe('negative_price')
  })

  it('has free models that say so, and others that cost 0', () => {
    const pricing = { prompt: '0', completion: '0' }
    expect(entry({ id: 'meta/llama:free', pricing })).toMatchObject({
      flaw: null,
      model: { price: { tiers: [{ rates: { input: 0, output: 0 } }] } },
    })
    expect(entry({ pricing })?.flaw?.reason).toBe('ambiguous_zero')
  })

  it('says 0 for reasoning that is billed as output, and prices a request and an image each', () => {
    const pricing = { ...model.pricing, internal_reasoning: '0', request: '0.005', image: '0.0003613' }
    expect(entry({ pricing })?.model?.price?.tiers[0]?.rates).toMatchObject({
      reasoning: 10_000_000,
      perRequest: 5_000_000,
      image: 361_300,
    })
  })

  it('says when a model ends', () => {
    expect(entry({ expiration_date: '2026-12-01' })?.model?.sunsetAtMs).toBe(Date.UTC(2026, 11, 1))
  })

  it('has entries without a name or without text, which are passed over', () => {
    expect(entry({ id: null })?.flaw?.reason).toBe('not_a_model')
    expect(entry({ architecture: { output_modalities: ['image'] } })?.flaw?.reason).toBe('not_chat')
  })

  it('tells where OpenRouter is asked', () => {
    const { providers } = readCatalog({ format: 'openrouter', value: { data: [] } })
    expect(providers.get('openrouter')).toMatchObject({ baseUrl: 'https://openrouter.ai/api/v1', credential: 'env:OPENROUTER_API_KEY' })
  })
})
