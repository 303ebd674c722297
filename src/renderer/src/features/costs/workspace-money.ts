import type { Setting } from '#contract/settings'
import { type ZoneClock, zoneClock } from '#renderer/lib'

/** What the workspace says of time and money: whose midnight ends a day, and what a month, and a provider's day, may cost. */
export interface WorkspaceMoney {
  readonly clock: ZoneClock
  readonly monthBudgetNanoUsd: number | undefined
  /** By the provider's key. */
  readonly dayBudgetsNanoUsd: Readonly<Record<string, number>>
}

export function workspaceMoney(items: readonly Pick<Setting, 'key' | 'value'>[]): WorkspaceMoney {
  const settingOf = (key: string) => items.find((item) => item.key === key)?.value
  const [zone, budget, days] = [settingOf('timeZone'), settingOf('monthBudgetUsd'), settingOf('providerDayBudgetsUsd')]
  return {
    clock: zoneClock(typeof zone === 'string' ? zone : 'UTC'),
    monthBudgetNanoUsd: typeof budget === 'string' ? nanoOf(budget) : undefined,
    dayBudgetsNanoUsd: Object.fromEntries(Object.entries(days ?? {}).map(([provider, usd]) => [provider, nanoOf(usd)])),
  }
}

function nanoOf(usd: unknown): number {
  return Math.round(Number(usd) * 1e9)
}
