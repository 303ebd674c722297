import { formatBytes, type HandedFile } from '#renderer/lib'
import { toastDone } from '#renderer/ui'

/** Of names that a batch or its rows may have. */
export const batchFileTypes = '.yaml,.yml,.json,.csv,.jsonl,.ndjson'

const mostBytes = 20 * 1024 * 1024

/** The texts of files that were dropped or chosen. One that is too large for a form is left out, and that is said. */
export async function readFiles(files: readonly File[]): Promise<HandedFile[]> {
  for (const { name, size } of files)
    if (size > mostBytes) toastDone(`${name} has ${formatBytes(size)}, more than a form takes: give its path as the file of the dataset`)
  const small = files.filter(({ size }) => size <= mostBytes)
  return Promise.all(small.map(async (file) => ({ name: file.name, text: await file.text() })))
}
