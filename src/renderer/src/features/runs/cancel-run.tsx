import { counted } from '#renderer/lib'
import { doneOf } from '#renderer/parts'
import { ConfirmDialog } from '#renderer/ui'
import type { ListedRun } from './listed-run.ts'
import { useRunCommands } from './use-run-commands.ts'

/** Asks what becomes of what is in flight. */
export function CancelRun({ run, isOpen, onClose }: { readonly run: ListedRun; readonly isOpen: boolean; readonly onClose: () => void }) {
  const { cancel } = useRunCommands(run)
  const { counts, name } = run
  const left = counts.total - doneOf(counts) - counts.inFlight
  const choose = (drain: boolean) => () => {
    onClose()
    cancel(drain)
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={`Cancel ${name}?`}
      onLeave={onClose}
      choices={[
        { label: 'Cut off and cancel', onChoose: choose(false), isDangerous: true },
        { label: 'Receive and cancel', onChoose: choose(true) },
      ]}
    >
      <p>{counted(Math.max(0, left), 'probe')} will not be sent, for good. What was answered stays.</p>
      <p>
        {counted(counts.inFlight, 'call')} in flight can still be received. Cut off, {counts.inFlight === 1 ? 'it' : 'they'} may be billed
        without an answer.
      </p>
    </ConfirmDialog>
  )
}
