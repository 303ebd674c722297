import type { SettingValues } from '#contract/settings'
import { parseUsdToNano } from '#engine/money'
import { retryBackoff } from '#engine/resilience'
import type { SchedulerSettings } from './scheduler-ports.ts'
import type { SpendPolicy } from './spend-limits.ts'

const dayMs = 86_400_000

/** The settings as the scheduler acts on them. */
export function schedulerSettingsOf(values: SettingValues): SchedulerSettings {
  return {
    rateLimitBackoffMs: values.rateLimitBackoffMs,
    maxAttempts: values.maxAttempts,
    backoff: { ...retryBackoff, initialDelayMs: values.retryInitialDelayMs, maxDelayMs: values.retryMaxDelayMs },
    retryBudget: values.retryBudget,
    breaker: values.breaker,
    assumedOutputTokens: values.assumedOutputTokens,
    answerCacheMs: values.answerCacheDays * dayMs,
    maxCostPerCallNanoUsd: values.maxCostPerCallUsd === null ? null : parseUsdToNano(values.maxCostPerCallUsd),
  }
}

/** The budgets of days and months, as the settings have them. */
export function spendPolicyOf({ providerDayBudgetsUsd, monthBudgetUsd, timeZone }: SettingValues): SpendPolicy {
  return {
    providerDayNanoUsd: Object.fromEntries(Object.entries(providerDayBudgetsUsd).map(([key, usd]) => [key, parseUsdToNano(usd)])),
    monthNanoUsd: monthBudgetUsd === null ? null : parseUsdToNano(monthBudgetUsd),
    timeZone,
  }
}
