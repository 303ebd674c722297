import { formatBytes, type HandedFile } from '#renderer/lib'

/** A suite as the engine takes it, with the files that it may name. */
export interface SuiteFile {
  readonly file: string
  readonly text?: string
  readonly base64?: string
  readonly beside: { readonly file: string; readonly text: string }[]
}

/** Of names that a suite may have. */
export const suiteFileTypes = '.yaml,.yml,.json,.jsonl,.ndjson,.csv,.parquet,.zip,.txt'

/** What one message to the engine carries. */
const mostBytes = 11_000_000

const isBinary = (name: string) => /\.(parquet|zip)$/i.test(name)

/** Of several files the first that is a document, else the first; the others are those that it names. Throws an Error that says what is too large. */
export async function suiteOfFiles(files: readonly File[]): Promise<SuiteFile | undefined> {
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (size > mostBytes) throw new Error(`${formatBytes(size)} are more than the window takes: assay import batch takes larger ones`)
  const [only] = files
  if (only !== undefined && files.length === 1 && isBinary(only.name)) return { file: only.name, base64: await base64Of(only), beside: [] }
  return suiteOfTexts(await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))))
}

export function suiteOfTexts(files: readonly HandedFile[]): SuiteFile | undefined {
  const main = files.find(isConfiguration) ?? files.find(isSuite) ?? files[0]
  if (main === undefined) return undefined
  return { file: main.name, text: main.text, beside: files.filter((file) => file !== main).map(({ name, text }) => ({ file: name, text })) }
}

/** Whether a dropped file is a suite of another tool: by marks that no batch, and no plain rows, have. */
export function isSuite(file: HandedFile): boolean {
  const start = file.text.slice(0, 65_536).replace(/^\uFEFF/, '')
  if (isConfiguration(file)) return true
  if (/\.csv$/i.test(file.name))
    return /(?:^|,|")__(?:expected\d*|prefix|suffix|description|threshold)\b/.test(start.split('\n', 1)[0] ?? '')
  if (!/\.(json|jsonl|ndjson)$/i.test(file.name)) return false
  return /"input"\s*:/.test(start) && /"(?:ideal|target|choices)"\s*:/.test(start)
}

function isConfiguration({ name, text }: HandedFile): boolean {
  if (!/\.(ya?ml|json)$/i.test(name) || /^\s*\[/.test(text)) return false
  const keys = new Set(
    [...text.slice(0, 1_000_000).matchAll(/^(?:\{\s*)?\s{0,4}"?(prompts|providers|targets|tests|defaultTest)"?\s*:/gm)].map(
      ([, key]) => key,
    ),
  )
  return keys.size > 1
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 32_766) parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 32_766))))
  return parts.join('')
}
