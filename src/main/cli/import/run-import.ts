import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { AssayClient } from '#attach'
import { type AppliedKind, appliedKinds } from '#contract/applied-kinds'
import type { ImportFormat, ImportPreview } from '#contract/imports'
import type { CommandContext } from '../command.ts'
import { RefusedError, UsageError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { readTextFile } from '../files.ts'
import { counted } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'
import { mostShown, renderPreview } from './show-preview.ts'

export interface TypedImport {
  /** A file, or an address. */
  readonly from: string
  readonly format: ImportFormat | 'auto'
  readonly allProviders: boolean
  readonly dryRun: boolean
  readonly yes: boolean
  readonly acceptShort: boolean
  /** Refs, or names as the source has them, of rows that are taken though they are not by themselves. */
  readonly pick: readonly string[]
  readonly reason: string | undefined
}

/** 32 MiB: what the engine takes of one file. A larger one is refused before a byte of it is read. */
const mostBytes = 33_554_432

/** Shows what a file would change, asks, and takes all of it or nothing. */
export async function runImport(context: CommandContext, typed: TypedImport): Promise<ExitCode> {
  const { terminal, json } = context
  const source = await readSource(context, typed.from)
  return await withSession(context, async ({ client }) => {
    const preview = await client.imports.preview({ ...source, format: typed.format, allProviders: typed.allProviders })
    const changed = await client.imports.rows({ id: preview.id, kind: 'changed', limit: mostShown })
    if (typed.dryRun) return reply(context, preview, () => renderPreview(preview, changed.items, terminal))
    const shown = renderPreview(preview, changed.items, terminal)
    if (json) terminal.err(shown)
    else terminal.out(shown)
    const added = await rowsNamed(client, preview, typed.pick)
    if (preview.isSuspiciouslyShort && !typed.acceptShort)
      throw new RefusedError(
        `It has ${preview.entries} entries where the last one had ${preview.lastEntries}. Say --accept-short if that is meant.`,
      )
    if (preview.picked + added.length > 0 && !typed.yes) {
      const refused = await askWhether(context)
      if (refused !== undefined) return refused
    }
    const done = await client.imports.apply({
      id: preview.id,
      pick: { added, left: [] },
      acceptShort: typed.acceptShort,
      reason: typed.reason,
    })
    return reply(context, done, sayDone)
  })
}

async function readSource({ workingFolder }: CommandContext, from: string): Promise<{ name: string; text?: string; url?: string }> {
  if (/^https?:\/\//.test(from)) return { name: from.slice(0, 300), url: from }
  const file = path.resolve(workingFolder, from)
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  )
  if (size > mostBytes)
    throw new UsageError(`${file}: a catalog may have at most 32 MiB, and this file has ${size.toLocaleString('en-US')} bytes.`)
  return { name: path.basename(file).slice(0, 300), text: await readTextFile(file) }
}

async function rowsNamed({ imports }: AssayClient, { id }: ImportPreview, names: readonly string[]): Promise<number[]> {
  const found: number[] = []
  for (const name of names) {
    const { items } = await imports.rows({ id, search: name, limit: 500 })
    const named = items.filter((row) => row.name === name || row.sourceKey === name)
    const row = named.find(({ canPick }) => canPick) ?? named[0]
    if (row === undefined) throw new UsageError(`--pick: the file has no "${name}".`)
    found.push(row.index)
  }
  return found
}

function sayDone(done: Awaited<ReturnType<AssayClient['imports']['apply']>>): string {
  if (done.change === null) return 'Nothing changed.'
  const kinds = Object.keys(appliedKinds) as AppliedKind[]
  const said = kinds.flatMap((kind) => (done[kind] === 0 ? [] : [counted(done[kind], appliedKinds[kind])]))
  return `Imported ${said.join(', ')}. To take it back: assay audit undo ${plain(done.change)}`
}

/** Undefined: yes. Else nothing is taken, and that is the exit code. */
async function askWhether({ terminal, interrupts }: CommandContext): Promise<ExitCode | undefined> {
  if (!terminal.canAsk)
    throw new RefusedError('Nobody can be asked here whether to take it. Say --yes to take it without asking, or --dry-run to look alone.')
  const stop = new AbortController()
  const unlisten = interrupts.listen(() => stop.abort())
  try {
    if (/^y(es)?$/i.test((await terminal.ask('Take it? [y/N] ', stop.signal)).trim())) return undefined
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    unlisten()
  }
  terminal.err('Nothing was taken.')
  return stop.signal.aborted ? exitCodes.interrupted : exitCodes.refused
}
