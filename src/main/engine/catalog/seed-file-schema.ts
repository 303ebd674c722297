import { z } from 'zod'
import { Capabilities, CredentialRef, ProviderKind } from '#contract/catalog'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { PoolLimits } from '#contract/pools'
import { type PriceTier, PriceTiers, TierCondition } from '#contract/prices'
import { EpochMs, Tokens } from '#contract/units'
import { completeRates, parseUsdPerMillion, parseUsdToNano } from '#engine/money'
import { parseRfc3339Ms } from '#engine/resilience'

/** A UTC day, read as its first instant. */
const Day = z
  .string()
  .refine((text) => startOfDayMs(text) !== undefined, 'expected a day such as 2026-07-02')
  .transform((text) => EpochMs.parse(startOfDayMs(text)))

/** Decimal text in USD: `"0"` is free, null is unknown, absent is a gap that the last tier fills. */
const UsdPerMillion = usdText(parseUsdPerMillion, 'expected USD per million tokens as text, such as "0.25"')
const UsdEach = usdText(parseUsdToNano, 'expected USD as text, such as "0.01"')

const GivenTier = z.strictObject({
  when: TierCondition.optional(),
  input: UsdPerMillion,
  output: UsdPerMillion,
  cacheRead: UsdPerMillion,
  cacheWrite5m: UsdPerMillion,
  cacheWrite1h: UsdPerMillion,
  reasoning: UsdPerMillion,
  audio: UsdPerMillion,
  image: UsdEach,
  perRequest: UsdEach,
})

/** `tiers` are complete; `sourceFigures` keeps them as the file has them, in JSON. */
const SeedPrice = z
  .strictObject({
    effectiveFrom: Day,
    source: z.string().min(1).max(200),
    sourceUrl: z.url().nullable(),
    note: z.string().max(2000).nullable(),
    tiers: z.array(GivenTier).min(1),
  })
  .transform(({ effectiveFrom, tiers, ...rest }) => ({
    ...rest,
    effectiveFromMs: effectiveFrom,
    tiers: completeTiers(tiers),
    sourceFigures: JSON.stringify(tiers),
  }))
  .refine(({ tiers }) => PriceTiers.safeParse(tiers).success, { path: ['tiers'], message: 'only the last tier has no condition' })

const SeedModel = z
  .strictObject({
    wireId: z.string().min(1),
    name: z.string().min(1).max(300),
    isDefault: z.boolean().default(false),
    pool: PoolName.default(PoolName.parse('default')),
    contextWindow: Tokens.nullable(),
    maxOutput: Tokens.nullable(),
    capabilities: Capabilities,
    sunset: Day.nullable().default(null),
    prices: z.array(SeedPrice),
  })
  .refine(({ contextWindow, maxOutput }) => (maxOutput ?? 0) <= (contextWindow ?? Number.POSITIVE_INFINITY), {
    path: ['maxOutput'],
    message: 'maxOutput is above contextWindow',
  })
  .transform(({ sunset, ...model }) => ({ ...model, sunsetAtMs: sunset }))

const SeedPool = PoolLimits.partial().extend({ name: PoolName, maxParallel: PoolLimits.shape.maxParallel })

const SeedProvider = z
  .strictObject({
    key: ProviderKey,
    name: z.string().min(1).max(200),
    kind: ProviderKind,
    baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
    credential: CredentialRef.nullable(),
    pools: z.array(SeedPool).min(1),
    models: z.array(SeedModel),
  })
  .superRefine(({ key, pools, models }, context) => {
    const report = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    for (const name of repeated(pools.map((pool) => pool.name))) report('pools', `the pool ${name} is there twice`)
    for (const wireId of repeated(models.map((model) => model.wireId))) report('models', `the model ${wireId} is there twice`)
    if (models.filter((model) => model.isDefault).length > 1) report('models', `${key} has more than one default model`)
    for (const { wireId, pool } of models) {
      if (!ModelRef.safeParse(`${key}/${wireId}`).success) report('models', `${JSON.stringify(wireId)} is no wire id`)
      if (!pools.some(({ name }) => name === pool)) report('models', `${wireId} names the pool ${pool}, which ${key} does not have`)
    }
  })

/**
 * The catalog the app comes with, as `resources/seed/catalog.json` holds it: prices as people write them in, integer rates in complete tiers out.
 * A model without `prices` has no known price.
 */
export const SeedCatalog = z.strictObject({ providers: z.array(SeedProvider) }).superRefine(({ providers }, context) => {
  for (const key of repeated(providers.map((provider) => provider.key))) {
    context.addIssue({ code: 'custom', path: ['providers'], message: `the provider ${key} is there twice` })
  }
})
export type SeedCatalog = z.infer<typeof SeedCatalog>

function completeTiers(given: readonly z.infer<typeof GivenTier>[]): PriceTier[] {
  const [base] = given.slice(-1).map(toRates)
  return given.map((tier) => ({ ...(tier.when && { when: tier.when }), rates: completeRates(toRates(tier), base) }))
}

function toRates({ when: _, image, perRequest, ...classes }: z.infer<typeof GivenTier>) {
  return {
    input: read(classes.input, parseUsdPerMillion),
    output: read(classes.output, parseUsdPerMillion),
    cacheRead: read(classes.cacheRead, parseUsdPerMillion),
    cacheWrite5m: read(classes.cacheWrite5m, parseUsdPerMillion),
    cacheWrite1h: read(classes.cacheWrite1h, parseUsdPerMillion),
    reasoning: read(classes.reasoning, parseUsdPerMillion),
    audio: read(classes.audio, parseUsdPerMillion),
    image: read(image, parseUsdToNano),
    perRequest: read(perRequest, parseUsdToNano),
  }
}

function read<Amount>(text: string | null | undefined, parse: (text: string) => Amount): Amount | null | undefined {
  return typeof text === 'string' ? parse(text) : text
}

function usdText(parse: (text: string) => number, expected: string) {
  const isReadable = (text: string) => {
    try {
      return parse(text) >= 0
    } catch {
      return false
    }
  }
  return z.string({ error: expected }).refine(isReadable, expected).nullable().optional()
}

function startOfDayMs(text: string): number | undefined {
  return parseRfc3339Ms(`${text}T00:00:00Z`)
}

function repeated(names: readonly string[]): Set<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index))
}
