import { z } from 'zod'
import type { SqlValue } from '#contract/sql'
import { type CommandContext, defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { renderTable } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { createRowWriter } from '../ledger/row-writer.ts'
import { readCount, readOptional } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import type { Session } from '../session/session.ts'
import { readInSession } from '../session/with-session.ts'

const formats = ['table', 'csv', 'json', 'jsonl'] as const
const cellWidth = 80

export const command = defineCommand({
  args: {
    query: {
      type: 'positional',
      required: false,
      description: 'One SELECT; or the word views for what it may be about, or saved for those there are.',
    },
    saved: { type: 'string', valueHint: 'NAME', description: 'Ask one that is saved.' },
    'max-rows': { type: 'string', valueHint: 'N', description: 'Rows at most: 1 to 100,000, as many unless told.' },
    timeout: { type: 'string', valueHint: 'SECONDS', description: 'It is ended after so long: 0.1 to 10, 10 unless told.' },
    format: { type: 'enum', options: [...formats], description: 'A table for people unless told.' },
  },
  details: [
    'Asks the workspace a question in SQL, in a process of its own that only reads; Ctrl-C ends it. What it is best asked of, each column with a sentence: assay sql views. Questions that come with the app: assay sql saved.',
    'With --json one document: columns, rows, and whether there were more.',
  ],
  examples: [
    'sql "select service, count(*) from call_event group by service"',
    'sql --saved "Costs by service" --format csv',
    'sql views',
    'sql saved --json',
  ],
  run: async (context, args) => {
    const seconds = readOptional(z.coerce.number<string>().min(0.1).max(10), '--timeout', args.timeout)
    const more = {
      maxRows: readCount('--max-rows', args['max-rows'], { min: 1, max: 100_000 }),
      timeoutMs: seconds === undefined ? undefined : Math.round(seconds * 1000),
    }
    if ((args.query === undefined) === (args.saved === undefined))
      throw new UsageError('sql needs a QUERY or --saved NAME, and not both.', 'assay sql')
    return await readInSession(context, async ({ client }) => {
      if (args.query === 'views') return showViews(context, client)
      if (args.query === 'saved') return showSaved(context, client)
      const query = args.query ?? (await savedQuery(client, args.saved ?? ''))
      return await ask(context, client, { query, ...more }, (args.format ?? 'table') as (typeof formats)[number])
    })
  },
})

type Client = Session['client']

async function ask(
  { terminal, json }: CommandContext,
  client: Client,
  question: Parameters<Client['sql']['run']>[0],
  format: (typeof formats)[number],
) {
  const writer = json || format === 'table' ? undefined : createRowWriter(format, (text) => terminal.out(text))
  const rows: SqlValue[][] = []
  let columns: string[] = []
  for await (const part of await client.sql.run(question)) {
    if (part.part === 'columns') {
      columns = part.columns
      writer?.begin(columns)
    } else if (part.part === 'rows') {
      if (writer === undefined) rows.push(...part.rows)
      else writer.write(part.rows)
    } else if (json) terminal.out(JSON.stringify({ columns, rows, isCut: part.isCut, elapsedMs: part.elapsedMs }))
    else {
      if (writer === undefined) terminal.out(tableOf(columns, rows, terminal))
      else writer.end()
      if (part.isCut) terminal.err(`There are more than ${counted(part.rows, 'row')}: --max-rows`)
    }
  }
  return exitCodes.done
}

function tableOf(columns: readonly string[], rows: readonly SqlValue[][], { columns: width, paint }: CommandContext['terminal']): string {
  if (rows.length === 0) return 'No rows.'
  const isNumber = columns.map((_, index) => rows.every((row) => typeof row[index] === 'number' || row[index] === null))
  return renderTable({
    columns: columns.map((name, index) => ({
      head: plain(name),
      align: isNumber[index] === true ? 'right' : 'left',
      cell: (row: readonly SqlValue[]) => cellText(row[index] ?? null),
    })),
    ...{ rows, width, paint },
  })
}

function cellText(value: SqlValue): string {
  return value === null ? '–' : shorten(plain(String(value)), cellWidth)
}

async function showViews(context: CommandContext, client: Client) {
  return reply(context, await client.sql.views(), ({ items }) =>
    items
      .map(({ name, about, columns }) => {
        const { paint, columns: width } = context.terminal
        const table = renderTable({
          columns: [
            { head: 'column', cell: (column: (typeof columns)[number]) => column.name },
            { head: 'type', cell: (column) => column.type },
            { head: 'what it is', cell: (column) => column.about },
          ],
          ...{ rows: columns, width, paint },
        })
        return `${paint.bold(name)}: ${about}\n\n${table}`
      })
      .join('\n\n'),
  )
}

async function showSaved(context: CommandContext, client: Client) {
  const { columns: width, paint } = context.terminal
  return reply(context, await client.sql.saved(), ({ items }) =>
    renderTable({
      columns: [
        { head: 'name', cell: ({ name }: (typeof items)[number]) => plain(name) },
        { head: 'of', cell: ({ isShipped }) => (isShipped ? 'the app' : 'yours') },
        { head: 'what it says', cell: ({ about }) => plain(about) },
      ],
      ...{ rows: items, width, paint },
    }),
  )
}

/** Throws UsageError naming those there are. */
async function savedQuery(client: Client, name: string): Promise<string> {
  const { items } = await client.sql.saved()
  const found = items.find((query) => query.name.toLowerCase() === name.trim().toLowerCase())
  if (found !== undefined) return found.query
  throw new UsageError(`--saved: there is no "${name}"; there are ${items.map((query) => `"${query.name}"`).join(', ')}.`)
}
