import type { InfraModel, Setting, SettingKey, SettingValues } from '#contract/settings'
import { assertNever, formatDuration, formatShare } from '#renderer/lib'
import type { Value } from '#renderer/parts'

/** What each setting is, in a line. */
export const settingWords: Readonly<Record<SettingKey, { readonly title: string; readonly does: string }>> = {
  rateLimitBackoffMs: { title: 'Pauses after “too fast”', does: 'One after the other, where the provider gives no hint' },
  maxAttempts: { title: 'Attempts of a probe', does: 'In all, the first included, for failures that may pass' },
  retryInitialDelayMs: { title: 'First pause before a retry', does: 'Doubled with each further one' },
  retryMaxDelayMs: { title: 'Longest pause before a retry', does: 'However often it failed' },
  retryBudget: { title: 'Budget of retries', does: 'Share of a pool’s calls of five minutes that may be retries' },
  breaker: { title: 'Circuit breakers', does: 'When a service counts as ill, and for how long it is left alone' },
  assumedOutputTokens: { title: 'Assumed output', does: 'Tokens a quote assumes for a model that has not answered here yet' },
  maxCostPerCallUsd: { title: 'Most a call may cost', does: 'A call whose upper bound is above it is refused' },
  providerDayBudgetsUsd: { title: 'Budgets of a day', does: 'What all calls to a provider may cost together in a day' },
  monthBudgetUsd: { title: 'Budget of the month', does: 'What all calls of the workspace may cost together' },
  timeZone: { title: 'Time zone', does: 'Whose midnight ends a day and a month of budgets' },
  answerCacheDays: { title: 'Kept answers', does: 'For so many days runs with a cache take an answer again' },
  retention: { title: 'Retention', does: 'What is dropped by itself; costs stay, by quarters of an hour' },
  scenarioExpansionModel: { title: 'Model that expands scenarios', does: 'Used by the app itself; without one, the provider’s default' },
  judgeModel: { title: 'Model that judges', does: 'Used by the app itself; without one, the provider’s default' },
  alertRules: { title: 'Rules of alerts', does: 'When somebody is told' },
  alertChannels: { title: 'Webhooks of alerts', does: 'Who is told besides this app' },
}

/** A value of a setting in words. */
export function sayValue(key: SettingKey, value: Value): string {
  switch (key) {
    case 'rateLimitBackoffMs':
      return (value as SettingValues['rateLimitBackoffMs']).map(formatDuration).join(', ')
    case 'retryInitialDelayMs':
    case 'retryMaxDelayMs':
      return typeof value === 'number' && value < 1000 ? `${value} ms` : formatDuration(Number(value))
    case 'retryBudget': {
      const { ratio, floor } = value as SettingValues['retryBudget']
      return `${formatShare(ratio)}, always ${floor}`
    }
    case 'breaker': {
      const { failureThreshold, openDurationMs } = value as SettingValues['breaker']
      return `${failureThreshold} failures in a row open it for ${formatDuration(openDurationMs)}`
    }
    case 'providerDayBudgetsUsd': {
      const budgets = Object.entries(value as SettingValues['providerDayBudgetsUsd'])
      return budgets.length === 0 ? 'none' : budgets.map(([provider, usd]) => `${provider} $${usd}`).join(', ')
    }
    case 'alertRules':
    case 'alertChannels': {
      const items = value as SettingValues['alertRules'] | SettingValues['alertChannels']
      return items.length === 0 ? 'none' : items.map(({ name, isEnabled }) => (isEnabled ? name : `${name} (off)`)).join(', ')
    }
    case 'answerCacheDays':
      return `${value} ${value === 1 ? 'day' : 'days'}`
    case 'retention':
      return sayRetention(value as SettingValues['retention'])
    case 'maxCostPerCallUsd':
    case 'monthBudgetUsd':
      return value === null ? 'none' : `$${value}`
    default:
      return value === null ? 'none' : String(value)
  }
}

function sayRetention(rules: SettingValues['retention']): string {
  const kinds = [['long texts', rules.bodies] as const, ['events', rules.events] as const, ['calls', rules.attempts] as const]
  const said = kinds.flatMap(([name, { olderThanDays, largerThanMb }]) => [
    ...(olderThanDays === null ? [] : [`${name} older than ${olderThanDays} days`]),
    ...(largerThanMb === null ? [] : [`${name} above ${largerThanMb} MB`]),
  ])
  return said.length === 0 ? 'everything is kept' : said.join(', ')
}

/** Where a value comes from. */
export function saySource(setting: Setting): string {
  return setting.isDefault ? 'default' : `set; default: ${sayValue(setting.key, setting.default)}`
}

export const taskWords: Readonly<Record<InfraModel['task'], { readonly title: string; readonly does: string }>> = {
  scenario_expansion: { title: 'Expand scenarios', does: 'Writes further prompts from a few' },
  judge: { title: 'Judge answers', does: 'Compares answers by a rubric' },
}

/** Why that model would be asked. */
export function sayVia({ via }: Pick<InfraModel, 'via'>): string {
  switch (via) {
    case 'setting':
      return 'as it is set'
    case 'provider_default':
      return 'the default of the set model’s provider'
    case 'any_default':
      return 'the first default that can be asked'
    case null:
      return 'nothing can be asked'
    default:
      return assertNever(via)
  }
}

/** Why the model that is set is not asked, or soon will not be; undefined: there is nothing to mind. `leadsTo`: where that is mended. */
export function sayWarning({
  set,
  warning,
}: Pick<InfraModel, 'set' | 'warning'>): { readonly words: string; readonly leadsTo: '/keys' | '/models' | '/providers' } | undefined {
  const model = set ?? 'The model'
  switch (warning) {
    case null:
      return undefined
    case 'gone':
      return { words: `${model} is not there any more. Choose another.`, leadsTo: '/models' }
    case 'deprecated':
      return { words: `${model} is deprecated and is not asked any more. Choose another.`, leadsTo: '/models' }
    case 'sunset_soon':
      return { words: `${model} will not be there much longer. Choose another in time.`, leadsTo: '/models' }
    case 'no_credential':
      return { words: `${model} cannot be asked: its provider has no usable key.`, leadsTo: '/keys' }
    case 'provider_disabled':
      return { words: `${model} cannot be asked: its provider is disabled.`, leadsTo: '/providers' }
    case 'stopped':
      return { words: `${model} cannot be asked: its provider refused the key or has no credit.`, leadsTo: '/providers' }
    case 'unpriced':
      return { words: `No price is known for ${model}: what it costs cannot be told.`, leadsTo: '/models' }
    default:
      return assertNever(warning)
  }
}
