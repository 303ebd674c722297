import { useState } from 'react'
import type { PriceVersion } from '#contract/prices'
import { sayError } from '#renderer/lib'
import { ReasonField, toastEdited } from '#renderer/parts'
import { ConfirmDialog, Notice } from '#renderer/ui'
import { usePriceCommands } from './use-price-commands.ts'

interface WithdrawDialogProps {
  readonly isOpen: boolean
  /** What is taken away: a version that prices, or the one by which another was withdrawn. */
  readonly version: PriceVersion
  /** By taking away its withdrawal a version counts again. */
  readonly isBack: boolean
  readonly from: string
  readonly onClose: () => void
}

export function WithdrawDialog({ isOpen, version, isBack, from, onClose }: WithdrawDialogProps) {
  const [reason, setReason] = useState('')
  const { withdraw } = usePriceCommands()
  const refusal = withdraw.error === null ? undefined : sayError(withdraw.error)
  const choose = () =>
    withdraw.mutate(
      { id: version.id, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
      {
        onSuccess: ({ change }) => {
          onClose()
          setReason('')
          toastEdited(change, `The price of ${version.model} from ${from} ${isBack ? 'counts again' : 'is withdrawn'}`)
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={isBack ? `Bring back the price from ${from}?` : `Withdraw the price from ${from}?`}
      leaveLabel={isBack ? 'Leave it withdrawn' : 'Keep it'}
      onLeave={() => {
        withdraw.reset()
        onClose()
      }}
      choices={[{ label: isBack ? 'Bring it back' : 'Withdraw it', isDangerous: !isBack, onChoose: choose }]}
    >
      <p>
        {isBack
          ? 'It counts again from its instant on.'
          : 'It counts no more, and what held before it holds again. It stays in the list, struck out.'}{' '}
        Costs that were reckoned already stay as they are.
      </p>
      <ReasonField value={reason} onChange={setReason} />
      {refusal === undefined ? null : <Notice tone="bad">{[`${refusal.title}.`, ...refusal.details].join(' ')}</Notice>}
    </ConfirmDialog>
  )
}
