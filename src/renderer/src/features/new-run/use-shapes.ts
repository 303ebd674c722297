import type { Dispatch } from 'react'
import type { HandedFile } from '#renderer/lib'
import { type Client, useConnection } from '#renderer/transport'
import type { Draft } from './draft.ts'
import { draftOfBatch } from './draft-of-batch.ts'
import { type Editor, type EditorAction, editorAfter } from './editor.ts'
import { plainBatch } from './plain-batch.ts'
import { isRowsFile, readRows } from './read-rows.ts'
import { readForm } from './use-verdict.ts'
import { writePlain } from './write-plain.ts'

/** Turns either shape into the other, and files into both. What cannot be turned is kept as it is. */
export function useShapes(editor: Editor, dispatch: Dispatch<EditorAction>) {
  const { client } = useConnection()
  const writeAnew = async () => dispatch({ kind: 'file-written', text: await written(client, editor.draft) })
  const showFile = async () => {
    const { changed, file } = editor
    if (changed.file || (!changed.form && file.text !== '')) dispatch({ kind: 'show', what: 'file' })
    else await writeAnew()
  }
  const showForm = async () => {
    if (!editor.changed.file || editor.file.text.trim() === '') dispatch({ kind: 'show', what: 'form' })
    else dispatch(await takenOver(client, editor, 'form'))
  }
  /** A batch file becomes the form, or stands as text where it is not right; rows become the dataset. Answers what could not be taken, a sentence each. */
  const takeFiles = async (files: readonly HandedFile[]): Promise<string[]> => {
    let after = editor
    const take = (action: EditorAction) => {
      after = editorAfter(after, action)
      dispatch(action)
    }
    const batch = files.findLast((file) => !isRows(file))
    if (batch !== undefined) {
      take({ kind: 'open-file', file: batch })
      take(await takenOver(client, after, 'file'))
    }
    const read = files.filter(isRows).map(({ name, text }) => readRows(name, text))
    for (const rows of read) if ('rows' in rows) take({ kind: 'edit-form', change: { datasetKind: 'rows', rows: rows.rows } })
    return read.flatMap((rows) => ('problem' in rows ? [rows.problem] : []))
  }
  return { showFile, showForm, writeAnew, takeFiles }
}

/** The form as the file has it; where the file cannot be read, `otherwise` is shown, and both stay. */
async function takenOver(client: Client, { file, draft }: Editor, otherwise: Editor['shown']): Promise<EditorAction> {
  try {
    const batch = await client.runs.readBatch({ text: file.text, file: file.name })
    return { kind: 'form-read', draft: draftOfBatch(batch, draft.onRestart) }
  } catch {
    return { kind: 'show', what: otherwise }
  }
}

/** The file as the engine writes it; where the form is not right yet, key by key. */
async function written(client: Client, draft: Draft): Promise<string> {
  try {
    return (await client.runs.formatBatch({ batch: await readForm(client, draft) })).text
  } catch {
    return writePlain(plainBatch(draft))
  }
}

/** A list in JSON is rows; a map is a batch. */
function isRows({ name, text }: HandedFile): boolean {
  return isRowsFile(name) && !(/\.json$/i.test(name) && text.trimStart().startsWith('{'))
}
