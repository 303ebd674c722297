import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ArgsDef } from 'citty'
import type { z } from 'zod'
import type { ReportFormat, ReportOrder, ReportProgress } from '#contract/reports'
import type { CommandContext } from '../command.ts'
import { UsageError } from '../errors.ts'
import { moveFile } from '../files.ts'
import { costText } from '../format/money.ts'
import { counted } from '../format/quantities.ts'
import { readInSession } from '../session/with-session.ts'

/** A report as it is asked for; the engine says what is wrong with it. */
type OrderGiven = z.input<typeof ReportOrder>

const formats = ['csv', 'json', 'jsonl', 'parquet'] as const

export const fileArgs = {
  format: { type: 'enum', options: [...formats], description: 'How it is written. Also told by the name of --out.' },
  out: { type: 'string', valueHint: 'FILE', description: 'Write it there instead of showing it.' },
} satisfies ArgsDef

/** What was asked for, else what the name of the file says; undefined: neither does. */
export function readFormat(format: string | undefined, out: string | undefined): ReportFormat | undefined {
  const byName = out?.toLowerCase() ?? ''
  return formats.find((each) => (format === undefined ? byName.endsWith(`.${each}`) : each === format))
}

/** As `takeReport`, where a file was asked for: false, and nothing done, where it was not. CSV, where neither a format nor a name tells another. */
export async function takeFile(
  context: CommandContext,
  order: OrderGiven,
  { format, out }: { readonly format?: string | undefined; readonly out?: string | undefined },
): Promise<boolean> {
  if (format === undefined && out === undefined) return false
  await takeReport(context, order, readFormat(format, out) ?? 'csv', out)
  return true
}

/** Has a report written by the engine, and takes the file out of the workspace: to where it was asked for, else onto the terminal. */
export async function takeReport(context: CommandContext, order: OrderGiven, format: ReportFormat, out: string | undefined): Promise<void> {
  if (out === undefined && format === 'parquet') throw new UsageError('Parquet is no text: say --out FILE.')
  const { rows, watermark, done } = await readInSession(
    context,
    async ({ client }) => await lastOf(await client.reports.export({ order, format })),
  )
  if (out === undefined) {
    context.terminal.out((await readFile(done.path, 'utf8')).trimEnd())
    await rm(done.path)
    return
  }
  const file = path.resolve(context.workingFolder, out)
  await moveFile(done.path, file)
  const { bytes, sha256, cost } = done
  if (context.json) context.terminal.out(JSON.stringify({ file, rows, watermark, bytes, sha256, cost }, undefined, 2))
  else context.terminal.out(`${counted(rows, 'row')}${cost === null ? '' : `, ${costText(cost)}`}: ${file}`)
}

/** The last word of what is being written. */
export async function lastOf(
  progress: AsyncIterable<ReportProgress>,
): Promise<ReportProgress & { readonly done: NonNullable<ReportProgress['done']> }> {
  for await (const word of progress) if (word.done !== null) return { ...word, done: word.done }
  throw new Error('a report ended without a file')
}
