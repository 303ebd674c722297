import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ZoneClock, zoneClock } from '#renderer/lib'
import { useApi } from '#renderer/transport'

/** What the workspace says of time and money: whose midnight ends a day, and what a month may cost. */
export interface WorkspaceMoney {
  readonly clock: ZoneClock
  readonly monthBudgetNanoUsd: number | undefined
}

/** Undefined until the settings are here. */
export function useWorkspace() {
  const query = useQuery(useApi().settings.list.queryOptions())
  const items = query.data?.items
  const workspace = useMemo((): WorkspaceMoney | undefined => {
    if (items === undefined) return undefined
    const settingOf = (key: string) => items.find((item) => item.key === key)?.value
    const [zone, budget] = [settingOf('timeZone'), settingOf('monthBudgetUsd')]
    return {
      clock: zoneClock(typeof zone === 'string' ? zone : 'UTC'),
      monthBudgetNanoUsd: typeof budget === 'string' ? Math.round(Number(budget) * 1e9) : undefined,
    }
  }, [items])
  return { query, workspace }
}
