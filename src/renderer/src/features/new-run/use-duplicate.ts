import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { RunId } from '#contract/ids'
import { useConnection } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'
import type { Draft } from './draft.ts'
import { draftOfBatch } from './draft-of-batch.ts'

/** Fills the form with the batch of the run that the address names, once: a refresh keeps what was changed since. */
export function useDuplicate(fill: (draft: Draft) => void): void {
  const { from } = useSearch({ from: '/runs/new' })
  const { client } = useConnection()
  const navigate = useNavigate()
  const taken = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (from === undefined || from === taken.current) return
    taken.current = from
    // The engine refuses what is no id of a run; the address is a person's to write.
    const run = from as RunId
    client.runs
      .batch({ run })
      .then((batch) => {
        fill(draftOfBatch(batch))
        toastDone(`The form is as ${batch.name} was`)
      })
      .catch(toastFailure)
      .finally(() => void navigate({ to: '/runs/new', search: {}, replace: true }))
  })
}
