import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { RunId } from '#contract/ids'
import { useConnection } from '#renderer/transport'
import { toastDone, toastFailure } from '#renderer/ui'
import type { Draft } from './draft.ts'
import { draftOfBatch } from './draft-of-batch.ts'

/** Fills the form with the batch of the run that the address names, once: a refresh keeps what was changed since. `rerunOf`: the run, where what comes of it is to be linked to it; else empty. */
export function useDuplicate(fill: (draft: Draft, rerunOf: string) => void): void {
  const { from, again } = useSearch({ from: '/runs/new' })
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
        fill(draftOfBatch(batch), again === 'yes' ? run : '')
        toastDone(`The form is as ${batch.name} was`)
      })
      .catch(toastFailure)
      .finally(() => void navigate({ to: '/runs/new', search: {}, replace: true }))
  })
}
