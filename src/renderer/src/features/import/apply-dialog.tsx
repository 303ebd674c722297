import { Checkbox } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { failureOf, formatCount, sayError } from '#renderer/lib'
import { ReasonField, toastEdited } from '#renderer/parts'
import { useApi, useConnection } from '#renderer/transport'
import { ConfirmDialog, LoadingState, Notice } from '#renderer/ui'
import { type Applied, sayApplied } from './applied.ts'
import classes from './import.module.css'
import type { KeptImport } from './kept-import.ts'
import { pickOf } from './picks.ts'
import { kindsTaken, reckon } from './reckon.ts'
import { allRows } from './use-import-rows.ts'

/** Says in numbers what importing would do, and does it: all of it, or nothing. */
export function ApplyDialog({
  kept: { preview, picks },
  onApplied,
  onReadAgain,
  onLeave,
}: {
  readonly kept: KeptImport
  readonly onApplied: (applied: Applied) => void
  readonly onReadAgain: () => void
  readonly onLeave: () => void
}) {
  const { client } = useConnection()
  const [reason, setReason] = useState('')
  const [isMeant, setIsMeant] = useState(false)
  const [isTried, setIsTried] = useState(false)
  const reckoning = useQuery({
    queryKey: ['import-reckoning', preview.id, pickOf(picks)],
    queryFn: async () => {
      const rows = await Promise.all(kindsTaken(picks).map((kind) => allRows(client, { id: preview.id, kind })))
      const unknown = new Set(preview.providers.filter(({ isKnown }) => !isKnown).map(({ provider }) => provider))
      return reckon(rows.flat(), picks, unknown)
    },
    gcTime: 0,
  })
  const apply = useMutation(
    useApi().imports.apply.mutationOptions({
      onSuccess: (done) => {
        const applied = { ...done, source: preview.source }
        toastEdited(done.change, `Imported ${sayApplied(applied)} from ${preview.source}`)
        onApplied(applied)
      },
    }),
  )
  const failure = failureOf(apply.error)
  const isOutdated = failure?.code === 'NOT_FOUND' || (failure?.code === 'CONFLICT' && failure.reason === 'changed')
  const mustMean = preview.isSuspiciouslyShort && !isMeant
  const start = () => {
    setIsTried(true)
    if (mustMean || apply.isPending) return
    apply.mutate({
      id: preview.id,
      pick: pickOf(picks),
      acceptShort: preview.isSuspiciouslyShort,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
  }
  return (
    <ConfirmDialog
      isOpen
      title={`Import from ${preview.source}?`}
      onLeave={onLeave}
      choices={
        isOutdated
          ? [{ label: 'Read it again', onChoose: onReadAgain }]
          : [{ label: apply.isPending ? 'Importing' : 'Import', onChoose: start }]
      }
    >
      <div className={classes['ask']}>
        {reckoning.data === undefined ? (
          reckoning.error === null ? (
            <LoadingState rows={2} />
          ) : (
            <Refused error={reckoning.error} />
          )
        ) : (
          <ul className={classes['does']}>
            {reckoning.data.lines.map((text) => (
              <li key={text}>{text}.</li>
            ))}
          </ul>
        )}
        <p>
          All of it or nothing, as one change, which can be taken back as one. Prices hold for calls from now on; what was spent stays as it
          was reckoned.
        </p>
        {preview.isSuspiciouslyShort ? (
          <Checkbox
            label={`It is meant: ${formatCount(preview.entries)} entries, where there were ${formatCount(preview.lastEntries ?? 0)}`}
            checked={isMeant}
            error={isTried && mustMean ? 'Say that it is meant, or put the file away.' : undefined}
            onChange={(event) => setIsMeant(event.currentTarget.checked)}
          />
        ) : null}
        <ReasonField value={reason} onChange={setReason} />
        {apply.error === null ? null : isOutdated ? (
          <Notice tone="bad">
            The catalog was changed since this was read, so that nothing was imported. Read it again: what you have decided about rows
            begins anew.
          </Notice>
        ) : (
          <Refused error={apply.error} />
        )}
      </div>
    </ConfirmDialog>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { title, details } = sayError(error)
  return <Notice tone="bad">{[`${title}.`, ...details].join(' ')}</Notice>
}
