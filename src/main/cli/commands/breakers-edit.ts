import { Breaker, BreakerService } from '#contract/breakers'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'

const service = {
  type: 'positional',
  required: true,
  description: 'provider:KEY or model:REF, as assay breakers list names it; KEY and REF alone do.',
} as const
const reason = { type: 'string', valueHint: 'TEXT', description: 'Why: kept with the breaker and in the audit.' } as const

const Held = Breaker.shape.hold.unwrap()

export const hold = defineCommand({
  args: { service, state: { type: 'positional', required: true, description: 'open: nothing is sent. closed: everything is.' }, reason },
  details: [
    'Holds until assay breakers release, over restarts, whatever the calls say. A run whose probes all wait for a service that is held open pauses and waits for a person.',
  ],
  examples: [
    'breakers hold openai open --reason "their status page says maintenance until noon"',
    'breakers hold model:openai/gpt-5.4-mini closed --reason "the failures are our test prompts"',
  ],
  run: async (context, args) => {
    const input = { service: readService(args.service), hold: readAs(Held, 'STATE', args.state), reason: readReason(args.reason, 'hold') }
    return await withSession(context, async ({ client }) =>
      reply(context, await client.breakers.hold(input), (breaker) => `${plain(breaker.service)} is held ${breaker.hold}.`),
    )
  },
})

export const release = defineCommand({
  args: { service, reason },
  details: ['Its breaker decides again, from where it stood.'],
  examples: ['breakers release openai --reason "maintenance is over"'],
  run: async (context, args) => {
    const input = { service: readService(args.service), reason: readReason(args.reason, 'release') }
    return await withSession(context, async ({ client }) =>
      reply(context, await client.breakers.release(input), (breaker) => `${plain(breaker.service)} is not held, and ${breaker.state}.`),
    )
  },
})

export const reset = defineCommand({
  args: { service, reason },
  details: ['Closed and not held, with nothing remembered but the totals: what waits for it is sent at once.'],
  examples: ['breakers reset model:openai/gpt-5.4-mini --reason "the provider has mended it"'],
  run: async (context, args) => {
    const input = { service: readService(args.service), reason: readReason(args.reason, 'reset') }
    return await withSession(context, async ({ client }) =>
      reply(context, await client.breakers.reset(input), (breaker) => `${plain(breaker.service)} is ${breaker.state}.`),
    )
  },
})

/** A name alone is a provider's key, or a model's ref where it has a slash. */
function readService(text: string): BreakerService {
  const isWhole = /^(provider|model):/.test(text)
  return readAs(BreakerService, 'SERVICE', isWhole ? text : `${text.includes('/') ? 'model' : 'provider'}:${text}`)
}

function readReason(text: string | undefined, action: string): string {
  if (text === undefined || text.trim() === '')
    throw new UsageError('Give a reason: --reason TEXT. It is kept for whoever asks later.', `assay breakers ${action}`)
  return text
}
