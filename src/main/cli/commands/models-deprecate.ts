import type { AssayClient } from '#attach'
import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { counted } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

/** Models that a refusal names, at most. */
const mostNamed = 5

export const command = defineCommand({
  args: {
    ref: { type: 'positional', required: true, description: 'provider/model, such as openai/gpt-4o.' },
    successor: {
      type: 'string',
      valueHint: 'REF|none',
      description: 'Of a default: the model of its provider that is the default instead.',
    },
    'fallback-instead': {
      type: 'string',
      valueHint: 'REF|none',
      description: 'What models that fall back to it fall back to from now on, changed in the same step.',
    },
  },
  details: [
    'New runs refuse it unless their batch says allowDeprecated. Its past stays.',
    "A provider's default is refused until --successor says what becomes the default instead.",
    'A model that others fall back to is refused until --fallback-instead says what becomes of them.',
  ],
  examples: ['models deprecate openai/gpt-4o', 'models deprecate openai/gpt-4o --fallback-instead openai/gpt-5-mini'],
  run: async (context, args) => {
    const ref = readAs(ModelRef, 'REF', args.ref)
    const successor = readRef('--successor', args.successor)
    const instead = readRef('--fallback-instead', args['fallback-instead'])
    return await withSession(context, async ({ client }) => {
      const dependants = await fallingBackTo(client, ref)
      // Without the flag it is refused, by the one who decides: the engine.
      if (instead === undefined && dependants.length > 0) context.terminal.err(sayDependants(ref, dependants))
      const fallbacks = instead === undefined ? [] : dependants.map((dependant) => ({ ref: dependant, fallback: instead }))
      return reply(context, await client.models.deprecate({ ref, successor, fallbacks }), (model) =>
        [`${plain(model.ref)} is deprecated.`, ...fallbacks.map((changed) => sayChanged(changed.ref, changed.fallback))].join('\n'),
      )
    })
  },
})

/** null: none. */
function readRef(flag: string, text: string | undefined): ModelRef | null | undefined {
  if (text === undefined) return undefined
  return text === 'none' ? null : readAs(ModelRef, flag, text)
}

async function fallingBackTo({ models }: AssayClient, ref: ModelRef): Promise<ModelRef[]> {
  const found: ModelRef[] = []
  let after: string | undefined
  do {
    const page = await models.list({ limit: 500, after })
    found.push(...page.items.filter(({ fallback }) => fallback === ref).map((model) => model.ref))
    after = page.next
  } while (after !== undefined)
  return found
}

function sayDependants(ref: ModelRef, dependants: readonly ModelRef[]): string {
  const more = dependants.length > mostNamed ? `, and ${dependants.length - mostNamed} more` : ''
  return (
    `${counted(dependants.length, 'model falls', 'models fall')} back to ${plain(ref)}: ${dependants.slice(0, mostNamed).map(plain).join(', ')}${more}. ` +
    'Say what they fall back to instead: --fallback-instead REF, or none.'
  )
}

function sayChanged(ref: ModelRef, fallback: ModelRef | null): string {
  return fallback === null ? `${plain(ref)} has no fallback now.` : `${plain(ref)} falls back to ${plain(fallback)} now.`
}
