import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportPreview } from '#contract/imports'
import { useApi } from '#renderer/transport'
import { inputOf, type Source } from './source.ts'

/** What keeps a source from being read: a sentence of our own, or what the engine refused. */
export type ReadProblem = { readonly kind: 'wanted'; readonly words: string } | { readonly kind: 'refused'; readonly error: unknown }

/** Has a source read and compared; writes nothing. */
export function usePreview(onRead: (preview: ImportPreview) => void) {
  const [problem, setProblem] = useState<ReadProblem | undefined>()
  const { mutate, isPending } = useMutation(
    useApi().imports.preview.mutationOptions({
      onSuccess: onRead,
      onError: (error) => setProblem({ kind: 'refused', error }),
      // A catalog is megabytes: it is not kept among what was asked.
      gcTime: 0,
    }),
  )
  const read = (source: Source) => {
    if (isPending) return
    const asked = inputOf(source)
    setProblem('problem' in asked ? { kind: 'wanted', words: asked.problem } : undefined)
    if ('input' in asked) mutate(asked.input)
  }
  return { read, isReading: isPending, problem, forget: () => setProblem(undefined) }
}
