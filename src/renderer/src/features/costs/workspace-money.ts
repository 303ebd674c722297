import type { Setting } from '#contract/settings'
import { type ZoneClock, zoneClock } from '#renderer/lib'

/** What the workspace says of time and money: whose midnight ends a day, and what a month may cost. */
export interface WorkspaceMoney {
  readonly clock: ZoneClock
  readonly monthBudgetNanoUsd: number | undefined
}

export function workspaceMoney(items: readonly Pick<Setting, 'key' | 'value'>[]): WorkspaceMoney {
  const settingOf = (key: string) => items.find((item) => item.key === key)?.value
  const [zone, budget] = [settingOf('timeZone'), settingOf('monthBudgetUsd')]
  return {
    clock: zoneClock(typeof zone === 'string' ? zone : 'UTC'),
    monthBudgetNanoUsd: typeof budget === 'string' ? Math.round(Number(budget) * 1e9) : undefined,
  }
}
