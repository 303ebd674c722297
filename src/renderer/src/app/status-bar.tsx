import { useQuery } from '@tanstack/react-query'
import { assertNever, formatCount } from '#renderer/lib'
import type { ConnectionState } from '#renderer/transport'
import { useApi, useConnectionState } from '#renderer/transport'
import { StatusBadge, type Tone } from '#renderer/ui'
import classes from './layout.module.css'

/** The line at the foot of the window: connection, workspace, what is going on. */
export function StatusBar() {
  const connection = useConnectionState()
  const api = useApi()
  const { data: status } = useQuery(api.health.status.queryOptions({ refetchInterval: 2000 }))
  const { tone, word } = describe(connection)
  return (
    <footer className={classes['status']}>
      <span role="status" aria-label="Connection">
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </span>
      {status === undefined ? null : (
        <>
          <span className={classes['workspace']} title={status.workspace}>
            {status.workspace}
          </span>
          <span className={classes['statusEnd']}>
            {status.storage === 'failing' ? <span className={classes['failing']}>The disk takes nothing: nothing is sent</span> : null}
            <Figure label="active" value={status.activeRuns} />
            <Figure label="in flight" value={status.inFlight} />
          </span>
        </>
      )}
    </footer>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  return (
    <span>
      <span className={classes['statusValue']}>{formatCount(value)}</span> {label}
    </span>
  )
}

function describe(state: ConnectionState): { tone: Tone; word: string } {
  switch (state.kind) {
    case 'connecting':
      return { tone: 'waiting', word: 'Connecting' }
    case 'open':
      return { tone: 'good', word: 'Connected' }
    case 'lost':
      return { tone: 'bad', word: 'Connection lost' }
    default:
      return assertNever(state)
  }
}
