import { z } from 'zod'
import { AlertChannel, AlertRule } from './alerts.ts'
import { edited, Reason, Revision } from './audit.ts'
import { base } from './base.ts'
import { UsdText } from './batch.ts'
import { TimeZone } from './call-scope.ts'
import { ModelRef, ProviderKey } from './ids.ts'
import { Retention } from './storage.ts'

/** Everything the engine acts on that is not the catalog's. Each has a default; unknown keys are refused. */
/** When a service counts as ill, and for how long it is left alone. */
export const BreakerSettings = z.strictObject({
  /** Failures in a row that open it. */
  failureThreshold: z.int().min(1).max(1000),
  /** With `minimumCalls` or more in `windowMs`, a larger share of failures than this opens it. */
  failureRatio: z.number().min(0).max(1),
  minimumCalls: z.int().min(1).max(100_000),
  windowMs: z.int().min(1000).max(3_600_000),
  /** Open for so long at first, `multiplier` times longer with each failed trial, at most `maxOpenDurationMs`. */
  openDurationMs: z.int().min(1000).max(86_400_000),
  multiplier: z.number().min(1).max(10),
  maxOpenDurationMs: z.int().min(1000).max(86_400_000),
  /** Good trials in a row that close it. */
  successThreshold: z.int().min(1).max(100),
})

export const SettingValues = z.strictObject({
  /** Pauses after a rate limit without a hint, in milliseconds, one after the other. */
  rateLimitBackoffMs: z.array(z.int().min(1000).max(86_400_000)).min(1).max(20),
  /** Attempts of one probe in all, the first included, for failures that may pass. */
  maxAttempts: z.int().min(1).max(20),
  retryInitialDelayMs: z.int().min(100).max(3_600_000),
  retryMaxDelayMs: z.int().min(100).max(3_600_000),
  /** Of a pool's calls of five minutes, the share that may be tries again; so many may always be. */
  retryBudget: z.strictObject({ ratio: z.number().min(0).max(1), floor: z.int().min(1).max(100_000) }),
  /** The policy of every circuit breaker. */
  breaker: BreakerSettings,
  /** Output tokens assumed by a quote for a model that has not answered here yet. */
  assumedOutputTokens: z.int().min(1).max(1_000_000),
  maxCostPerCallUsd: UsdText.nullable(),
  /** What all calls to a provider may cost together in a day of `timeZone`, by the provider's key; one that is not named has no such bound. */
  providerDayBudgetsUsd: z.record(ProviderKey, UsdText),
  /** What all calls of the workspace may cost together in a month of `timeZone`. */
  monthBudgetUsd: UsdText.nullable(),
  /** Whose midnight ends a day and a month of budgets: an IANA zone. */
  timeZone: TimeZone,
  /** The model the app itself uses for a task; null: the provider's default. */
  scenarioExpansionModel: ModelRef.nullable(),
  judgeModel: ModelRef.nullable(),
  /** When somebody is told, and the webhooks that are told too. Names are unique. */
  alertRules: z.array(AlertRule).max(100).refine(haveOwnNames, 'two rules have the same name'),
  alertChannels: z.array(AlertChannel).max(20).refine(haveOwnNames, 'two channels have the same name'),
  /** For so long an answer that is kept for others is taken instead of asked for again. */
  answerCacheDays: z.int().min(1).max(3650),
  /** What is dropped by itself, and when. */
  retention: Retention,
})
export type SettingValues = z.infer<typeof SettingValues>
export const SettingKey = z.enum(Object.keys(SettingValues.shape) as [keyof SettingValues & string, ...(keyof SettingValues & string)[]])
export type SettingKey = z.infer<typeof SettingKey>

export const Setting = z.object({ key: SettingKey, value: z.json(), default: z.json(), isDefault: z.boolean(), revision: z.int() })
export type Setting = z.infer<typeof Setting>

/** A task for which the app itself asks a model. */
export const InfraTask = z.enum(['scenario_expansion', 'judge'])
export type InfraTask = z.infer<typeof InfraTask>

/**
 * `set`: what the setting names, null where it names none. `model`: what would be asked; null: nothing can be. `via`: the setting itself, the default of
 * the set model's provider, or the first default that can be asked, by provider, the simulator's last. `warning`: of the set model, why it is not asked
 * (`gone`: the catalog has it no longer) or soon will not be, or that nobody knows what it costs (`unpriced`, asked all the same).
 */
export const InfraModel = z.object({
  task: InfraTask,
  setting: z.enum(['scenarioExpansionModel', 'judgeModel']),
  set: ModelRef.nullable(),
  model: ModelRef.nullable(),
  via: z.enum(['setting', 'provider_default', 'any_default']).nullable(),
  warning: z.enum(['gone', 'deprecated', 'sunset_soon', 'no_credential', 'provider_disabled', 'stopped', 'unpriced']).nullable(),
})
export type InfraModel = z.infer<typeof InfraModel>

export const settings = {
  list: base.output(z.object({ items: z.array(Setting) })),
  set: base.input(z.object({ key: SettingKey, value: z.json(), revision: Revision, reason: Reason })).output(edited(Setting)),
  reset: base.input(z.object({ key: SettingKey, revision: Revision, reason: Reason })).output(edited(Setting)),
  /** Which model the app itself would ask for each of its tasks now, and why that one. */
  infra: base.output(z.object({ items: z.array(InfraModel) })),
}

function haveOwnNames(items: readonly { readonly name: string }[]): boolean {
  return new Set(items.map(({ name }) => name)).size === items.length
}
