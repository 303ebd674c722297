import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { counted } from '../format/quantities.ts'
import { editArgs, readEdit, readReason, reasonArg } from '../parse/edit-args.ts'
import { readAs } from '../parse/read-values.ts'
import { repeated } from '../parse/repeated.ts'
import { replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

export const move = defineCommand({
  args: {
    pool: { type: 'positional', required: true, description: 'PROVIDER/POOL they come to.' },
    model: { type: 'string', valueHint: 'REF', description: 'A model that moves there; may be given several times.' },
    ...reasonArg,
  },
  details: ['Models move to a pool of their provider, all of them or none. What waits for them moves along; what is in flight is let be.'],
  examples: ['pools move openai/batch --model openai/gpt-5-mini --model openai/gpt-5-nano'],
  run: async (context, args, rawArgs) => {
    const { provider, name: to } = readPool('POOL', args.pool)
    const models = repeated(rawArgs, 'model').map((ref) => readAs(ModelRef, '--model', ref))
    if (models.length === 0) throw new UsageError('Say which models move: --model REF.', 'assay pools move')
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.pools.move({ provider, to, models, ...readReason(args) }),
        (pool) => `${counted(models.length, 'model is', 'models are')} in ${pool.provider}/${pool.name}.`,
      ),
    )
  },
})

export const merge = defineCommand({
  args: {
    pool: { type: 'positional', required: true, description: 'PROVIDER/POOL that is merged into another, and is gone then.' },
    into: { type: 'string', required: true, valueHint: 'POOL', description: 'The pool of the same provider its models come to.' },
    ...editArgs,
  },
  details: ['All models of a pool move to another one of its provider, and the pool is gone. assay audit undo brings it back.'],
  examples: ['pools merge openai/batch --into default'],
  run: async (context, args) => {
    const { provider, name } = readPool('POOL', args.pool)
    const into = readAs(PoolName, '--into', args.into.startsWith(`${provider}/`) ? args.into.slice(provider.length + 1) : args.into)
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.pools.merge({ provider, name, into, ...readEdit(args) }),
        (pool) => `${provider}/${name} is merged into ${pool.provider}/${pool.name}.`,
      ),
    )
  },
})

function readPool(what: string, text: string): { readonly provider: ProviderKey; readonly name: PoolName } {
  const slash = text.indexOf('/')
  if (slash === -1) throw new UsageError(`${what}: expected PROVIDER/POOL; got "${text}".`)
  return { provider: readAs(ProviderKey, 'PROVIDER', text.slice(0, slash)), name: readAs(PoolName, what, text.slice(slash + 1)) }
}
