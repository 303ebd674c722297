import type { ArgsDef } from 'citty'
import { z } from 'zod'
import { CredentialRef, ProviderKind, type Timeouts } from '#contract/catalog'
import { ProviderKey } from '#contract/ids'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { usd } from '../format/money.ts'
import { latency } from '../format/quantities.ts'
import { plain } from '../format/text.ts'
import { editArgs, readEdit, readReason, reasonArg } from '../parse/edit-args.ts'
import { readAs, readCount, readLimit, readOnOff, readOptional } from '../parse/read-values.ts'
import { reply, replyEdit } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

const fields = {
  'base-url': { type: 'string', valueHint: 'URL', description: 'Where it answers, such as https://api.openai.com/v1.' },
  'key-env': {
    type: 'string',
    valueHint: 'NAME',
    description: 'The variable its key is read from; ends in _API_KEY, _TOKEN or _KEY. "none": it wants no key.',
  },
  name: { type: 'string', description: 'What it is shown as.' },
  'allow-insecure': {
    type: 'string',
    valueHint: 'on|off',
    description: 'Let requests travel in clear: http:// to another machine. Off unless told.',
  },
  'max-parallel': { type: 'string', valueHint: 'N', description: 'Calls in flight over all its pools; "none": as its pools say.' },
  'connect-timeout': { type: 'string', valueHint: 'SECONDS', description: 'How long a connection may take; 10 unless told.' },
  'silence-timeout': { type: 'string', valueHint: 'SECONDS', description: 'How long it may say nothing; 120 unless told.' },
  'total-timeout': { type: 'string', valueHint: 'SECONDS', description: 'How long a call may take in all; 600 unless told.' },
} as const satisfies ArgsDef

const key = { type: 'positional', required: true, description: 'The short name in front of its models: openai, my-vllm.' } as const

const usualTimeouts: Timeouts = { connectMs: 10_000, silenceMs: 120_000, totalMs: 600_000 }

type Fields = { readonly [Name in keyof typeof fields]: string | undefined }

const BaseUrl = z.url({ protocol: /^https?$/, error: 'expected a URL that begins with http:// or https://' })

function readFields(args: Fields) {
  return {
    name: args.name,
    baseUrl: readOptional(BaseUrl, '--base-url', args['base-url']),
    credential: readCredential(args['key-env']),
    maxParallel: readLimit('--max-parallel', args['max-parallel'], 10_000),
    allowInsecure: readOnOff('--allow-insecure', args['allow-insecure']),
  }
}

/** undefined: none was typed. */
function readTimeouts(args: Fields): Partial<Timeouts> | undefined {
  const typed = {
    connectMs: readSeconds('--connect-timeout', args['connect-timeout']),
    silenceMs: readSeconds('--silence-timeout', args['silence-timeout']),
    totalMs: readSeconds('--total-timeout', args['total-timeout']),
  }
  const known = Object.fromEntries(Object.entries(typed).filter(([, ms]) => ms !== undefined))
  return Object.keys(known).length === 0 ? undefined : known
}

function readSeconds(name: string, text: string | undefined): number | undefined {
  const seconds = readCount(name, text, { min: 1, max: 86_400 })
  return seconds === undefined ? undefined : seconds * 1000
}

function readCredential(name: string | undefined): CredentialRef | null | undefined {
  if (name === undefined || name === 'none') return name === undefined ? undefined : null
  const ref = CredentialRef.safeParse(`env:${name}`).data
  if (ref !== undefined) return ref
  throw new UsageError(
    `--key-env: expected the name of a variable in capitals that ends in _API_KEY, _TOKEN or _KEY; got "${plain(name)}". The key itself is never typed here.`,
  )
}

