import type { ModelUsage } from '#contract/catalog'
import { ModelRef } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { counted } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { editArgs, readEdit } from '../parse/edit-args.ts'
import { readAs } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

/** Models that a refusal names, at most. */
const mostNamed = 5

type ModelSetting = ModelUsage['settings'][number]

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
    setting: {
      type: 'string',
      valueHint: 'KEY=REF|none',
      description: 'What a setting that names it names from now on, such as judgeModel=none; may be given for each.',
    },
    ...editArgs,
  },
  details: [
    'New runs refuse it unless their batch says allowDeprecated. Its past stays. What names it: assay models usage REF.',
    'A provider’s default is refused until --successor says what becomes the default instead, a model that others fall back to until --fallback-instead does, and one that a setting names until --setting does. All of it is one change, which is undone as one.',
  ],
  examples: [
    'models deprecate openai/gpt-4o',
    'models deprecate openai/gpt-4o --successor openai/gpt-5-mini --fallback-instead none --setting judgeModel=openai/gpt-5-mini',
  ],
  run: async (context, args, rawArgs) => {
    const ref = readAs(ModelRef, 'REF', args.ref)
    const successor = readInstead('--successor', args.successor)
    const instead = readInstead('--fallback-instead', args['fallback-instead'])
    const settings = repeated(rawArgs, 'setting').map(readSetting)
    const edit = readEdit(args)
    return await withSession(context, async ({ client }) => {
      const { fallbackOf, settings: naming } = await client.models.usage({ ref })
      // Without the flags it is refused, by the one who decides: the engine.
      if (instead === undefined && fallbackOf.length > 0) context.terminal.err(sayDependants(ref, fallbackOf))
      for (const key of naming)
        if (!settings.some((setting) => setting.key === key))
          context.terminal.err(`${key} is set to ${plain(ref)}. Say what it is instead: --setting ${key}=REF, or none.`)
      const fallbacks = instead === undefined ? [] : fallbackOf.map((dependant) => ({ ref: dependant, fallback: instead }))
      return replyEdit(context, await client.models.deprecate({ ref, successor, fallbacks, settings, ...edit }), (model) =>
        [
          `${plain(model.ref)} is deprecated.`,
          ...(successor === undefined ? [] : [saySuccessor(model.provider, successor)]),
          ...fallbacks.map((changed) => sayChanged(changed.ref, changed.fallback)),
          ...settings.map(({ key, model: now }) => `${key} is ${now === null ? 'the default of a provider' : plain(now)} now.`),
        ].join('\n'),
      )
    })
  },
})

/** null: none. */
function readInstead(flag: string, text: string | undefined): ModelRef | null | undefined {
  if (text === undefined) return undefined
  return text === 'none' ? null : readAs(ModelRef, flag, text)
}

function readSetting(text: string): { key: ModelSetting; model: ModelRef | null } {
  const [key = '', ...rest] = text.split('=')
  if (key !== 'judgeModel' && key !== 'scenarioExpansionModel')
    throw new UsageError(`--setting: expected judgeModel=REF or scenarioExpansionModel=REF, with none for no model; got "${plain(text)}".`)
  return { key, model: readInstead('--setting', rest.join('=')) ?? null }
}

function sayDependants(ref: ModelRef, dependants: readonly ModelRef[]): string {
  const more = dependants.length > mostNamed ? `, and ${dependants.length - mostNamed} more` : ''
  return (
    `${counted(dependants.length, 'model falls', 'models fall')} back to ${plain(ref)}: ${dependants.slice(0, mostNamed).map(plain).join(', ')}${more}. ` +
    'Say what they fall back to instead: --fallback-instead REF, or none.'
  )
}

function saySuccessor(provider: string, successor: ModelRef | null): string {
  return successor === null ? `${provider} has no default now.` : `${plain(successor)} is the default of ${provider} now.`
}

function sayChanged(ref: ModelRef, fallback: ModelRef | null): string {
  return fallback === null ? `${plain(ref)} has no fallback now.` : `${plain(ref)} falls back to ${plain(fallback)} now.`
}
