import type { ArgsDef } from 'citty'
import type { AssayClient } from '#attach'
import type { Capabilities } from '#contract/catalog'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import type { Tokens } from '#contract/units'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { editArgs, readEdit, readReason, reasonArg } from '../parse/edit-args.ts'
import { readAs, readCount, readInstant, readOnOff, readOptional } from '../parse/read-values.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

const fields = {
  name: { type: 'string', description: 'What it is shown as.' },
  pool: { type: 'string', description: 'The pool of its provider whose limits hold for it.' },
  'context-window': {
    type: 'string',
    valueHint: 'TOKENS',
    description: 'Input and output together at most; "unknown" where nobody knows, here and below.',
  },
  'max-output': { type: 'string', valueHint: 'TOKENS', description: 'Output at most.' },
  sunset: { type: 'string', valueHint: 'DAY', description: 'When its provider takes it away; "none": not announced.' },
  reasoning: { type: 'string', valueHint: 'on|off', description: 'Whether it reasons before it answers.' },
  vision: { type: 'string', valueHint: 'on|off', description: 'Whether it takes pictures.' },
  tools: { type: 'string', valueHint: 'on|off', description: 'Whether it calls tools.' },
} as const satisfies ArgsDef

const ref = { type: 'positional', required: true, description: 'provider/model, such as openai/gpt-5-mini.' } as const

type Fields = { readonly [Name in keyof typeof fields]: string | undefined }

function readFields(args: Fields) {
  return {
    name: args.name,
    pool: readOptional(PoolName, '--pool', args.pool),
    contextWindow: readTokens('--context-window', args['context-window']),
    maxOutput: readTokens('--max-output', args['max-output']),
    sunsetAtMs: args.sunset === 'none' ? null : readInstant('--sunset', args.sunset),
    capabilities: readCapabilities(args),
  }
}

function readTokens(name: string, text: string | undefined): Tokens | null | undefined {
  if (text === 'unknown') return null
  return readCount(`${name} ("unknown" where nobody knows)`, text, { min: 1, max: 1_000_000_000 }) as Tokens | undefined
}

/** undefined: none was typed. */
function readCapabilities({ reasoning, vision, tools }: Fields): Capabilities | undefined {
  const typed = {
    reasoning: readOnOff('--reasoning', reasoning),
    vision: readOnOff('--vision', vision),
    tools: readOnOff('--tools', tools),
  }
  const known = Object.fromEntries(Object.entries(typed).filter(([, has]) => has !== undefined))
  return Object.keys(known).length === 0 ? undefined : known
}

export const add = defineCommand({
  args: {
    ref,
    input: { type: 'string', valueHint: 'USD', description: 'Price of a million input tokens, such as 0.25.' },
    output: { type: 'string', valueHint: 'USD', description: 'Price of a million output tokens, such as 2.' },
    ...fields,
    ...reasonArg,
  },
  details: ['Without prices the cost of its answers is unknown, which is not $0. 0 is free.'],
  examples: ['models add ollama/llama3.3 --input 0 --output 0', 'models add openai/gpt-6 --input 2 --output 8 --context-window 400000'],
  run: async (context, args) => {
    const input = {
      ref: readAs(ModelRef, 'REF', args.ref),
      input: args.input,
      output: args.output,
      ...readFields(args),
      ...readReason(args),
    }
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.models.add(input), (model) => `Added ${model.ref}.`),
    )
  },
})

export const set = defineCommand({
  args: { ref, ...fields, ...editArgs },
  details: ['Changes what is given. Prices are added with assay prices add, so that past costs keep theirs.'],
  examples: ['models set openai/gpt-5-mini --pool batch', 'models set openai/gpt-4o --sunset 2027-03-31 --if-revision 4'],
  run: async (context, args) => {
    const changes = readFields(args)
    if (Object.values(changes).every((value) => value === undefined))
      throw new UsageError('Nothing to change: give a field, such as --pool batch.', 'assay models set')
    const ref = readAs(ModelRef, 'REF', args.ref)
    const edit = readEdit(args)
    return await withSession(context, async ({ client }) => {
      const input = { ref, ...edit, ...changes }
      return replyEdit(
        context,
        await client.models.set({ ...input, ...(await withKnown(client, input)) }),
        (model) => `Changed ${model.ref}.`,
      )
    })
  },
})

/** What a model can do is one field: what is typed goes to what is known, of the revision that was looked at. */
async function withKnown({ models }: AssayClient, { ref, revision, capabilities }: TypedCapabilities) {
  if (capabilities === undefined) return {}
  const known = await models.get({ ref })
  return { revision: revision ?? known.revision, capabilities: { ...known.capabilities, ...capabilities } }
}

interface TypedCapabilities {
  readonly ref: ModelRef
  readonly revision: number | undefined
  readonly capabilities: Capabilities | undefined
}

export const reactivate = defineCommand({
  args: { ref, ...editArgs },
  examples: ['models reactivate openai/gpt-4o'],
  run: async (context, args) => {
    const input = { ref: readAs(ModelRef, 'REF', args.ref), ...readEdit(args) }
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.models.reactivate(input), (model) => `${model.ref} is active again.`),
    )
  },
})

export const makeDefault = defineCommand({
  args: {
    ref: { ...ref, required: false, description: `${ref.description} Left out with --none.` },
    none: { type: 'string', valueHint: 'PROVIDER', description: 'Leave this provider without a default.' },
    ...editArgs,
  },
  details: ['A batch that lists the model "defaults" takes the default of each provider that can be used.'],
  examples: ['models default openai/gpt-5-mini', 'models default --none openai'],
  run: async (context, args) => {
    const { revision, reason } = readEdit(args)
    const provider = readOptional(ProviderKey, '--none', args.none)
    if ((provider === undefined) === (args.ref === undefined))
      throw new UsageError('Name a model, or with --none a provider that is to have no default.', 'assay models default')
    if (provider !== undefined && revision !== undefined)
      throw new UsageError('--if-revision is of a model, and --none names a provider: leave one out.', 'assay models default')
    return await withSession(context, async ({ client }) =>
      provider === undefined
        ? replyEdit(
            context,
            await client.models.setDefault({ ref: readAs(ModelRef, 'REF', args.ref ?? ''), revision, reason }),
            (model) => `${model.ref} is the default of ${model.provider}.`,
          )
        : replyEdit(context, await client.models.clearDefault({ provider, reason }), () => `${provider} has no default.`),
    )
  },
})
