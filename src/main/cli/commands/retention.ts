import type { Dropped } from '#contract/storage'
import type { EpochMs } from '#contract/units'
import { defineCommand } from '../command.ts'
import { instant, size } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { reply } from '../reply.ts'
import { readInSession, withSession } from '../session/with-session.ts'

interface Kind {
  readonly name: string
  readonly kept?: { readonly rows: number; readonly bytes: number; readonly oldestAtMs: EpochMs | null }
  readonly goes: Dropped['attempts']
}

const count = (rows: number) => rows.toLocaleString('en-US')

const goneColumns = (head: string): readonly Column<Kind>[] => [
  { head, align: 'right', cell: ({ goes }) => count(goes.rows) },
  { head: 'size', align: 'right', cell: ({ goes }) => size(goes.bytes) },
  { head: 'before', cell: ({ goes }) => instant(goes.untilMs) },
  { head: 'kept by reports', align: 'right', cell: ({ goes }) => count(goes.keptByReports) },
]
const nameColumn: Column<Kind> = { head: 'what', cell: ({ name }) => name }
const keptColumns: readonly Column<Kind>[] = [
  { head: 'there are', align: 'right', cell: ({ kept }) => count(kept?.rows ?? 0) },
  { head: 'size', align: 'right', cell: ({ kept }) => size(kept?.bytes ?? 0) },
  { head: 'since', cell: ({ kept }) => instant(kept?.oldestAtMs ?? null) },
]

export const status = defineCommand({
  args: {},
  details: [
    'Calls go in whole quarters of an hour, and their costs stay exact by these. Nothing goes that a kept report cites, or that belongs to a run which may go on.',
    'What may go: assay settings set retention JSON, with olderThanDays and largerThanMb for bodies, events and attempts.',
  ],
  examples: ['retention status', `settings set retention '{"attempts":{"olderThanDays":365},"bodies":{"largerThanMb":2000}}'`],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.retention.status(), ({ fileBytes, freeBytes, bodies, events, attempts, would, last }) => {
        const rows: Kind[] = [
          { name: 'calls', kept: attempts, goes: would.attempts },
          { name: 'long texts', kept: bodies, goes: would.bodies },
          { name: 'events', kept: events, goes: would.events },
        ]
        const columns = [nameColumn, ...keptColumns, ...goneColumns('would go')]
        const file = `The database has ${size(fileBytes)}, of it ${size(freeBytes)} free.`
        const before =
          last === null ? 'Nothing was ever dropped.' : `Last dropped ${instant(last.atMs)}, which gave ${size(last.freedBytes)} back.`
        return [file, before, renderTable({ columns, rows, width: context.terminal.columns, paint: context.terminal.paint })].join('\n')
      }),
    ),
})

export const run = defineCommand({
  args: {},
  details: [
    'The same is done by itself once an hour while the app runs. What is dropped cannot be had again: assay backup FILE keeps a copy.',
  ],
  examples: ['retention run'],
  run: async (context) =>
    await withSession(context, async ({ client }) =>
      reply(context, await client.retention.run(), ({ dropped, freedBytes }) => {
        const rows: Kind[] = [
          { name: 'calls', goes: dropped.attempts },
          { name: 'long texts', goes: dropped.bodies },
          { name: 'events', goes: dropped.events },
        ]
        const columns = [nameColumn, ...goneColumns('dropped')]
        return [
          renderTable({ columns, rows, width: context.terminal.columns, paint: context.terminal.paint }),
          `${size(freedBytes)} given back.`,
        ].join('\n')
      }),
    ),
})
