import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { Batch } from '#contract/batch'
import type { Quote } from '#contract/runs'
import { type Client, useConnection, useConnectionState } from '#renderer/transport'
import type { Draft } from './draft.ts'
import type { Editor } from './editor.ts'
import { formSource } from './field-errors.ts'
import { type Missing, missingOf } from './missing.ts'
import { plainBatch } from './plain-batch.ts'

/** What the engine says of what is shown. `refused`: with the batch where it could be read, so that the other shape can be made of it. */
export type Verdict =
  | { readonly kind: 'incomplete'; readonly missing: readonly Missing[] }
  | { readonly kind: 'quoted'; readonly batch: Batch; readonly quote: Quote }
  | { readonly kind: 'refused'; readonly error: unknown }

/** Enough to judge every column; the quote reads them all. */
const rowsToJudge = 100

/** The batch of what is shown. Throws what the engine refused. */
export async function readShown(client: Client, { shown, file, draft }: Editor, signal?: AbortSignal): Promise<Batch> {
  if (shown === 'form') return readForm(client, draft, signal)
  return client.runs.readBatch({ text: file.text, file: file.name }, optionsOf(signal))
}

/** The form, too, is read by the engine: what it says is said once, for both shapes. */
export async function readForm(client: Client, draft: Draft, signal?: AbortSignal): Promise<Batch> {
  const text = JSON.stringify(plainBatch(draft, rowsToJudge))
  const batch = await client.runs.readBatch({ text, file: formSource }, optionsOf(signal))
  return draft.datasetKind === 'rows' ? { ...batch, dataset: [...draft.rows.rows] } : batch
}

export async function judge(client: Client, editor: Editor, signal?: AbortSignal): Promise<Verdict> {
  const missing = editor.shown === 'form' ? missingOf(editor.draft) : missingText(editor.file.text)
  if (missing.length > 0) return { kind: 'incomplete', missing }
  try {
    const batch = await readShown(client, editor, signal)
    const quote = await client.runs.quote({ batch }, optionsOf(signal))
    return { kind: 'quoted', batch, quote }
  } catch (error) {
    return { kind: 'refused', error }
  }
}

/** Judged again a moment after each change, and when `since` changes; the last verdict stays until the next is there. */
export function useVerdict(editor: Editor, since: unknown): { readonly verdict: Verdict | undefined; readonly isJudging: boolean } {
  const { client } = useConnection()
  const isOpen = useConnectionState().kind === 'open'
  const [settled] = useDebouncedValue(editor, 300)
  const [judged, setJudged] = useState<{ readonly verdict: Verdict; readonly of: Editor } | undefined>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the engine knows changes with `since`
  useEffect(() => {
    if (!isOpen) return
    const superseded = new AbortController()
    void judge(client, settled, superseded.signal).then((verdict) => {
      if (!superseded.signal.aborted) setJudged({ verdict, of: settled })
    })
    return () => superseded.abort()
  }, [client, settled, since, isOpen])
  return { verdict: judged?.verdict, isJudging: judged?.of !== editor }
}

function missingText(text: string): Missing[] {
  return text.trim() === '' ? [{ field: 'file', words: 'Write a batch, or open a file' }] : []
}

function optionsOf(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}
