import { Button } from '@mantine/core'
import { formatWhen } from '#renderer/lib'
import { useConnection, useConnectionState } from '#renderer/transport'
import { Notice, useNow } from '#renderer/ui'

/** Over every page while its engine is out of reach: since when, what helps, and that what is shown is as it was then. */
export function ConnectionNotice() {
  const state = useConnectionState()
  const { channel } = useConnection()
  const nowMs = useNow(30_000)
  if (state.kind !== 'lost') return null
  const lost = `The connection to the engine was lost at ${formatWhen(state.sinceMs, nowMs)}.`
  return (
    <Notice tone="bad" actions={<Button onClick={channel.retryNow}>Try now</Button>}>
      {state.isRefused ? (
        <>
          {lost} It runs again, and does not know this page any more: <code>assay open</code> lets in again, and this page will go on by
          itself.
        </>
      ) : (
        <>{lost} What you see is as it was then. It is tried again every few seconds.</>
      )}
    </Notice>
  )
}
