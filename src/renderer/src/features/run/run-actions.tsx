import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RunProgress, RunSummary } from '#contract/runs'
import { counted } from '#renderer/lib'
import { useConnectionState } from '#renderer/transport'
import { Glyph, toastFailure } from '#renderer/ui'
import { CancelDialog } from './cancel-dialog.tsx'
import { RerunDialog } from './rerun/rerun-dialog.tsx'
import { ResumeDialog } from './resume-dialog.tsx'
import { useCommands } from './use-commands.ts'
import { isGoing } from './use-run.ts'

/** Pause, resume, cancel, send a part again. What may cost money twice or needs a figure is asked first. */
export function RunActions({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const run = summary.id
  const [asked, setAsked] = useState<'cancel' | 'resume' | 'rerun'>()
  const isOut = useConnectionState().kind !== 'open'
  const { pause, cancel, resume } = useCommands()
  const { status, pauseReason, counts } = progress
  const leave = () => setAsked(undefined)
  const again = isGoing(status) ? null : (
    <Button leftSection={<Glyph name="retry" size={14} />} disabled={isOut} onClick={() => setAsked('rerun')}>
      Run again…
    </Button>
  )
  const rerun = asked === 'rerun' ? <RerunDialog summary={summary} onLeave={leave} /> : null
  if (status === 'finished' || status === 'cancelled')
    return (
      <>
        {again}
        {rerun}
      </>
    )
  const mustAsk = pauseReason === 'budget' || counts.interrupted > 0
  return (
    <>
      {again}
      {rerun}
      <Button leftSection={<Glyph name="stop" size={14} />} disabled={isOut} loading={cancel.isPending} onClick={() => setAsked('cancel')}>
        Cancel…
      </Button>
      {isGoing(status) ? (
        <Button
          variant="filled"
          leftSection={<Glyph name="pause" size={14} />}
          disabled={isOut || status === 'draining'}
          loading={pause.isPending}
          onClick={() => pause.mutate({ run })}
        >
          Pause
        </Button>
      ) : (
        <Button
          variant="filled"
          leftSection={<Glyph name="play" size={14} />}
          disabled={isOut}
          loading={resume.isPending}
          onClick={() => (mustAsk ? setAsked('resume') : resume.mutate({ run }, { onError: toastFailure }))}
        >
          {mustAsk ? 'Resume…' : 'Resume'}
        </Button>
      )}
      <CancelDialog
        isOpen={asked === 'cancel'}
        inFlight={counts.inFlight}
        left={counted(counts.total - counts.succeeded - counts.failed - counts.interrupted - counts.cancelled, 'probe')}
        onCancel={(drain) => {
          leave()
          cancel.mutate({ run, drain })
        }}
        onLeave={leave}
      />
      {asked === 'resume' ? <ResumeDialog summary={summary} progress={progress} onLeave={leave} /> : null}
    </>
  )
}
