import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RunProgress, RunSummary } from '#contract/runs'
import { counted } from '#renderer/lib'
import { describeStatus } from '#renderer/parts'
import { useConnectionState } from '#renderer/transport'
import { CopyButton, Glyph, PageHeader, StatusBadge, When } from '#renderer/ui'
import { Reruns } from './rerun/reruns.tsx'
import { RunActions } from './run-actions.tsx'

export const toRuns = <Link to="/runs">Runs</Link>

/** The run's name, what it is in a word, where it comes from, and what can be done with it. */
export function RunHeader({
  summary,
  progress,
  exportMenu,
}: {
  readonly summary: RunSummary
  readonly progress: RunProgress
  readonly exportMenu: ReactNode
}) {
  const { id, name, user, models, startedAtMs, createdAtMs, finishedAtMs } = summary
  const navigate = useNavigate()
  const isConnected = useConnectionState().kind === 'open'
  const { tone, word, isLive } = describeStatus(progress.status, progress.pauseReason)
  return (
    <PageHeader
      title={name}
      above={toRuns}
      actions={
        <>
          <Button onClick={() => void navigate({ to: '/compare', search: { a: id } })} leftSection={<Glyph name="compare" size={14} />}>
            Compare…
          </Button>
          {exportMenu}
          <RunActions summary={summary} progress={progress} />
        </>
      }
      facts={
        <>
          <StatusBadge tone={tone} isLive={isLive && isConnected}>
            {word}
          </StatusBadge>
          <span>
            started <When atMs={startedAtMs ?? createdAtMs} />
            {finishedAtMs === null ? null : (
              <>
                , ended <When atMs={finishedAtMs} />
              </>
            )}{' '}
            by {user}
          </span>
          <Reruns summary={summary} />
          <span title={models.join(', ')}>{models.length <= 2 ? models.join(', ') : counted(models.length, 'model')}</span>
          <span>
            <code>{id}</code> <CopyButton text={id} label="Copy the run’s id" />
          </span>
        </>
      }
    />
  )
}
