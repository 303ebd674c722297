import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { PoolLive } from '#contract/pools'
import { useApi } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'

/** Ends the pool's pause: one request leaves, of whoever has waited longest. */
export function RetryNow({ pool }: { readonly pool: Pick<PoolLive, 'provider' | 'name'> }) {
  const { provider, name } = pool
  const { mutate, isPending } = useMutation(
    useApi().pools.retryNow.mutationOptions({
      onSuccess: () => toastDone(`${provider}/${name}: the pause is over, one request leaves`),
      onError: toastFailure,
    }),
  )
  return (
    <Button size="compact-xs" loading={isPending} onClick={() => mutate({ provider, name })}>
      Retry now
    </Button>
  )
}
