import { z } from 'zod'
import { edited, Reason, Revision } from './audit.ts'
import { base } from './base.ts'
import { ModelRef, PoolName, ProviderKey, RunId } from './ids.ts'
import { Cursor, Limit, page } from './paging.ts'
import { PriceVersion } from './prices.ts'
import { EpochMs, Tokens } from './units.ts'

/** The wire formats we speak. `simulator` is served by the app itself. */
export const ProviderKind = z.enum([
  'openai',
  'openai-chat',
  'anthropic',
  'google',
  'mistral',
  'xai',
  'deepseek',
  'openai-compatible',
  'simulator',
])
export type ProviderKind = z.infer<typeof ProviderKind>

/** Where a key is kept; never the key. `env` names a variable that ends in _API_KEY, _TOKEN or _KEY. */
export const CredentialRef = z
  .string()
  .regex(
    /^(env:[A-Z][A-Z0-9_]*(_API_KEY|_TOKEN|_KEY)|(session|file|os):[a-z0-9][a-z0-9._-]{0,62})$/,
    'expected env:NAME_API_KEY, or session:, file: or os: and a name',
  )
export type CredentialRef = z.infer<typeof CredentialRef>

/** What ended all calls of a provider until an admin acts. */
export const StoppedCode = z.enum(['OUT_OF_CREDIT', 'AUTH'])
export type StoppedCode = z.infer<typeof StoppedCode>

export const Timeouts = z.strictObject({ connectMs: z.int().min(1), silenceMs: z.int().min(1), totalMs: z.int().min(1) })
export type Timeouts = z.infer<typeof Timeouts>

export const Provider = z.object({
  key: ProviderKey,
  name: z.string(),
  kind: ProviderKind,
  /** null: the app serves it itself. */
  baseUrl: z.string().nullable(),
  credential: CredentialRef.nullable(),
  isCredentialPresent: z.boolean(),
  timeouts: Timeouts,
  /** Calls in flight over all its pools; null: only the pools limit it. */
  maxParallel: z.int().min(1).nullable(),
  sendsAttemptId: z.boolean(),
  /** An admin lets requests to it travel in clear, beyond this machine. */
  allowInsecure: z.boolean(),
  isEnabled: z.boolean(),
  stopped: StoppedCode.nullable(),
  revision: z.int(),
})
export type Provider = z.infer<typeof Provider>

export const ModelStatus = z.enum(['active', 'deprecated'])
export type ModelStatus = z.infer<typeof ModelStatus>

export const Availability = z.enum(['available', 'deprecated', 'no_credential', 'provider_disabled', 'stopped'])
export type Availability = z.infer<typeof Availability>

/** What a model can do; absent is unknown. */
export const Capabilities = z.looseObject({
  reasoning: z.boolean().optional(),
  vision: z.boolean().optional(),
  tools: z.boolean().optional(),
})
export type Capabilities = z.infer<typeof Capabilities>

export const Model = z.object({
  ref: ModelRef,
  provider: ProviderKey,
  wireId: z.string(),
  name: z.string(),
  status: ModelStatus,
  isDefault: z.boolean(),
  pool: PoolName,
  contextWindow: Tokens.nullable(),
  maxOutput: Tokens.nullable(),
  capabilities: Capabilities,
  sunsetAtMs: EpochMs.nullable(),
  fallback: ModelRef.nullable(),
  availability: Availability,
  /** The version in force now; null: no price is known. */
  price: PriceVersion.nullable(),
  revision: z.int(),
})
export type Model = z.infer<typeof Model>

const ProviderFields = {
  name: z.string().min(1).max(200),
  baseUrl: z.url({ protocol: /^https?$/ }).nullable(),
  credential: CredentialRef.nullable(),
  maxParallel: z.int().min(1).max(10_000).nullable(),
  timeouts: Timeouts,
  sendsAttemptId: z.boolean(),
  /** `http://` to another machine is refused without it. */
  allowInsecure: z.boolean(),
}

export const providers = {
  list: base.input(z.object({ limit: Limit, after: Cursor.optional() })).output(page(Provider)),
  get: base.input(z.object({ key: ProviderKey })).output(Provider),
  add: base
    .input(
      z
        .object({ key: ProviderKey, kind: ProviderKind, ...ProviderFields })
        .partial({ name: true, credential: true, maxParallel: true, timeouts: true, sendsAttemptId: true, allowInsecure: true })
        .extend({ reason: Reason }),
    )
    .output(edited(Provider)),
  /** Changes what is given. Changing scheme, host or port of the base URL unbinds the credential until it is given again. */
  set: base
    .input(
      z
        .object({ key: ProviderKey, revision: Revision, reason: Reason, ...ProviderFields, isEnabled: z.boolean() })
        .partial()
        .required({ key: true }),
    )
    .output(edited(Provider)),
  /** Removes a provider that no run has used, with its pools and models; one that was used can only be disabled. Its prices are kept: undoing brings all of it back. */
  remove: base.input(z.object({ key: ProviderKey, revision: Revision, reason: Reason })).output(edited(z.object({ removed: ProviderKey }))),
  /** Sends the cheapest call through the normal admission, shows its cost, and lifts a stop when it is answered. */
  verify: base.input(z.object({ key: ProviderKey })).output(
    z.object({
      key: ProviderKey,
      model: ModelRef,
      ok: z.boolean(),
      code: z.string().nullable(),
      message: z.string().nullable(),
      durationMs: z.number(),
      costNanoUsd: z.int().nullable(),
    }),
  ),
}

