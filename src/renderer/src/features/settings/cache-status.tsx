import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CacheStatus as Status } from '#contract/storage'
import { counted, formatBytes, formatCount, formatInstantWithZone, formatUsd } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { ConfirmDialog, Loaded, LoadingState, toastDone, toastFailure } from '#renderer/ui'
import classes from './settings.module.css'

/** Answers that are kept for runs that ask the same, what they have saved, and a way to forget them. */
export function CacheStatus() {
  const query = useQuery(useApi().cache.status.queryOptions())
  return (
    <Loaded query={query} loading={<LoadingState rows={2} />}>
      {(status) => <Standing status={status} />}
    </Loaded>
  )
}

const everyModel = ''

function Standing({ status }: { readonly status: Status }) {
  const { entries, bytes, hits, savedNanoUsd, oldestAtMs, models } = status
  const api = useApi()
  const queries = useQueryClient()
  const [model, setModel] = useState(everyModel)
  const [isAsking, setAsking] = useState(false)
  const chosen = models.find((each) => each.model === model)
  const { mutate, isPending } = useMutation(
    api.cache.clear.mutationOptions({
      onSuccess: ({ cleared }) => {
        toastDone(`${counted(cleared, 'answer')} forgotten`)
        setModel(everyModel)
      },
      onError: toastFailure,
      onSettled: () => queries.invalidateQueries({ queryKey: api.cache.status.key() }),
    }),
  )
  if (entries === 0)
    return (
      <p className={classes['lead']}>No answer is kept. A run keeps them, and takes them again, where its form says “Reuse answers”.</p>
    )
  return (
    <div className={classes['keeping']}>
      <p className={classes['lead']}>
        {counted(entries, 'answer')} of {counted(models.length, 'model')}, {formatBytes(bytes)}
        {oldestAtMs === null ? '' : `, since ${formatInstantWithZone(oldestAtMs)}`}. Taken again {counted(hits, 'time')}, which has saved{' '}
        {formatUsd(savedNanoUsd)}.
      </p>
      <div className={classes['forget']}>
        <Select
          aria-label="Whose answers"
          w={260}
          allowDeselect={false}
          data={[
            { value: everyModel, label: 'Of all models' },
            ...models.map((each) => ({ value: String(each.model), label: `${each.model} (${formatCount(each.entries)})` })),
          ]}
          value={model}
          onChange={(value) => setModel(value ?? everyModel)}
        />
        <Button loading={isPending} onClick={() => setAsking(true)}>
          Forget them
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Forget ${counted(chosen?.entries ?? entries, 'answer')}${chosen === undefined ? '' : ` of ${chosen.model}`}?`}
        onLeave={() => setAsking(false)}
        leaveLabel="Keep them"
        choices={[
          {
            label: 'Forget them',
            isDangerous: true,
            onChoose: () => {
              setAsking(false)
              mutate(chosen === undefined ? {} : { model: chosen.model })
            },
          },
        ]}
      >
        <p>The next run that asks the same pays for it again. Probes that have taken an answer keep it.</p>
      </ConfirmDialog>
    </div>
  )
}
