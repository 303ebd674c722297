import { describe, expect, it } from 'vitest'
import { readCatalog } from './read-catalog.ts'
import type { Json, SourceEntry } from './source-catalog.ts'

const chat = { litellm_provider: 'openai', mode: 'chat', input_cost_per_token: 2.5e-7, output_cost_per_token: 0.000002 }

function entries(map: { readonly [key: string]: Json }): SourceEntry[] {
  return [...readCatalog({ format: 'litellm', value: map }).entries]
}

function entry(fields: { readonly [field: string]: Json }, key = 'gpt-x'): SourceEntry {
  const [only] = entries({ [key]: { ...chat, ...fields } })
  if (only === undefined) throw new Error('no entry')
  return only
}

function tiers(fields: { readonly [field: string]: Json }) {
  return entry(fields).model?.price?.tiers.map(({ when, rates }) => ({
    when,
    input: rates.input,
    output: rates.output,
    cacheRead: rates.cacheRead,
  }))
}

describe('prices of the map of LiteLLM', () => {
  it('are read exactly from USD per single token', () => {
    const rates = entry({ cache_read_input_token_cost: 2.5e-8, cache_creation_input_token_cost: 3.125e-7 }).model?.price?.tiers.at(
      -1,
    )?.rates
    expect(rates).toEqual({
      ...{ input: 250_000, output: 2_000_000, cacheRead: 25_000, cacheWrite5m: 312_500, cacheWrite1h: null },
      ...{ reasoning: 2_000_000, audio: null, image: null, perRequest: null },
    })
  })

  it.each([
    [5.0001e-7, 500_010],
    [5.000135e-7, 500_014],
    [5.000125e-7, 500_012],
    [9.9902e-7, 999_020],
    [5.00010050000002e-7, 500_010],
  ])('of %s round half to even to %s', (cost, rate) => {
    expect(entry({ input_cost_per_token: cost }).model?.price?.tiers[0]?.rates.input).toBe(rate)
  })

  it('keep the figures of the source and every field it has', () => {
    const { model } = entry({ input_cost_per_token_batches: 1.25e-7, supports_prompt_caching: true, a_new_field: { deep: [1] } })
    expect(model?.price?.figures).toEqual({
      input_cost_per_token: 2.5e-7,
      output_cost_per_token: 0.000002,
      input_cost_per_token_batches: 1.25e-7,
    })
    expect(model?.raw).toEqual({
      ...chat,
      input_cost_per_token_batches: 1.25e-7,
      supports_prompt_caching: true,
      a_new_field: { deep: [1] },
    })
  })

  it('of a cache hit have an older name, which counts where the newer is absent', () => {
    expect(tiers({ input_cost_per_token_cache_hit: 2e-8 })?.[0]?.cacheRead).toBe(20_000)
    expect(tiers({ input_cost_per_token_cache_hit: 2e-8, cache_read_input_token_cost: 3e-8 })?.[0]?.cacheRead).toBe(30_000)
  })

  it('above a length of context are a tier of the whole request, its gaps filled from the base and named', () => {
    const { model } = entry({ input_cost_per_token_above_272k_tokens: 5e-7, cache_read_input_token_cost: 2.5e-8 })
    expect(model?.price?.tiers[0]).toMatchObject({
      when: { contextTokensOver: 272_000 },
      rates: { input: 500_000, output: 2_000_000, cacheRead: 25_000 },
    })
    expect(model?.price?.note).toBe('Taken from the base tier where the source says nothing: over 272000 tokens: output, cacheRead.')
  })

  it('of a service come before those of a length, and both together first', () => {
    const found = tiers({
      ...{ input_cost_per_token_priority: 5e-7, output_cost_per_token_priority: 4e-6, input_cost_per_token_flex: 1e-7 },
      ...{ input_cost_per_token_above_128k_tokens: 3e-7, input_cost_per_token_above_200k_tokens: 4e-7 },
      input_cost_per_token_above_200k_tokens_priority: 8e-7,
    })
    expect(found?.map(({ when, input, output }) => [when, input, output])).toEqual([
      [{ contextTokensOver: 200_000, serviceTier: 'priority' }, 800_000, 4_000_000],
      [{ serviceTier: 'priority' }, 500_000, 4_000_000],
      [{ serviceTier: 'flex' }, 100_000, 2_000_000],
      [{ contextTokensOver: 200_000 }, 400_000, 2_000_000],
      [{ contextTokensOver: 128_000 }, 300_000, 2_000_000],
      [undefined, 250_000, 2_000_000],
    ])
  })

  it('of a cache that is written for an hour have a threshold of their own beside that of the context', () => {
    const { model } = entry({
      cache_creation_input_token_cost_above_1hr: 6e-6,
      cache_creation_input_token_cost_above_1hr_above_200k_tokens: 1.2e-5,
    })
    expect(model?.price?.tiers.map(({ when, rates }) => [when?.contextTokensOver, rates.cacheWrite1h])).toEqual([
      [200_000, 12_000_000],
      [undefined, 6_000_000],
    ])
  })

  it('of batches are left out, and said to be', () => {
    const { model } = entry({ input_cost_per_token_batches: 1e-7 })
    expect(model?.price?.tiers).toHaveLength(1)
    expect(model?.price?.note).toBe('Prices of batches are left out.')
  })

  it('in ranges stand in place of flat ones, the lowest being the base', () => {
    const { input_cost_per_token: _, output_cost_per_token: __, ...unpriced } = chat
    const tiered_pricing = [
      { input_cost_per_token: 1e-6, output_cost_per_token: 5e-6, range: [0, 32_000] },
      { input_cost_per_token: 6e-6, output_cost_per_token: 6e-5, range: [128_000, 1_000_000] },
      { input_cost_per_token: 1.8e-6, output_cost_per_token: 9e-6, range: [32_000, 128_000] },
    ]
    const [only] = entries({ 'qwen-x': { ...unpriced, tiered_pricing } })
    expect(only?.flaw).toBeNull()
    expect(only?.model?.price?.tiers.map(({ when, rates }) => [when?.contextTokensOver, rates.input])).toEqual([
      [128_000, 6_000_000],
      [32_000, 1_800_000],
      [undefined, 1_000_000],
    ])
  })

  it('of reasoning are those of the output unless they are said', () => {
    const reasoning = (fields: { readonly [field: string]: Json }) => entry(fields).model?.price?.tiers[0]?.rates.reasoning
    expect(reasoning({})).toBe(2_000_000)
    expect(reasoning({ output_cost_per_reasoning_token: 4e-6 })).toBe(4_000_000)
  })

  it.each([
    ['no_price', { input_cost_per_token: null, output_cost_per_token: null }, true],
    ['ambiguous_zero', { input_cost_per_token: 0, output_cost_per_token: 0 }, true],
    ['ambiguous_zero', { cache_read_input_token_cost: 0 }, true],
    ['absurd_price', { input_cost_per_token: 0.0011 }, true],
    ['absurd_price', { input_cost_per_token: 1e300 }, false],
    ['negative_price', { output_cost_per_token: -1e-6 }, false],
    ['not_a_number', { output_cost_per_token: 'NaN' }, false],
    ['not_a_number', { output_cost_per_token: JSON.parse('1e999') }, false],
    ['not_a_number', { output_cost_per_token: { usd: 1 } }, false],
    ['output_above_input', { max_input_tokens: 8192, max_output_tokens: 8193 }, true],
  ] as const)('that cannot be right or say nothing are %s: %j', (reason, fields, canPick) => {
    expect(entry(fields).flaw).toMatchObject({ kind: 'quarantined', reason, canPick })
  })

  it('that are absent are not free, and those that are 0 for writing a cache are', () => {
    const { input_cost_per_token: _, output_cost_per_token: __, ...unpriced } = chat
    expect(entries({ x: unpriced })[0]).toMatchObject({ flaw: { reason: 'no_price' }, model: { price: null } })
    expect(entry({ cache_creation_input_token_cost: 0 })).toMatchObject({
      flaw: null,
      model: { price: { tiers: [{ rates: { cacheWrite5m: 0 } }] } },
    })
  })
})

