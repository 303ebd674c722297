import { AlertDelivery, type AlertState } from '#contract/alerts'
import { defineCommand } from '../command.ts'
import { instant } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { reply, replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const wide = 100

const columns: readonly Column<AlertState>[] = [
  { head: 'rule', cell: ({ rule }) => (rule.isEnabled ? rule.name : `${rule.name} (off)`) },
  { head: 'when', cell: ({ rule }) => shorten(sayCondition(rule.when), wide) },
  { head: 'now', cell: ({ measured }) => (measured === null ? '–' : plain(measured)) },
  { head: 'fires for', cell: ({ firing }) => (firing.length === 0 ? '–' : firing.map(({ subject }) => plain(subject)).join(', ')) },
  { head: 'last fired', cell: ({ lastFiredAtMs }) => instant(lastFiredAtMs) },
  { head: 'webhooks', cell: ({ rule }) => rule.channels.join(', ') || '–' },
]

export const list = defineCommand({
  args: {},
  details: ['Rules, what they measure now, and what they fire for. What they told is in: assay events list --kind alert.'],
  examples: ['alerts list', 'alerts list --json'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.alerts.list(), ({ items }) =>
        items.length === 0
          ? 'No rules: assay alerts rule add'
          : renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

const deliveryColumns: readonly Column<AlertDelivery>[] = [
  { head: 'delivery', cell: ({ id }) => id },
  { head: 'at', cell: ({ atMs }) => instant(atMs) },
  { head: 'webhook', cell: ({ channel }) => plain(channel) },
  { head: 'state', cell: ({ state, nextAtMs }) => (nextAtMs === null ? state : `${state} until ${instant(nextAtMs)}`) },
  { head: 'tries', align: 'right', cell: ({ tries }) => String(tries) },
  { head: 'failure', cell: ({ failure }) => (failure === null ? '–' : plain(failure)) },
  { head: 'alert', cell: ({ message }) => shorten(plain(message), wide) },
]

export const deliveries = defineCommand({
  args: {
    state: { type: 'enum', options: [...AlertDelivery.shape.state.options], description: 'Only those in this state.' },
    ...pagingArgs,
  },
  details: [
    'What went to webhooks, newest first, and what came back. A delivery is tried five times; a failed one again by: assay alerts retry.',
  ],
  examples: ['alerts deliveries', 'alerts deliveries --state failed'],
  run: async (context, args) => {
    const input = { state: readOptional(AlertDelivery.shape.state, '--state', args.state), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.alerts.deliveries(input), { columns: deliveryColumns, none: 'No deliveries.' }),
    )
  },
})

/** `error_rate above 0.5, windowMinutes 15, …`: as the setting has it. */
export function sayCondition({ on, ...rest }: AlertState['rule']['when']): string {
  const facts = Object.entries(rest).map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)
  return [on, ...facts].join(', ')
}
