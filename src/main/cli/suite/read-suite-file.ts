import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'

/** As much as the engine takes of one file, and of those that it names, together. */
const most = { bytes: 64_000_000, besideBytes: 16_000_000, beside: 100 } as const

export interface SuiteFile {
  readonly file: string
  readonly text?: string
  readonly base64?: string
  readonly beside: { readonly file: string; readonly text: string }[]
}

/** A suite and the files that it names, as far as these lie in its folder or below. Throws UsageError when it cannot be read, or is too large. */
export async function readSuiteFile(file: string): Promise<SuiteFile> {
  const bytes = await bytesOf(file)
  const isBinary = bytes.subarray(0, 4).toString('latin1') === 'PAR1' || bytes.subarray(0, 2).toString('latin1') === 'PK'
  if (isBinary) return { file, base64: bytes.toString('base64'), beside: [] }
  const text = decoded(bytes, file)
  return { file, text, beside: /\.(ya?ml|json)$/i.test(file) ? await besideOf(text, path.dirname(file)) : [] }
}

async function bytesOf(file: string): Promise<Buffer> {
  const found = await stat(file).catch(() => undefined)
  if (found?.isFile() !== true) throw new UsageError(`${file}: ${found === undefined ? 'there is no such file' : 'this is no file'}.`)
  if (found.size > most.bytes)
    throw new UsageError(`${file}: a suite may have at most 64 MB, and this file has ${found.size.toLocaleString('en-US')} bytes.`)
  return await readFile(file)
}

function decoded(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${file}: it is not valid UTF-8.`)
  }
}

/** What is named as `file://…`, once each, and what that names in turn. One that is not there is for the engine to miss, by its line. */
async function besideOf(text: string, folder: string): Promise<SuiteFile['beside']> {
  const found = new Map<string, string>()
  const open = namesIn(text)
  for (let name = open.shift(); name !== undefined && found.size < most.beside; name = open.shift()) {
    if (found.has(name)) continue
    const absolute = path.resolve(folder, name)
    const within = path.relative(folder, absolute)
    if (within.startsWith('..') || path.isAbsolute(within)) continue
    const size = (await stat(absolute).catch(() => undefined))?.size ?? Number.POSITIVE_INFINITY
    if (size > most.besideBytes) continue
    const read = await readFile(absolute, 'utf8').catch(() => undefined)
    if (read === undefined) continue
    found.set(name, read)
    if (/\.(ya?ml|json|csv|jsonl)$/i.test(name)) open.push(...namesIn(read))
  }
  return [...found].map(([file, read]) => ({ file, text: read }))
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/file:\/\/([^\s'",\]}]{1,500})/g)].flatMap(([, name]) => (name === undefined ? [] : [name]))
}
