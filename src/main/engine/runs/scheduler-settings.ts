import type { SettingValues } from '#contract/settings'
import { parseUsdToNano } from '#engine/money'
import { retryBackoff } from '#engine/resilience'
import type { SchedulerSettings } from './scheduler-ports.ts'

/** The settings as the scheduler acts on them. */
export function schedulerSettingsOf(values: SettingValues): SchedulerSettings {
  return {
    rateLimitBackoffMs: values.rateLimitBackoffMs,
    maxAttempts: values.maxAttempts,
    backoff: { ...retryBackoff, initialDelayMs: values.retryInitialDelayMs, maxDelayMs: values.retryMaxDelayMs },
    breaker: values.breaker,
    assumedOutputTokens: values.assumedOutputTokens,
    maxCostPerCallNanoUsd: values.maxCostPerCallUsd === null ? null : parseUsdToNano(values.maxCostPerCallUsd),
  }
}
