import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pool, PoolLimits } from '#contract/pools'
import type { RunSummary } from '#contract/runs'
import { sayError } from '#renderer/lib'
import { describeStatus } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Notice } from '#renderer/ui'
import { whatIfChanges } from './limits-form.ts'
import classes from './pools.module.css'
import { compared, saySlowest } from './what-if-words.ts'

interface PreviewProps {
  readonly pool: Pool
  /** What was edited; undefined: something is wrong with it. */
  readonly changes: Partial<PoolLimits> | undefined
}

/** What the edited limits would make of a batch that goes on, from its own past calls: nothing is sent, and nothing is changed. */
export function Preview({ pool, changes }: PreviewProps) {
  const api = useApi()
  const { data } = useQuery(api.runs.list.queryOptions({ input: { status: ['running', 'queued', 'draining', 'paused'], limit: 100 } }))
  const runs = (data?.items ?? []).filter(({ models }) => models.some((model) => pool.models.includes(model)))
  const [chosen, setChosen] = useState<string | null>(null)
  const compare = useMutation(api.whatIf.compare.mutationOptions())
  const set = changes === undefined ? [] : whatIfChanges(pool, changes)
  const asked = JSON.stringify(set)
  const run = runs.find(({ id }) => id === chosen) ?? runs[0]
  if (data === undefined) return null
  if (run === undefined)
    return (
      <p className={classes['hint']}>
        No batch goes on in this pool: while one does, what new limits would do to it can be seen here first.
      </p>
    )
  const isOfThis = compare.variables !== undefined && compare.variables.run === run.id && JSON.stringify(compare.variables.set) === asked
  return (
    <fieldset className={classes['preview']}>
      <legend>What it would change</legend>
      <div className={classes['ask']}>
        <Select
          label="Batch"
          data={runs.map((each) => ({ value: each.id, label: labelOf(each) }))}
          value={run.id}
          allowDeselect={false}
          onChange={setChosen}
        />
        <Button loading={compare.isPending} disabled={set.length === 0} onClick={() => compare.mutate({ run: run.id, set })}>
          Preview
        </Button>
      </div>
      <div aria-live="polite">
        {set.length === 0 ? <p className={classes['hint']}>{saySetless(changes)}</p> : null}
        {compare.error === null || !isOfThis ? null : <Notice tone="bad">{sayAll(compare.error)}</Notice>}
        {compare.data === undefined || !isOfThis ? null : <Result answer={compare.data} />}
      </div>
    </fieldset>
  )
}

function Result({ answer }: { readonly answer: Parameters<typeof compared>[0] }) {
  const rows = compared(answer)
  return (
    <>
      <table className={classes['compared']}>
        <thead>
          <tr>
            <th scope="col">The whole batch, begun now</th>
            <th scope="col">As it is</th>
            <th scope="col">With these limits</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, today, changed, tone }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{today}</td>
              <td data-tone={tone}>{changed}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes['hint']}>{saySlowest(answer)}</p>
      <details className={classes['hint']}>
        <summary>What was taken for granted</summary>
        <ul>
          {answer.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

function labelOf({ name, status, pauseReason }: RunSummary): string {
  return `${name} (${describeStatus(status, pauseReason).word.toLowerCase()})`
}

function saySetless(changes: Partial<PoolLimits> | undefined): string {
  return changes === undefined ? 'Mend what is wrong above first.' : 'Change a limit above, then see here what it would do.'
}

function sayAll(error: unknown): string {
  const { title, details } = sayError(error)
  return [`${title}.`, ...details].join(' ')
}
