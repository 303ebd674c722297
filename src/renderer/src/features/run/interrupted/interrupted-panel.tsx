import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { InterruptedPolicy, RunProgress, RunSummary } from '#contract/runs'
import { counted, formatUsd } from '#renderer/lib'
import { useApi, useConnectionState } from '#renderer/transport'
import { Notice, toastFailure } from '#renderer/ui'
import { keyOf } from '../probe-key.ts'
import { useCommands } from '../use-commands.ts'
import { boundOf } from './bound-of.ts'
import classes from './interrupted.module.css'

const mostListed = 4
const mostAsked = 200

/** Probes whose answer may have been lost with an engine: what that means, what it may have cost, which they are, and the choice that going on needs. */
export function InterruptedPanel({ summary, progress }: { readonly summary: RunSummary; readonly progress: RunProgress }) {
  const api = useApi()
  const run = summary.id
  const isOut = useConnectionState().kind !== 'open'
  const { resume } = useCommands()
  const { interrupted } = progress.counts
  const probes = useQuery(api.runs.probeTable.queryOptions({ input: { run, filter: { statuses: ['interrupted'] }, limit: mostListed } }))
  const calls = useQuery(api.runs.calls.queryOptions({ input: { run, state: 'interrupted', limit: mostAsked } }))
  const bound = boundOf(calls.data?.items ?? [])
  const decide = (policy: InterruptedPolicy) => resume.mutate({ run, interrupted: policy }, { onError: toastFailure })
  const isPaused = progress.status === 'paused'
  return (
    <Notice
      tone="doubt"
      actions={
        isPaused ? (
          <>
            <Button disabled={isOut} loading={isPending(resume, 'resend')} onClick={() => decide('resend')}>
              Resend
            </Button>
            <Button disabled={isOut} loading={isPending(resume, 'fail')} onClick={() => decide('fail')}>
              Count as failed
            </Button>
            <Button disabled={isOut} loading={isPending(resume, 'hold')} onClick={() => decide('hold')}>
              Leave, resume the rest
            </Button>
          </>
        ) : null
      }
    >
      <strong>
        {counted(interrupted, 'probe')} {interrupted === 1 ? 'was' : 'were'} interrupted.
      </strong>{' '}
      The engine ended after the request had left: the provider may have answered and billed it, and the answer is lost.
      {bound === undefined ? null : ` At most ${formatUsd(bound)} may have been billed for what was cut off.`} Resent,{' '}
      {interrupted === 1 ? 'it' : 'they'} may be paid for twice.{isPaused ? '' : ' Pause the run to decide.'}
      <span className={classes['list']}>
        {(probes.data?.items ?? []).map((probe) => (
          <Link key={keyOf(probe)} from="/runs/$run" to="." search={(search) => ({ ...search, probe: keyOf(probe) })}>
            prompt {probe.promptIndex + 1}, {probe.model}
            {probe.sample > 0 ? `, sample ${probe.sample + 1}` : ''}
          </Link>
        ))}
        <Link from="/runs/$run" to="." search={{ view: 'probes', status: 'interrupted' }}>
          {interrupted > mostListed ? `all ${counted(interrupted, 'probe')}` : 'in the table'}
        </Link>
      </span>
    </Notice>
  )
}

function isPending({ isPending, variables }: ReturnType<typeof useCommands>['resume'], policy: InterruptedPolicy): boolean {
  return isPending && variables?.interrupted === policy
}
