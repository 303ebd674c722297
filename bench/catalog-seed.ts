const providers = 20

/** A seed catalog of so many models, spread over providers, each with two price versions of two tiers, one default per provider. */
export function largeCatalog(models: number): string {
  const perProvider = models / providers
  return JSON.stringify({
    providers: Array.from({ length: providers }, (_, provider) => ({
      key: `provider-${provider}`,
      name: `Provider ${provider}`,
      kind: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:9/v1',
      credential: provider % 2 === 0 ? null : `env:PROVIDER_${provider}_API_KEY`,
      pools: [{ name: 'default', maxParallel: 1 }],
      models: Array.from({ length: perProvider }, (_model, index) => ({
        wireId: `vendor/model-${String(index).padStart(4, '0')}`,
        name: `Model ${index} of provider ${provider}`,
        isDefault: index === 0,
        contextWindow: 200_000,
        maxOutput: 32_000,
        capabilities: { reasoning: true, vision: false, tools: true },
        prices: ['2025-01-01', '2026-01-01'].map((effectiveFrom) => ({
          ...{ effectiveFrom, source: 'made up', sourceUrl: null, note: null },
          tiers: [
            { when: { contextTokensOver: 100_000 }, input: '2', output: '8' },
            { input: '1', output: '4' },
          ],
        })),
      })),
    })),
  })
}
