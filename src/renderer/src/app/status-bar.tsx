import { useQuery } from '@tanstack/react-query'
import type { MonthSpend } from '#contract/health'
import { assertNever, formatCount, formatInstantWithZone, formatUsd, formatUsdExactly } from '#renderer/lib'
import type { ConnectionState } from '#renderer/transport'
import { useApi, useConnectionState } from '#renderer/transport'
import { StatusBadge, type Tone } from '#renderer/ui'
import { ActiveRuns } from './active-runs.tsx'
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
            {nameOf(status.workspace)}
          </span>
          <span className={classes['statusEnd']}>
            {status.storage === 'failing' ? <span className={classes['failing']}>The disk takes nothing: nothing is sent</span> : null}
            <ActiveRuns />
            <Figure label="in flight" value={status.inFlight} />
            {status.month === null ? null : <Month month={status.month} />}
          </span>
        </>
      )}
    </footer>
  )
}

/** What this month has cost so far, beside its budget where there is one. */
function Month({ month: { spentNanoUsd, budgetNanoUsd, untilMs } }: { readonly month: MonthSpend }) {
  const isOver = budgetNanoUsd !== null && spentNanoUsd >= budgetNanoUsd
  const title = `${formatUsdExactly(spentNanoUsd)} this month, as its budget counts it: what may have been billed is in it. The month ends on ${formatInstantWithZone(untilMs)}.`
  return (
    <span className={isOver ? classes['failing'] : undefined} title={title}>
      <span className={isOver ? undefined : classes['statusValue']}>{formatUsd(spentNanoUsd)}</span>
      {budgetNanoUsd === null ? null : ` of ${formatUsd(budgetNanoUsd)}`} this month
    </span>
  )
}

/** The folder's own name; the whole path is long, and said where it is asked for. */
function nameOf(workspace: string): string {
  return workspace.split(/[\\/]/).findLast((part) => part !== '') ?? workspace
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
