import type { AuditChange, AuditEntry } from '#contract/audit'
import { AuditId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { counted, instant } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { tiersText } from '../format/tiers.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { sayHindrance } from '../say-hindrance.ts'
import { readInSession } from '../session/with-session.ts'

interface Row {
  readonly what: string
  readonly name: string
  readonly before: string
  readonly after: string
}

const columns: readonly Column<Row>[] = [
  { head: 'what', cell: (row) => row.what },
  { head: 'field', cell: (row) => row.name },
  { head: 'before', cell: (row) => row.before },
  { head: 'after', cell: (row) => row.after },
]

const valueWidth = 60

export const command = defineCommand({
  args: { change: { type: 'positional', required: true, description: 'As assay audit list names it.' }, ...pagingArgs },
  details: ['Every value it changed, before and after, and whether it can be undone.'],
  examples: ['audit show 01JD3R0W8Q5TN2N4Z1V9K7XH6C', 'audit show 01JD3R0W8Q5TN2N4Z1V9K7XH6C --json'],
  run: async (context, args) => {
    const id = readAs(AuditId, 'CHANGE', args.change)
    const { columns: width, paint } = context.terminal
    return await readInSession(context, async ({ client }) =>
      reply(context, await client.audit.get({ id, ...readPaging(args) }), ({ entry, hindrance, changes }) => {
        const since = hindrance?.by === null || hindrance === null ? '' : ` (${hindrance.by})`
        const detail = hindrance === null || hindrance.detail === null ? '' : ` ${plain(hindrance.detail)}`
        return [
          ...headOf(entry),
          '',
          renderTable({ columns, rows: changes.items.flatMap(rowsOf), width, paint }),
          ...(changes.next === undefined ? [] : [paint.dim(`More: --after ${changes.next}`)]),
          '',
          hindrance === null
            ? `It can be undone: assay audit undo ${entry.id}`
            : `It cannot be undone. ${sayHindrance(hindrance.why)}${since}${detail}`,
        ].join('\n')
      }),
    )
  },
})

function headOf(entry: AuditEntry): string[] {
  const more = entry.changes === 1 ? '' : `, ${counted(entry.changes, 'thing', 'things')} changed`
  return [
    `${entry.id}  ${plain(entry.action)} ${entry.kind} ${plain(entry.subject)}${more}`,
    `${instant(entry.atMs)} by ${plain(entry.user)} (${plain(entry.origin)})`,
    ...(entry.reason === null ? [] : [`Reason: ${plain(entry.reason)}`]),
    ...(entry.undoes === null ? [] : [`It undoes ${entry.undoes}.`]),
    ...(entry.undoneBy === null ? [] : [`It was undone by ${entry.undoneBy}.`]),
  ]
}

function rowsOf({ kind, subject, did, fields }: AuditChange): Row[] {
  const what = `${kind} ${plain(subject)} ${did}`
  if (fields.length === 0) return [{ what, name: '', before: '', after: '' }]
  return fields.map(({ name, before, after }, index) => ({
    what: index === 0 ? what : '',
    name,
    before: tiersText(before) ?? text(before),
    after: tiersText(after) ?? text(after),
  }))
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return shorten(plain(typeof value === 'string' ? value : JSON.stringify(value)), valueWidth)
}
