import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunId } from '#contract/ids'
import { useConnection } from '#renderer/transport'
import type { Editor } from './editor.ts'
import { errorsOf, type FieldErrors, noErrors } from './field-errors.ts'
import { missingOf } from './missing.ts'
import { readShown, type Verdict } from './use-verdict.ts'

/** Starts what is shown, once; what the engine refuses stands at its field until the batch is changed. */
export function useStart(editor: Editor, verdict: Verdict | undefined, onStarted: () => void) {
  const { client } = useConnection()
  const navigate = useNavigate()
  const [tried, setTried] = useState<{ readonly editor: Editor; readonly error?: unknown } | undefined>()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const { draft, rerunOf } = editor
      const link = rerunOf === '' ? {} : { rerunOf: rerunOf as RunId }
      return client.runs.start({ batch: await readShown(client, editor), onRestart: draft.onRestart, ...link })
    },
    onSuccess: ({ id }) => {
      onStarted()
      void navigate({ to: '/runs/$run', params: { run: id } })
    },
    onError: (error) => setTried({ editor, error }),
  })
  const missing = editor.shown === 'form' ? missingOf(editor.draft) : []
  const start = () => {
    if (isPending) return
    setTried({ editor })
    if (missing.length === 0) mutate()
  }
  // What was refused is said of the batch that was refused; another is judged anew.
  const refused =
    tried?.editor === editor && tried.error !== undefined ? tried.error : verdict?.kind === 'refused' ? verdict.error : undefined
  const errors: FieldErrors =
    missing.length > 0 && tried !== undefined
      ? { fields: new Map(missing.map(({ field, words }) => [field, words])), rest: [] }
      : refused === undefined
        ? noErrors
        : errorsOf(refused)
  return { start, isStarting: isPending, errors, refused, tried }
}
