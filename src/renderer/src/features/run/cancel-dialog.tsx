import { counted } from '#renderer/lib'
import { type Choice, ConfirmDialog } from '#renderer/ui'

/** Asks how a run is to be cancelled: what is in flight may already be billed. */
export function CancelDialog({
  isOpen,
  inFlight,
  left,
  onCancel,
  onLeave,
}: {
  readonly isOpen: boolean
  readonly inFlight: number
  /** How many probes have not ended, in words. */
  readonly left: string
  readonly onCancel: (drain: boolean) => void
  readonly onLeave: () => void
}) {
  const drain: Choice = {
    label: inFlight === 0 ? 'Cancel the run' : 'Cancel, receive what is in flight',
    onChoose: () => onCancel(true),
    isDangerous: true,
  }
  const abort: Choice = { label: 'Cancel and cut off', onChoose: () => onCancel(false), isDangerous: true }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Cancel this run?"
      leaveLabel="Go on"
      choices={inFlight === 0 ? [drain] : [abort, drain]}
      onLeave={onLeave}
    >
      <p>{left} have not ended. Those that were not sent are cancelled for good; what was answered is kept.</p>
      {inFlight === 0 ? null : (
        <p>{counted(inFlight, 'call')} in flight can still be received. Cut off, they may be billed all the same, without an answer.</p>
      )}
    </ConfirmDialog>
  )
}
