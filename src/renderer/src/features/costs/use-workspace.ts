import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '#renderer/transport'
import { workspaceMoney } from './workspace-money.ts'

/** Undefined until the settings are here. */
export function useWorkspace() {
  const query = useQuery(useApi().settings.list.queryOptions())
  const items = query.data?.items
  const workspace = useMemo(() => (items === undefined ? undefined : workspaceMoney(items)), [items])
  return { query, workspace }
}
