import { useDocumentVisibility } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from '#renderer/transport'

/** What is shown while somebody can look at it is seen, up to this event. That this could not be kept is not told: it would be for every event. */
export function useSeen(newestSeq: number | undefined): void {
  const api = useApi()
  const queries = useQueryClient()
  const queryKey = api.preferences.get.queryKey()
  const { data: preferences } = useQuery(api.preferences.get.queryOptions())
  const { mutate } = useMutation(api.preferences.set.mutationOptions({ onSuccess: (kept) => queries.setQueryData(queryKey, kept) }))
  const isVisible = useDocumentVisibility() === 'visible'
  const seenSeq = preferences?.lastSeenEventSeq
  useEffect(() => {
    if (isVisible && seenSeq !== undefined && newestSeq !== undefined && newestSeq > seenSeq) mutate({ lastSeenEventSeq: newestSeq })
  }, [isVisible, seenSeq, newestSeq, mutate])
}
