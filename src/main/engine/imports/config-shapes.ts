import { z } from 'zod'
import { Capabilities, CredentialRef, ModelStatus, ProviderKind, Timeouts } from '#contract/catalog'
import { ModelRef, PoolName } from '#contract/ids'
import { PoolLimits } from '#contract/pools'
import { TierCondition } from '#contract/prices'
import { Tokens } from '#contract/units'
import { defaultTimeouts } from '#engine/catalog'

/** The version of the file's form, under the key `assay`. */
export const configVersion = 1

/** Decimal text in USD; null is unknown. */
const Usd = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,12})?$/, 'expected US dollars as text, such as "0.25"')
  .nullable()

/** Per million tokens; `image` and `perRequest` each. Absent is unknown, and of `reasoning` what output costs. */
export const ConfigTier = z.strictObject({
  when: TierCondition.optional(),
  input: Usd.optional(),
  output: Usd.optional(),
  cacheRead: Usd.optional(),
  cacheWrite5m: Usd.optional(),
  cacheWrite1h: Usd.optional(),
  reasoning: Usd.optional(),
  audio: Usd.optional(),
  image: Usd.optional(),
  perRequest: Usd.optional(),
})
export type ConfigTier = z.infer<typeof ConfigTier>

export const ConfigPrice = z.strictObject({
  from: z.iso.datetime(),
  source: z.string().min(1).max(200),
  sourceUrl: z.string().max(2000).nullable().default(null),
  note: z.string().max(2000).nullable().default(null),
  tiers: z.array(ConfigTier).min(1).max(50),
})
export type ConfigPrice = z.infer<typeof ConfigPrice>

export const ConfigModel = z.strictObject({
  name: z.string().min(1).max(300).optional(),
  status: ModelStatus.default('active'),
  default: z.boolean().default(false),
  pool: PoolName.default(PoolName.parse('default')),
  contextWindow: Tokens.nullable().default(null),
  maxOutput: Tokens.nullable().default(null),
  capabilities: Capabilities.default({}),
  sunset: z.iso.datetime().nullable().default(null),
  fallback: ModelRef.nullable().default(null),
  prices: z.array(ConfigPrice).max(1000).default([]),
})
export type ConfigModel = z.infer<typeof ConfigModel>

/** Limits that are not given are the defaults, but for `maxParallel`, which is 1. */
export const ConfigPool = PoolLimits.partial()
export type ConfigPool = z.infer<typeof ConfigPool>

/** A provider without its pools and models. `credential` absent: it is left as it is; only references to the environment are ever written. */
export const ConfigProvider = z.strictObject({
  name: z.string().min(1).max(200),
  kind: ProviderKind,
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  credential: CredentialRef.refine(
    (ref) => ref.startsWith('env:'),
    'a key can only be named by its environment variable: env:NAME_API_KEY',
  ).optional(),
  timeouts: Timeouts.default(defaultTimeouts),
  maxParallel: z.int().min(1).max(10_000).nullable().default(null),
  sendsAttemptId: z.boolean().default(true),
  allowInsecure: z.boolean().default(false),
  enabled: z.boolean().default(true),
})
export type ConfigProvider = z.infer<typeof ConfigProvider>