const ModelFields = {
  name: z.string().min(1).max(300),
  pool: PoolName,
  contextWindow: Tokens.nullable(),
  maxOutput: Tokens.nullable(),
  sunsetAtMs: EpochMs.nullable(),
  capabilities: Capabilities,
}
export const ModelUsage = z.object({
  ref: ModelRef,
  isDefault: z.boolean(),
  /** Runs that were begun with it: in all, those that are not over, and the newest twenty. A run that only fell back to it is not among them. */
  runs: z.object({
    total: z.int(),
    active: z.int(),
    newest: z.array(z.object({ id: RunId, name: z.string(), status: z.string(), createdAtMs: EpochMs })),
  }),
  /** Models that fall back to it. */
  fallbackOf: z.array(ModelRef),
  settings: z.array(z.enum(['scenarioExpansionModel', 'judgeModel'])),
})
export type ModelUsage = z.infer<typeof ModelUsage>

/** How long before the end of a model its users are warned. */
export const sunsetNoticeMs = 30 * 86_400_000

/** USD per million tokens, as decimal text. */
const UsdPerMillion = z.string().regex(/^\d{1,7}(\.\d{1,12})?$/, 'expected US dollars per million tokens, such as 0.25')

export const models = {
  /** By ref, ascending. */
  list: base
    .input(
      z.object({
        provider: ProviderKey.optional(),
        status: ModelStatus.optional(),
        search: z.string().max(200).optional(),
        limit: Limit,
        after: Cursor.optional(),
      }),
    )
    .output(page(Model)),
  get: base.input(z.object({ ref: ModelRef })).output(Model),
  /** Each provider's default, and the providers that have none. */
  defaults: base.output(z.object({ items: z.array(Model), without: z.array(ProviderKey) })),
  /** Of each model, how many runs were begun with it, by ref; of one that is not named, none. */
  runCounts: base.output(z.object({ items: z.array(z.object({ ref: ModelRef, runs: z.int() })) })),
  /** Everything that names a model: what a person must know before it is deprecated. */
  usage: base.input(z.object({ ref: ModelRef })).output(ModelUsage),
  add: base
    .input(
      z
        .object({ ref: ModelRef, ...ModelFields, input: UsdPerMillion, output: UsdPerMillion, reason: Reason })
        .partial()
        .required({ ref: true }),
    )
    .output(edited(Model)),
  set: base
    .input(
      z
        .object({ ref: ModelRef, revision: Revision, reason: Reason, ...ModelFields })
        .partial()
        .required({ ref: true }),
    )
    .output(edited(Model)),
  /**
   * All of it in one step, or nothing. A provider's default is refused (INVALID_INPUT at `successor`) until it is said which model is the default instead;
   * null: none. A fallback target is refused (FALLBACK_INVALID) unless `fallbacks` changes the mappings that name it; null: none. A model that a setting
   * names is refused (INVALID_INPUT at `settings`) unless `settings` changes it; null: the provider's default.
   */
  deprecate: base
    .input(
      z.object({
        ref: ModelRef,
        revision: Revision,
        reason: Reason,
        successor: ModelRef.nullable().optional(),
        fallbacks: z
          .array(z.object({ ref: ModelRef, fallback: ModelRef.nullable() }))
          .max(5000)
          .default([]),
        settings: z
          .array(z.object({ key: z.enum(['scenarioExpansionModel', 'judgeModel']), model: ModelRef.nullable() }))
          .max(2)
          .default([]),
      }),
    )
    .output(edited(Model)),
  /** The model that answers where this one cannot, in runs that allow it. FALLBACK_INVALID: deprecated, the model itself, or a circle. */
  setFallback: base.input(z.object({ ref: ModelRef, fallback: ModelRef, revision: Revision, reason: Reason })).output(edited(Model)),
  clearFallback: base.input(z.object({ ref: ModelRef, revision: Revision, reason: Reason })).output(edited(Model)),
  reactivate: base.input(z.object({ ref: ModelRef, revision: Revision, reason: Reason })).output(edited(Model)),
  setDefault: base.input(z.object({ ref: ModelRef, revision: Revision, reason: Reason })).output(edited(Model)),
  /** Leaves a provider without a default. */
  clearDefault: base.input(z.object({ provider: ProviderKey, reason: Reason })).output(edited(z.object({ provider: ProviderKey }))),
}
