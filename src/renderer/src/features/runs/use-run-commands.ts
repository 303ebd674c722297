import { useMutation } from '@tanstack/react-query'
import type { RunSummary } from '#contract/runs'
import { useApi } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'

/** What the list does to a run. What comes of it is said, and the list follows by itself. */
export function useRunCommands({ id, name }: Pick<RunSummary, 'id' | 'name'>) {
  const api = useApi()
  const said = (text: string) => ({ onSuccess: () => toastDone(`${name}: ${text}`), onError: toastFailure })
  const pause = useMutation(api.runs.pause.mutationOptions(said('paused; what is in flight is still received')))
  const resume = useMutation(
    api.runs.resume.mutationOptions({
      onSuccess: ({ warnings }) => toastDone([`${name}: goes on`, ...warnings].join('. ')),
      onError: toastFailure,
    }),
  )
  const cancel = useMutation(api.runs.cancel.mutationOptions(said('cancelled')))
  return {
    pause: () => pause.mutate({ run: id, drain: true }),
    resume: () => resume.mutate({ run: id }),
    cancel: (drain: boolean) => cancel.mutate({ run: id, drain }),
  }
}
