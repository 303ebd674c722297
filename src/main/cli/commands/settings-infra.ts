import { assertNever } from '#contract/errors'
import type { InfraModel } from '#contract/settings'
import { defineCommand } from '../command.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<InfraModel>[] = [
  { head: 'task', cell: ({ task }) => task },
  { head: 'asks', cell: ({ model }) => (model === null ? 'nobody' : plain(model)) },
  { head: 'because', cell: sayWhy },
  { head: 'warning', cell: sayWarning },
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

function sayWhy({ via, setting, set }: InfraModel): string {
  switch (via) {
    case 'setting':
      return `set as ${setting}`
    case 'provider_default':
      return 'the default of its provider'
    case 'any_default':
      return set === null ? `no ${setting} is set` : 'the first default that can be asked'
    case null:
      return 'no default can be asked'
    default:
      return assertNever(via)
  }
}

function sayWarning({ set, warning }: InfraModel): string {
  const model = plain(set ?? '')
  switch (warning) {
    case null:
      return '–'
    case 'gone':
      return `${model} is no longer there`
    case 'deprecated':
      return `${model} is deprecated`
    case 'sunset_soon':
      return `${model} has an announced end`
    case 'no_credential':
      return `${model} has no key`
    case 'provider_disabled':
      return `the provider of ${model} is disabled`
    case 'stopped':
      return `the provider of ${model} has stopped`
    case 'unpriced':
      return `nobody knows what ${model} costs`
    default:
      return assertNever(warning)
  }
}
