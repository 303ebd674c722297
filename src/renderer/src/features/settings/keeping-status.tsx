import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Dropped } from '#contract/storage'
import { counted, formatBytes, formatCount, formatInstantWithZone } from '#renderer/lib'
import { type Client, useApi } from '#renderer/transport'
import { ConfirmDialog, Loaded, LoadingState, toastDone, toastFailure } from '#renderer/ui'
import classes from './settings.module.css'

type Status = Awaited<ReturnType<Client['retention']['status']>>
type Kind = keyof Dropped

const kinds: readonly (readonly [kind: Kind, title: string, one: string])[] = [
  ['bodies', 'Long texts', 'text'],
  ['events', 'Events', 'event'],
  ['attempts', 'Calls', 'call'],
]

/** How large what is kept is, what the setting would drop now, and a way to have it done at once. */
export function KeepingStatus() {
  const query = useQuery(useApi().retention.status.queryOptions())
  return (
    <Loaded query={query} loading={<LoadingState rows={4} />}>
      {(status) => <Standing status={status} />}
    </Loaded>
  )
}

function Standing({ status }: { readonly status: Status }) {
  const { fileBytes, freeBytes, would, last } = status
  const rows = kinds.reduce((sum, [kind]) => sum + would[kind].rows, 0)
  return (
    <div className={classes['keeping']}>
      <table>
        <caption>
          The workspace takes {formatBytes(fileBytes)}
          {freeBytes === 0 ? '' : `, of which ${formatBytes(freeBytes)} are free again for what comes`}.
        </caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col">There are</th>
            <th scope="col">Size</th>
            <th scope="col">Since</th>
            <th scope="col">Would be dropped now</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(([kind, title, one]) => (
            <tr key={kind}>
              <th scope="row">{title}</th>
              <td>{formatCount(status[kind].rows)}</td>
              <td>{formatBytes(status[kind].bytes)}</td>
              <td>{status[kind].oldestAtMs === null ? '–' : formatInstantWithZone(status[kind].oldestAtMs)}</td>
              <td>{sayDropped(would[kind], one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes['lead']}>
        {last === null
          ? 'Nothing was dropped yet.'
          : `Dropped last on ${formatInstantWithZone(last.atMs)}: ${sayAll(last.dropped)}; ${formatBytes(last.freedBytes)} were given back.`}
      </p>
      <DropNow would={would} rows={rows} />
    </div>
  )
}

function DropNow({ would, rows }: { readonly would: Dropped; readonly rows: number }) {
  const api = useApi()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending } = useMutation(
    api.retention.run.mutationOptions({
      onSuccess: ({ dropped, freedBytes }) => toastDone(`Dropped ${sayAll(dropped)}; ${formatBytes(freedBytes)} given back`),
      onError: toastFailure,
      onSettled: () => queries.invalidateQueries({ queryKey: api.retention.status.key() }),
    }),
  )
  return (
    <>
      <Button
        disabled={rows === 0}
        loading={isPending}
        onClick={() => setAsking(true)}
        title={rows === 0 ? 'The setting drops nothing now' : undefined}
      >
        Drop now
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Drop ${sayAll(would)}?`}
        onLeave={() => setAsking(false)}
        leaveLabel="Keep them"
        choices={[
          {
            label: 'Drop them',
            isDangerous: true,
            onChoose: () => {
              setAsking(false)
              mutate({})
            },
          },
        ]}
      >
        <p>
          They cannot be brought back. What they cost stays in every sum, by quarters of an hour; what a kept report stands on stays, too.
        </p>
        <ul>
          {kinds
            .filter(([kind]) => would[kind].rows > 0)
            .map(([kind, , one]) => (
              <li key={kind}>{sayDropped(would[kind], one)}</li>
            ))}
        </ul>
      </ConfirmDialog>
    </>
  )
}

/** `1,200 calls, 3 MiB, before 1 Nov 2026, 00:00:00 UTC; 20 more stay for kept reports`. */
function sayDropped({ rows, bytes, untilMs, keptByReports }: Dropped[Kind], one: string): string {
  const stays = keptByReports === 0 ? '' : `; ${formatCount(keptByReports)} more stay for kept reports`
  if (rows === 0) return `none${stays}`
  return `${counted(rows, one)}, ${formatBytes(bytes)}${untilMs === null ? '' : `, before ${formatInstantWithZone(untilMs)}`}${stays}`
}

function sayAll(dropped: Dropped): string {
  const parts = kinds.filter(([kind]) => dropped[kind].rows > 0).map(([kind, , one]) => counted(dropped[kind].rows, one))
  return parts.length === 0 ? 'nothing' : parts.join(', ')
}
