import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { InterruptedPolicy, RunProgress, RunSummary } from '#contract/runs'
import { counted, failureOf, formatUsdExactly, sayError } from '#renderer/lib'
import { type Choice, ConfirmDialog } from '#renderer/ui'
import { useCommands } from './use-commands.ts'

/** Asks what going on needs: a higher budget, or what is to become of probes whose answer may have been lost. It stays, with what was typed, until the run goes on. */
export function ResumeDialog({
  summary,
  progress,
  onLeave,
}: {
  readonly summary: RunSummary
  readonly progress: RunProgress
  readonly onLeave: () => void
}) {
  const { resume } = useCommands()
  const [budget, setBudget] = useState('')
  const { interrupted } = progress.counts
  const isOfBudget = progress.pauseReason === 'budget'
  const choose = (policy?: InterruptedPolicy) =>
    resume.mutate(
      {
        run: summary.id,
        ...(policy === undefined ? {} : { interrupted: policy }),
        ...(budget.trim() === '' ? {} : { budgetUsd: budget.trim().replace(/^\$/, '') }),
      },
      { onSuccess: onLeave },
    )
  const choices: Choice[] =
    interrupted === 0
      ? [{ label: 'Resume', onChoose: () => choose() }]
      : [
          { label: 'Resend them', onChoose: () => choose('resend'), isDangerous: true },
          { label: 'Count as failed', onChoose: () => choose('fail'), isDangerous: true },
          { label: 'Resume the rest', onChoose: () => choose('hold') },
        ]
  return (
    <ConfirmDialog isOpen title="Resume this run" leaveLabel="Leave it paused" choices={choices} onLeave={onLeave}>
      {interrupted === 0 ? null : (
        <p>
          {counted(interrupted, 'probe')} {interrupted === 1 ? 'was' : 'were'} interrupted:{' '}
          {interrupted === 1 ? 'its answer' : 'their answers'} may have been lost after being billed. Resent, they may be paid for twice;
          held, they stay as they are.
        </p>
      )}
      <TextInput
        label={isOfBudget ? 'New budget in USD' : 'New budget in USD, if it is to change'}
        description={sayBudget(summary)}
        placeholder="1.50"
        value={budget}
        onChange={(event) => setBudget(event.currentTarget.value)}
        error={resume.error === null ? undefined : sayRefusal(resume.error)}
        data-autofocus={isOfBudget || undefined}
      />
    </ConfirmDialog>
  )
}

function sayBudget({ budgetNanoUsd, cost }: RunSummary): string {
  const spent = formatUsdExactly(cost.nanoUsd + cost.upperNanoUsd)
  return budgetNanoUsd === null
    ? `There is none; ${spent} may be spent so far.`
    : `It is ${formatUsdExactly(budgetNanoUsd)}; ${spent} may be spent so far.`
}

function sayRefusal(error: unknown): string {
  const failure = failureOf(error)
  if (failure?.code === 'INVALID_INPUT') return failure.issues.map(({ message }) => message).join(' ')
  const { title, details } = sayError(error)
  return [title, ...details].join('. ')
}
