import { type Event, EventKind } from '#contract/events'
import { RunId } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { factsText } from '../ledger/columns.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const factsWidth = 100

const columns: readonly Column<Event>[] = [
  { head: 'subject', cell: (event) => plain(event.subject) },
  { head: 'at', cell: (event) => instant(event.atMs) },
  { head: 'kind', cell: (event) => event.kind },
  { head: 'facts', cell: (event) => shorten(plain(factsText(event)), factsWidth) },
]

export const command = defineCommand({
  args: {
    kind: { type: 'enum', options: [...EventKind.options], description: 'Only events of this kind.' },
    subject: { type: 'string', valueHint: 'NAME', description: 'Only events of this subject, such as model:openai/gpt-5.4-mini.' },
    run: { type: 'string', description: 'Only events of this run.' },
    ...pagingArgs,
  },
  details: [
    'What happened and is no request: breakers that changed, fallbacks chosen, alerts, a person’s retry, prices that began and models that end. Requests: assay calls list.',
  ],
  examples: ['events list --kind breaker', 'events list --subject provider:openai', 'events list --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --json'],
  run: async (context, args) => {
    const input = {
      kind: readOptional(EventKind, '--kind', args.kind),
      subject: args.subject,
      run: readOptional(RunId, '--run', args.run),
      ...readPaging(args),
    }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.events.list(input), { columns, none: 'No events.' }),
    )
  },
})