export const add = defineCommand({
  args: {
    key,
    kind: { type: 'enum', required: true, options: [...ProviderKind.options], description: 'The wire format it speaks.' },
    ...fields,
    'attempt-ids': {
      type: 'string',
      valueHint: 'on|off',
      description: 'Send each request’s id along (X-Client-Request-Id). On unless told.',
    },
    ...reasonArg,
  },
  examples: [
    'providers add my-vllm --kind openai-compatible --base-url http://127.0.0.1:8000/v1',
    'providers add openrouter --kind openai-compatible --base-url https://openrouter.ai/api/v1 --key-env OPENROUTER_API_KEY',
  ],
  run: async (context, args) => {
    const kind = readAs(ProviderKind, '--kind', args.kind)
    const { baseUrl, ...rest } = readFields(args)
    if (baseUrl === undefined && kind !== 'simulator') throw new UsageError(`A provider of kind ${kind} needs --base-url.`)
    const input = {
      ...{ key: readAs(ProviderKey, 'KEY', args.key), kind, baseUrl: baseUrl ?? null, ...rest, ...readReason(args) },
      sendsAttemptId: readOnOff('--attempt-ids', args['attempt-ids']),
    }
    const timeouts = readTimeouts(args)
    return await withSession(context, async ({ client }) =>
      replyEdit(
        context,
        await client.providers.add({ ...input, timeouts: timeouts === undefined ? undefined : { ...usualTimeouts, ...timeouts } }),
        (provider) => `Added ${provider.key}. Next: assay models add ${provider.key}/MODEL`,
      ),
    )
  },
})

export const set = defineCommand({
  args: {
    key,
    ...fields,
    'attempt-ids': { type: 'string', valueHint: 'on|off', description: 'Send each request’s id along (X-Client-Request-Id).' },
    enabled: { type: 'string', valueHint: 'on|off', description: 'Off: nothing is sent to it.' },
    ...editArgs,
  },
  details: ['Changes what is given. A key is bound to where it is sent: with another host in --base-url, give --key-env again.'],
  examples: ['providers set openai --max-parallel 4', 'providers set openai --enabled off'],
  run: async (context, args) => {
    const changes = {
      ...readFields(args),
      sendsAttemptId: readOnOff('--attempt-ids', args['attempt-ids']),
      isEnabled: readOnOff('--enabled', args.enabled),
    }
    const timeouts = readTimeouts(args)
    if (Object.values({ ...changes, timeouts }).every((value) => value === undefined))
      throw new UsageError('Nothing to change: give a field, such as --enabled off.', 'assay providers set')
    const [key, { revision, reason }] = [readAs(ProviderKey, 'KEY', args.key), readEdit(args)]
    return await withSession(context, async ({ client }) => {
      // Timeouts are one field: what is typed goes to what is known, of the revision that was looked at.
      const known = timeouts === undefined ? undefined : await client.providers.get({ key })
      const input = {
        ...{ key, ...changes, revision: revision ?? known?.revision, reason },
        timeouts: known === undefined ? undefined : { ...known.timeouts, ...timeouts },
      }
      return replyEdit(context, await client.providers.set(input), (provider) => `Changed ${provider.key}.`)
    })
  },
})

export const remove = defineCommand({
  args: { key, ...editArgs },
  details: ['One that a run has used can only be disabled, so that its past can be read.'],
  examples: ['providers remove my-vllm'],
  run: async (context, args) => {
    const input = { key: readAs(ProviderKey, 'KEY', args.key), ...readEdit(args) }
    return await withSession(context, async ({ client }) =>
      replyEdit(context, await client.providers.remove(input), ({ removed }) => `Removed ${removed}.`),
    )
  },
})

export const verify = defineCommand({
  args: { key },
  details: ['Sends one very small call, shows what it cost, and lifts a stop when it is answered. Ends with 1 when it is not.'],
  examples: ['providers verify openai'],
  run: async (context, args) => {
    const input = { key: readAs(ProviderKey, 'KEY', args.key) }
    return await withSession(context, async ({ client }) => {
      const verified = await client.providers.verify(input)
      reply(context, verified, ({ model, ok, code, message, durationMs, costNanoUsd }) => {
        const cost = costNanoUsd === null ? 'at unknown cost' : `for ${usd(costNanoUsd)}`
        if (ok) return `${model} answered in ${latency(durationMs)} ${cost}.`
        return `${model} did not answer: ${code}${message === null ? '' : `, ${plain(message)}`}`
      })
      return verified.ok ? exitCodes.done : exitCodes.failedProbes
    })
  },
})
