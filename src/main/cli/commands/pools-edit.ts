import type { ArgsDef } from 'citty'
import type { AssayClient } from '#attach'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { PoolLimits } from '#contract/pools'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { editArgs, readEdit, readReason, reasonArg } from '../parse/edit-args.ts'
import { readAs, readCount, readLimit, readOptional } from '../parse/read-values.ts'
import { reply, replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

const fields = {
  'max-parallel': { type: 'string', valueHint: 'N', description: 'Calls in flight at most.' },
  rpm: { type: 'string', valueHint: 'N', description: 'Requests per minute; "none" for no limit, here and below.' },
  tpm: { type: 'string', valueHint: 'N', description: 'Tokens per minute, input and output together.' },
  'input-tpm': { type: 'string', valueHint: 'N', description: 'Input tokens per minute.' },
  'output-tpm': { type: 'string', valueHint: 'N', description: 'Output tokens per minute.' },
  rpd: { type: 'string', valueHint: 'N', description: 'Requests per day.' },
  'day-resets-at': { type: 'string', valueHint: 'TIME ZONE', description: 'When the provider’s day begins: "00:00 America/Los_Angeles".' },
  burst: { type: 'string', valueHint: 'N', description: 'Starts back to back before they are spaced; "none": as max-parallel.' },
  adaptive: {
    type: 'enum',
    options: ['on', 'off'],
    description: 'Find out by trying how many calls may be in flight, up to max-parallel.',
  },
  'adaptive-min': { type: 'string', valueHint: 'N', description: 'Never tried with fewer; 1 unless told.' },
  'adaptive-max': { type: 'string', valueHint: 'N', description: 'Never tried with more; "none": up to max-parallel.' },
} as const satisfies ArgsDef

type Fields = { readonly [Name in keyof typeof fields]: string | undefined }

function readLimits(args: Fields) {
  const limits = {
    maxParallel: readCount('--max-parallel', args['max-parallel'], { min: 1, max: 10_000 }),
    requestsPerMinute: readLimit('--rpm', args.rpm),
    tokensPerMinute: readLimit('--tpm', args.tpm),
    inputTokensPerMinute: readLimit('--input-tpm', args['input-tpm']),
    outputTokensPerMinute: readLimit('--output-tpm', args['output-tpm']),
    requestsPerDay: readLimit('--rpd', args.rpd),
    dayResetsAt: readOptional(PoolLimits.shape.dayResetsAt, '--day-resets-at', args['day-resets-at']),
    burst: readLimit('--burst', args.burst, 10_000),
    adaptive: args.adaptive === undefined ? undefined : args.adaptive === 'on',
    adaptiveMin: readCount('--adaptive-min', args['adaptive-min'], { min: 1, max: 10_000 }),
    adaptiveMax: readLimit('--adaptive-max', args['adaptive-max'], 10_000),
  }
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)) as typeof limits
}

const pool = { type: 'positional', required: true, description: 'PROVIDER/POOL; PROVIDER alone where it has one pool.' } as const

export const add = defineCommand({
  args: {
    pool: { ...pool, description: 'PROVIDER/POOL: the name of the new pool.' },
    models: { type: 'string', valueHint: 'REF,REF', description: 'Models of its provider that move into it in the same step.' },
    ...fields,
    ...reasonArg,
  },
  details: [
    'A pool is what a limit applies to. assay models set REF --pool puts a model into it. Unless told, one call is in flight at a time.',
  ],
  examples: ['pools add openai/batch --max-parallel 8 --rpm 500 --tpm 200000 --models openai/gpt-5.4-mini,openai/gpt-5.4-nano'],
  run: async (context, args) => {
    const [provider, name] = splitPool(args.pool)
    if (name === undefined) throw new UsageError(`POOL: expected PROVIDER/POOL; got "${args.pool}".`)
    const models = (args.models ?? '').split(',').filter((ref) => ref.trim() !== '')
    const input = {
      provider,
      name,
      limits: readLimits(args),
      models: models.map((ref) => readAs(ModelRef, '--models', ref.trim())),
      ...readReason(args),
    }
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.pools.add(input), (added) => `Added ${added.provider}/${added.name}.`),
    )
  },
})

export const set = defineCommand({
  args: { pool, ...fields, ...editArgs },
  details: ['Changes what is given, for runs under way as well; lowering a limit cancels nothing that is in flight.'],
  examples: [
    'pools set openai --max-parallel 8 --rpm 500',
    'pools set anthropic --input-tpm 40000 --output-tpm 8000',
    'pools set openai --rpd none',
  ],
  run: async (context, args) => {
    const [provider, name] = splitPool(args.pool)
    const limits = readLimits(args)
    if (Object.keys(limits).length === 0)
      throw new UsageError('Nothing to change: give a limit, such as --max-parallel 4.', 'assay pools set')
    const edit = readEdit(args)
    return await withSession(context, async ({ client }) => {
      const input = { provider, name: name ?? (await onlyPool(client, provider)), limits, ...edit }
      return replyEdit(context, await client.pools.set(input), (changed) => `Changed ${changed.provider}/${changed.name}.`)
    })
  },
})

export const retry = defineCommand({
  args: { pool },
  details: ['Ends the pause of a pool that was told "too fast": one request leaves at once, of whoever has waited longest. It is logged.'],
  examples: ['pools retry openai'],
  run: async (context, args) => {
    const [provider, name] = splitPool(args.pool)
    return await withSession(context, async ({ client }) => {
      const input = { provider, name: name ?? (await onlyPool(client, provider)) }
      return reply(context, await client.pools.retryNow(input), (ended) => `The pause of ${ended.provider}/${ended.name} is over.`)
    })
  },
})

function splitPool(text: string): readonly [ProviderKey, PoolName | undefined] {
  const [provider = '', ...rest] = text.split('/')
  return [readAs(ProviderKey, 'PROVIDER', provider), rest.length === 0 ? undefined : readAs(PoolName, 'POOL', rest.join('/'))]
}

async function onlyPool({ pools, providers }: AssayClient, provider: ProviderKey): Promise<PoolName> {
  await providers.get({ key: provider })
  const { items } = await pools.list({ provider })
  const [first, ...more] = items
  if (first !== undefined && more.length === 0) return first.name
  throw new UsageError(
    `${provider} has ${items.length} pools. Name one: ${items.map((each) => `${each.provider}/${each.name}`).join(', ')}.`,
  )
}