describe('entries of the map of LiteLLM', () => {
  it('that are no models are passed over', () => {
    const found = entries({
      ...{ sample_spec: { ...chat }, fallback_generalizations: { rules: [] }, last_updated: '2026-07-24' },
      '1024-x-1024/dall-e-2': { ...chat, mode: 'image_generation' },
      'bedrock/*/1-month-commitment/cohere.command-text-v14': { ...chat, litellm_provider: 'bedrock' },
      'text-embedding-3-small': { ...chat, mode: 'embedding' },
      unsaid: { ...chat, mode: null },
    })
    expect(found.map(({ flaw }) => flaw?.reason)).toEqual([
      ...['not_a_model', 'not_a_model', 'not_a_model', 'not_a_model', 'not_a_model', 'not_chat', 'not_chat'],
    ])
    expect(found.every(({ flaw }) => flaw?.kind === 'skipped' && !flaw.canPick)).toBe(true)
  })

  it('are named by provider and key, by our name of the provider and without its prefix', () => {
    const named = entries({
      'gemini/gemini-2.5-pro': { ...chat, litellm_provider: 'gemini' },
      'azure/eu/gpt-4o': { ...chat, litellm_provider: 'azure' },
      'vertex_ai/claude-opus-4': { ...chat, litellm_provider: 'vertex_ai-anthropic_models' },
      'wandb/Qwen/Qwen3': { ...chat, litellm_provider: 'wandb' },
      'wandb/qwen/qwen3': { ...chat, litellm_provider: 'wandb' },
    }).map(({ model }) => `${model?.provider} ${model?.wireId}`)
    expect(named).toEqual([
      ...['google gemini-2.5-pro', 'azure eu/gpt-4o', 'vertex_ai-anthropic_models vertex_ai/claude-opus-4'],
      ...['wandb Qwen/Qwen3', 'wandb qwen/qwen3'],
    ])
  })

  it('that are one model by two names count once: the one that names its provider', () => {
    const ofDeepseek = { ...chat, litellm_provider: 'deepseek' }
    const found = entries({
      ...{ 'deepseek-chat': ofDeepseek, 'deepseek/deepseek-chat': ofDeepseek },
      ...{ 'deepseek/deepseek-r1': ofDeepseek, 'deepseek-r1': { ...ofDeepseek, input_cost_per_token: 9e-7 } },
    })
    expect(found.map(({ flaw, model }) => [flaw?.kind ?? null, flaw?.reason ?? null, model === null])).toEqual([
      ['skipped', 'duplicate', true],
      [null, null, false],
      [null, null, false],
      ['quarantined', 'duplicate', true],
    ])
  })

  it('have limits of which 0 and the legacy field say what they say', () => {
    const limits = (fields: { readonly [field: string]: Json }) => {
      const { model } = entry(fields)
      return [model?.contextWindow, model?.maxOutput]
    }
    expect(limits({ max_input_tokens: 0, max_output_tokens: 0, max_tokens: 0 })).toEqual([null, null])
    expect(limits({ max_input_tokens: 128_000, max_tokens: 4096 })).toEqual([128_000, 4096])
    expect(limits({ max_input_tokens: 'many', max_tokens: 1.5 })).toEqual([null, null])
  })

  it('have a sunset and capabilities, of which absent is unknown', () => {
    const { model } = entry({ deprecation_date: '2026-12-24', supports_vision: false, supports_function_calling: true })
    expect(model).toMatchObject({ sunsetAtMs: Date.UTC(2026, 11, 24), capabilities: { vision: false, tools: true } })
    expect(model?.capabilities).not.toHaveProperty('reasoning')
    expect(entry({ deprecation_date: 'soon' }).model?.sunsetAtMs).toBeNull()
  })

  it('with a name that cannot be one here are quarantined', () => {
    expect(entry({}, 'two words').flaw).toMatchObject({ reason: 'bad_name', canPick: false })
    expect(entry({}, 'x'.repeat(301)).flaw).toMatchObject({ reason: 'bad_name' })
  })

  it('named like a prototype are plain models', () => {
    const found = entries(JSON.parse(`{"__proto__": ${JSON.stringify(chat)}, "constructor": ${JSON.stringify(chat)}}`))
    expect(found.map(({ model }) => model?.wireId)).toEqual(['__proto__', 'constructor'])
    expect(Object.hasOwn(Object.prototype, 'litellm_provider')).toBe(false)
    expect(entries(JSON.parse('{"x": {"__proto__": {"litellm_provider": "openai", "mode": "chat"}}}'))[0]?.flaw?.reason).toBe('not_a_model')
  })
})
