import { type AuditEntry, AuditKind } from '#contract/audit'
import { defineCommand } from '../command.ts'
import { instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readInstant, readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<AuditEntry>[] = [
  { head: 'change', cell: (entry) => entry.id },
  { head: 'at', cell: (entry) => instant(entry.atMs) },
  { head: 'who', cell: (entry) => plain(entry.user) },
  { head: 'by', cell: (entry) => plain(entry.origin) },
  { head: 'did', cell: (entry) => (entry.undoneBy === null ? plain(entry.action) : `${plain(entry.action)} (undone)`) },
  { head: 'what', cell: ({ kind, subject, changes }) => `${kind} ${plain(subject)}${changes > 1 ? ` and ${changes - 1} more` : ''}` },
]

export const command = defineCommand({
  args: {
    kind: { type: 'enum', options: [...AuditKind.options], description: 'Only changes of this kind of thing.' },
    subject: { type: 'string', valueHint: 'NAME', description: 'Only changes of this, such as openai/gpt-5-mini or openai/default.' },
    search: { type: 'string', valueHint: 'TEXT', description: 'Only changes of what has this in its name.' },
    user: { type: 'string', valueHint: 'NAME', description: 'Only changes by this person.' },
    origin: { type: 'enum', options: ['cli', 'window', 'browser', 'system'], description: 'Only changes by this door.' },
    action: { type: 'string', valueHint: 'WORD', description: 'Only changes of this sort: add, set, remove, deprecate, import, undo, …' },
    from: { type: 'string', valueHint: 'DATE', description: 'From this day or instant on (UTC).' },
    to: { type: 'string', valueHint: 'DATE', description: 'Before this day or instant (UTC).' },
    ...pagingArgs,
  },
  details: [
    'Who changed what, newest first. assay audit show CHANGE says the values before and after; assay audit undo CHANGE takes it back.',
  ],
  examples: ['audit list', 'audit list --kind price --from 2026-11-01', 'audit list --subject openai/gpt-5-mini --json'],
  run: async (context, args) => {
    const input = {
      kind: readOptional(AuditKind, '--kind', args.kind),
      ...{ subject: args.subject, search: args.search, user: args.user, origin: args.origin, action: args.action },
      fromMs: readInstant('--from', args.from),
      toMs: readInstant('--to', args.to),
      ...readPaging(args),
    }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.audit.list(input), { columns, none: 'No changes.' }),
    )
  },
})
