import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RunProgress, RunSummary } from '#contract/runs'
import { isGoing } from '../use-run.ts'
import { CheckDialog } from './check-dialog.tsx'

/** Opens the dialog that checks a run's answers anew, once it goes on no more. */
export function CheckButton({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const [isOpen, setOpen] = useState(false)
  if (isGoing(progress.status)) return null
  return (
    <>
      <Button size="compact-xs" onClick={() => setOpen(true)}>
        {summary.checks === null ? 'Add checks…' : 'Check again…'}
      </Button>
      {isOpen ? <CheckDialog summary={summary} onLeave={() => setOpen(false)} /> : null}
    </>
  )
}
