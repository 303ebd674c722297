import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { PriceTiers } from '#contract/prices'
import { readCatalog } from './read-catalog.ts'
import type { Json, SourceCatalog } from './source-catalog.ts'

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.constantFrom<Json>(0, -1, 1e-7, 1e-300, 1e300, 5e-7, '0', '-1', '0.000001', 'NaN', null, true, [], {}, '__proto__', 200_000),
)
const objectOf = (...names: readonly string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), odd, { maxKeys: 12, noNullPrototype: true })

const litellm = objectOf(
  ...['litellm_provider', 'mode', 'input_cost_per_token', 'output_cost_per_token', 'input_cost_per_token_above_200k_tokens'],
  ...['input_cost_per_token_priority', 'output_cost_per_token_flex', 'tiered_pricing', 'max_input_tokens', 'deprecation_date'],
).map((entry) => ({ litellm_provider: 'openai', mode: 'chat', ...entry }))
const modelsDev = objectOf('cost', 'limit', 'modalities', 'name', 'status').map((entry) => ({
  cost: { input: 1, tiers: [entry] },
  ...entry,
}))
const openRouter = objectOf('id', 'pricing', 'top_provider', 'architecture').map((entry) => ({ id: 'a/b', pricing: entry, ...entry }))
const langfuse = objectOf('modelName', 'pricingTiers', 'matchPattern').map((entry) => ({
  modelName: 'gpt-x',
  pricingTiers: [entry],
  ...entry,
}))

/** Each entry is a model that could be kept, or has a flaw; none is lost. */
function isWhole(catalog: SourceCatalog, entries: number): void {
  expect(catalog.entries).toHaveLength(entries)
  for (const { model, flaw } of catalog.entries) {
    expect(model === null && flaw === null).toBe(false)
    if (model?.price != null) expect(PriceTiers.safeParse(model.price.tiers).success).toBe(true)
  }
}

describe('whatever a catalog holds', () => {
  test.prop([fc.dictionary(fc.string(), litellm, { maxKeys: 5 })])('a map of LiteLLM is read entry by entry', (value) => {
    isWhole(readCatalog({ format: 'litellm', value }), Object.keys(value).length)
  })

  test.prop([fc.dictionary(fc.string(), modelsDev, { maxKeys: 5 })])('models of models.dev are read one by one', (models) => {
    isWhole(readCatalog({ format: 'models.dev', value: { a: { id: 'a', models } } }), Object.keys(models).length)
  })

  test.prop([fc.array(openRouter, { maxLength: 5 })])('models of OpenRouter are read one by one', (data) => {
    isWhole(readCatalog({ format: 'openrouter', value: { data } }), data.length)
  })

  test.prop([fc.array(langfuse, { maxLength: 5 })])('models of Langfuse are read one by one', (value) => {
    isWhole(readCatalog({ format: 'langfuse', value }), value.length)
  })

  test.prop([odd])('what is of another form has no entries that could be taken', (value) => {
    for (const format of ['litellm', 'models.dev', 'openrouter', 'langfuse'] as const)
      expect(readCatalog({ format, value }).entries.every(({ flaw }) => flaw !== null)).toBe(true)
  })
})
