import { readFileSync } from 'node:fs'
import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { billOf, simulatedPrices } from './prices.ts'
import { modelNames } from './traits.ts'
import type { SimulatedUsage } from './usage.ts'

const none: SimulatedUsage = {
  uncachedInputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWrite5mInputTokens: 0,
  cacheWrite1hInputTokens: 0,
  textOutputTokens: 0,
  reasoningOutputTokens: 0,
}
const free = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, reasoning: 0 }

it.each([
  [499, 0],
  [500, 0],
  [501, 1],
  [1499, 1],
  [1500, 2],
  [2500, 2],
  [2501, 3],
])('rounds %i pico-USD half to even to %i nano-USD', (pico, nano) => {
  expect(billOf({ ...none, uncachedInputTokens: 1 }, { ...free, input: pico })).toBe(nano)
})

it.each([
  ['uncachedInputTokens', 'input'],
  ['cacheReadInputTokens', 'cacheRead'],
  ['cacheWrite5mInputTokens', 'cacheWrite5m'],
  ['cacheWrite1hInputTokens', 'cacheWrite1h'],
  ['textOutputTokens', 'output'],
  ['reasoningOutputTokens', 'reasoning'],
] as const)('bills %s at the rate for %s alone', (usageClass, rate) => {
  expect(billOf({ ...none, [usageClass]: 3 }, { ...free, [rate]: 2000 })).toBe(6)
})

test.prop([fc.nat(10_000_000), fc.nat(1_000_000_000)])('is exact where a product of floats is not', (tokens, rate) => {
  const pico = BigInt(tokens) * BigInt(rate)
  const bill = BigInt(billOf({ ...none, textOutputTokens: tokens }, { ...free, output: rate }) ?? -1)
  const error = bill * 1000n - pico
  expect(error >= -500n && error <= 500n).toBe(true)
})

it('has no bill for a model without a price, which is not a bill of 0', () => {
  expect(billOf(none, undefined)).toBeNull()
  expect(billOf({ ...none, textOutputTokens: 9 }, simulatedPrices.get('free'))).toBe(0)
  expect(simulatedPrices.has('unpriced')).toBe(false)
})

const Seed = z.object({
  providers: z.array(
    z.object({
      key: z.string(),
      models: z.array(z.object({ wireId: z.string(), prices: z.array(z.object({ tiers: z.array(z.record(z.string(), z.unknown())) })) })),
    }),
  ),
})

it('agrees with the seed catalog on every model and rate', () => {
  const seed = Seed.parse(JSON.parse(readFileSync(new URL('../../../resources/seed/catalog.json', import.meta.url), 'utf8')))
  const models = seed.providers.find((provider) => provider.key === 'simulator')?.models ?? []
  const listed = models.map(({ wireId, prices }) => [wireId, prices.map(({ tiers }) => tiers.map(ratesOf))])
  const ours = modelNames.map((name) => [name, simulatedPrices.has(name) ? [[simulatedPrices.get(name)]] : []])
  expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(listed))
})

/** USD per million tokens, as text, in micro-USD; a tier without `reasoning` bills it as output. */
function ratesOf(tier: Readonly<Record<string, unknown>>) {
  const micro = (name: string) => {
    const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d{1,6}))?$/.exec(String(tier[name])) ?? []
    return Number(whole + fraction.padEnd(6, '0'))
  }
  return {
    input: micro('input'),
    output: micro('output'),
    cacheRead: micro('cacheRead'),
    cacheWrite5m: micro('cacheWrite5m'),
    cacheWrite1h: micro('cacheWrite1h'),
    reasoning: 'reasoning' in tier ? micro('reasoning') : micro('output'),
  }
}
