import type { SettingKey } from '#contract/settings'

/** Settings that belong together, in the order in which they are shown. Those of the app's models stand in their own panel. */
export const settingGroups: readonly { readonly title: string; readonly keys: readonly SettingKey[] }[] = [
  { title: 'Retries', keys: ['rateLimitBackoffMs', 'maxAttempts', 'retryInitialDelayMs', 'retryMaxDelayMs', 'retryBudget'] },
  { title: 'Circuit breakers', keys: ['breaker'] },
  { title: 'Budgets', keys: ['providerDayBudgetsUsd', 'monthBudgetUsd', 'maxCostPerCallUsd', 'timeZone'] },
  { title: 'Quotes', keys: ['assumedOutputTokens'] },
  { title: 'What is kept', keys: ['answerCacheDays', 'retention'] },
]

/** Those that have a page of their own: here they are only told. */
export const settingsElsewhere: readonly SettingKey[] = ['alertRules', 'alertChannels']
