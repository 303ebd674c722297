import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { RunId } from '#contract/ids'
import type { WaitingProbe } from '#contract/waits'
import { useApi } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'
import classes from './waiting.module.css'

/** What a person can do about one probe that waits: send one request now, never send it, or have its fallback answer. */
export function WaitActions({ run, probe }: { readonly run: RunId; readonly probe: WaitingProbe }) {
  const { promptIndex, model, sample, canRetryNow, fallback } = probe
  const api = useApi()
  const cell = { run, promptIndex, model, sample }
  const name = `prompt ${promptIndex + 1}, ${model}, sample ${sample + 1}`
  const say = (done: string) => ({ onSuccess: () => toastDone(`${done}: ${name}`), onError: toastFailure })
  const retryNow = useMutation(api.runs.retryNow.mutationOptions(say('One request leaves')))
  const skip = useMutation(api.runs.skip.mutationOptions(say('Skipped')))
  const useFallback = useMutation(api.runs.useFallback.mutationOptions(say(`${fallback} will answer`)))
  return (
    <span className={classes['actions']}>
      {canRetryNow ? (
        <Button size="compact-xs" aria-label={`Retry now: ${name}`} loading={retryNow.isPending} onClick={() => retryNow.mutate(cell)}>
          Retry now
        </Button>
      ) : null}
      {fallback === null ? null : (
        <Button
          size="compact-xs"
          title={fallback}
          aria-label={`Use ${fallback}: ${name}`}
          loading={useFallback.isPending}
          onClick={() => useFallback.mutate(cell)}
        >
          Use fallback
        </Button>
      )}
      <Button size="compact-xs" aria-label={`Skip: ${name}`} loading={skip.isPending} onClick={() => skip.mutate(cell)}>
        Skip
      </Button>
    </span>
  )
}
