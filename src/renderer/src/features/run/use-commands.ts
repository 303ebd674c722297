import { useMutation } from '@tanstack/react-query'
import { useApi } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'

/** What a person can tell a run to do. What becomes of it is heard like any other change. */
export function useCommands() {
  const api = useApi()
  const pause = useMutation(
    api.runs.pause.mutationOptions({
      onSuccess: ({ counts }) => toastDone(counts.inFlight === 0 ? 'Paused' : 'Paused: what is in flight is still received'),
      onError: toastFailure,
    }),
  )
  const cancel = useMutation(
    api.runs.cancel.mutationOptions({
      onSuccess: ({ counts }) => toastDone(counts.inFlight === 0 ? 'Cancelled' : 'Cancelled: what is in flight is still received'),
      onError: toastFailure,
    }),
  )
  const resume = useMutation(
    api.runs.resume.mutationOptions({
      onSuccess: ({ warnings }) => toastDone(['Going on', ...warnings].join('. ')),
    }),
  )
  return { pause, cancel, resume }
}
