import type { InfraModel } from '#contract/settings'
import { defineCommand } from '../command.ts'
import { sayInfraWarning, sayInfraWhy } from '../format/infra.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<InfraModel>[] = [
  { head: 'task', cell: ({ task }) => task },
  { head: 'asks', cell: ({ model }) => (model === null ? 'nobody' : plain(model)) },
  { head: 'because', cell: sayInfraWhy },
  { head: 'warning', cell: (model) => sayInfraWarning(model) ?? '–' },
]

export const command = defineCommand({
  args: {},
  details: [
    'Which model the app itself asks for each of its tasks now: the set one, else the default of its provider, else the first default that can be asked, the simulator’s last.',
  ],
  examples: ['settings infra', 'settings set judgeModel openai/gpt-5.4-mini'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.settings.infra(), ({ items }) =>
        renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})
