import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RunProgress, RunSummary } from '#contract/runs'
import { assertNever, formatUsd } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { Notice } from '#renderer/ui'
import { type Alert, alertOf, distinct, remedyOf, sayAlert } from './alerts.ts'
import { InterruptedPanel } from './interrupted/interrupted-panel.tsx'

/** What must be minded: what only a person can mend, why the run is paused, and what an engine that ended has left in doubt. */
export function Notices({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const isStuck = progress.status === 'paused' && (progress.pauseReason === 'decision' || progress.pauseReason === 'budget')
  const kept = useQuery(
    useApi().events.list.queryOptions({
      input: { run: summary.id, kind: 'alert', limit: 20 },
      enabled: isStuck && progress.alerts.length === 0,
    }),
  )
  const alerts = progress.alerts.length > 0 ? progress.alerts : isStuck ? (kept.data?.items ?? []).map(alertOf) : []
  return (
    <>
      {distinct(alerts).map((alert) => (
        <Notice key={`${alert.code} ${alert.service}`} tone="bad" actions={<WayToMend alert={alert} />}>
          <strong>{sayAlert(alert)}</strong> {remedyOf(alert).text}
        </Notice>
      ))}
      {progress.status === 'paused' ? <WhyPaused summary={summary} progress={progress} hasAlerts={alerts.length > 0} /> : null}
      {progress.counts.interrupted > 0 ? <InterruptedPanel summary={summary} progress={progress} /> : null}
    </>
  )
}

function WayToMend({ alert }: { readonly alert: Alert }) {
  const { leadsTo } = remedyOf(alert)
  switch (leadsTo) {
    case 'keys':
      return (
        <Link to="/keys" search={{ provider: alert.service }}>
          Keys
        </Link>
      )
    case 'settings':
      return (
        <Anchor component={Link} to="/settings">
          Settings
        </Anchor>
      )
    case 'models':
      return (
        <Anchor component={Link} to="/models">
          Models
        </Anchor>
      )
    case 'nowhere':
      return null
    default:
      return assertNever(leadsTo)
  }
}

function WhyPaused({
  summary,
  progress,
  hasAlerts,
}: {
  readonly summary: RunSummary
  readonly progress: RunProgress
  readonly hasAlerts: boolean
}) {
  const { interrupted } = progress.counts
  switch (progress.pauseReason) {
    case 'crash':
      // What is in doubt has a panel of its own, which says why.
      if (interrupted > 0) return null
      return (
        <Notice tone="doubt">
          The engine ended while this run was going on. Nothing is in doubt: every call it had sent has its outcome. Resume to go on.
        </Notice>
      )
    case 'budget':
      return (
        <Notice tone="waiting">
          {summary.budgetNanoUsd === null
            ? 'What may be spent is used up.'
            : `The budget of ${formatUsd(summary.budgetNanoUsd)} has no room for the next call.`}{' '}
          Nothing more is sent until it is raised: resume with a higher one.
        </Notice>
      )
    case 'decision':
      if (hasAlerts || interrupted > 0) return null
      return <Notice tone="waiting">Nothing can go on by itself. See below why probes wait, then resume.</Notice>
    case 'person':
    case null:
      return null
  }
}
