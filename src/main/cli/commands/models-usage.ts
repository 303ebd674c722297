import type { ModelUsage } from '#contract/catalog'
import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { counted, instant } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

/** Names in one line, at most. */
const mostNamed = 10

export const command = defineCommand({
  args: { ref: { type: 'positional', required: true, description: 'provider/model, such as openai/gpt-5-mini.' } },
  details: [
    'What should be known before a model is deprecated: the runs that were begun with it, and what falls back to it or is set to it.',
  ],
  examples: ['models usage openai/gpt-4o'],
  run: async (context, args) => {
    const input = { ref: readAs(ModelRef, 'REF', args.ref) }
    return await readInSession(context, async ({ client }) => reply(context, await client.models.usage(input), renderUsage))
  },
})

function renderUsage({ ref, isDefault, runs, fallbackOf, settings }: ModelUsage): string {
  const lines: readonly (readonly [string, string])[] = [
    ['runs', runs.total === 0 ? 'none' : `${counted(runs.total, 'run')}, ${runs.active} not over`],
    ['default', isDefault ? 'of its provider' : 'no'],
    ['fallback of', namesOf(fallbackOf)],
    ['set as', namesOf(settings)],
  ]
  const newest = runs.newest.map(
    ({ id, name, status, createdAtMs }) => `  ${id}  ${instant(createdAtMs)}  ${status.padEnd(9)}  ${plain(name)}`,
  )
  return [plain(ref), ...lines.map(([head, text]) => `  ${head.padEnd(11)} ${text}`), ...newest].join('\n')
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const more = names.length > mostNamed ? `, and ${names.length - mostNamed} more` : ''
  return `${names.slice(0, mostNamed).map(plain).join(', ')}${more}`
}
