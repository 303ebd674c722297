import { Button } from '@mantine/core'
import { formatWhen } from '#renderer/lib'
import { useConnection, useConnectionState } from '#renderer/transport'
import { Notice, useNow } from '#renderer/ui'

/** Over every page while its engine is out of reach: since when, and that what is shown is as it was then. */
export function ConnectionNotice() {
  const state = useConnectionState()
  const { channel } = useConnection()
  const nowMs = useNow(30_000)
  if (state.kind !== 'lost') return null
  return (
    <Notice tone="bad" actions={<Button onClick={channel.retryNow}>Try now</Button>}>
      The connection to the engine was lost at {formatWhen(state.sinceMs, nowMs)}. What you see is as it was then; it is being tried again.
    </Notice>
  )
}
