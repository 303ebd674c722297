import type { Setting, SettingKey, SettingValues } from '#contract/settings'
import { formatDuration, formatShare } from '#renderer/lib'

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
  scenarioExpansionModel: { title: 'Model that expands scenarios', does: 'Used by the app itself; without one, the provider’s default' },
  judgeModel: { title: 'Model that judges', does: 'Used by the app itself; without one, the provider’s default' },
}

/** The value of a setting in words. */
export function sayValue({ key, value }: Setting): string {
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
    case 'maxCostPerCallUsd':
    case 'monthBudgetUsd':
      return value === null ? 'none' : `$${value}`
    default:
      return value === null ? 'none' : String(value)
  }
}
