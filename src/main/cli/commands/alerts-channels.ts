import { AlertChannel, type AlertChannelView } from '#contract/alerts'
import { type CommandContext, defineCommand } from '../command.ts'
import { RefusedError, UsageError } from '../errors.ts'
import { type ExitCode, exitCodes } from '../exit-code.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { didYouMean } from '../parse/did-you-mean.ts'
import { readReason, reasonArg } from '../parse/edit-args.ts'
import { readOnOff } from '../parse/read-values.ts'
import { reply, replyEdit } from '../reply.ts'
import { readInSession, withSession } from '../session/with-session.ts'

const channel = { type: 'positional', required: true, description: 'The webhook, as assay alerts channels names it.' } as const
const formats = [...AlertChannel.shape.format.options]

const columns: readonly Column<AlertChannelView>[] = [
  { head: 'webhook', cell: ({ name, isEnabled }) => (isEnabled ? name : `${name} (off)`) },
  { head: 'format', cell: ({ format }) => format },
  { head: 'leads to', cell: ({ host }) => (host === null ? 'nowhere: assay alerts set-address' : plain(host)) },
  { head: 'kept in', cell: ({ place }) => place ?? '–' },
]

export const list = defineCommand({
  args: {},
  details: ['An address is a secret: of it the host alone is shown.'],
  examples: ['alerts channels'],
  run: async (context) =>
    await readInSession(context, async ({ client }) =>
      reply(context, await client.alerts.channels(), ({ items }) =>
        items.length === 0
          ? 'No webhooks: assay alerts channel add'
          : renderTable({ columns, rows: items, width: context.terminal.columns, paint: context.terminal.paint }),
      ),
    ),
})

export const add = defineCommand({
  args: {
    name: { type: 'positional', required: true, description: 'A name of your choice, such as ops.' },
    format: { type: 'enum', options: formats, default: 'json', description: 'What the receiver understands.' },
    ...reasonArg,
  },
  details: ['It is told of nothing before it has an address (assay alerts set-address) and a rule names it.'],
  examples: ['alerts channel add ops --format slack'],
  run: async (context, args) =>
    await edit(context, args.reason, (channels) => {
      if (channels.some(({ name }) => name === args.name)) throw new UsageError(`There is a webhook "${args.name}" already.`)
      const added = readChannel({ name: args.name, format: args.format })
      return {
        channels: [...channels, added],
        say: `The webhook ${added.name} is there. Where it leads: assay alerts set-address ${added.name}`,
      }
    }),
})

export const set = defineCommand({
  args: {
    channel,
    format: { type: 'enum', options: formats, description: 'What the receiver understands.' },
    enabled: { type: 'string', valueHint: 'on|off', description: 'Whether it is told of anything.' },
    ...reasonArg,
  },
  examples: ['alerts channel set ops --enabled off'],
  run: async (context, args) =>
    await edit(context, args.reason, (channels) => {
      const before = findChannel(channels, args.channel)
      const isEnabled = readOnOff('--enabled', args.enabled) ?? before.isEnabled
      const changed = readChannel({ ...before, isEnabled, format: args.format ?? before.format })
      return {
        channels: channels.map((each) => (each === before ? changed : each)),
        say: `${changed.name}: ${changed.format}, ${isEnabled ? 'on' : 'off'}.`,
      }
    }),
})

export const remove = defineCommand({
  args: { channel, ...reasonArg },
  details: ['Its address is deleted where it is kept. Rules must not name it any more.'],
  examples: ['alerts channel remove ops'],
  run: async (context, args) =>
    await edit(context, args.reason, (channels) => {
      const before = findChannel(channels, args.channel)
      return { channels: channels.filter((each) => each !== before), say: `The webhook ${before.name} is gone.` }
    }),
})

export const setAddress = defineCommand({
  args: {
    channel,
    place: {
      type: 'enum',
      options: ['file', 'os', 'session'],
      required: true,
      description: 'Where it is kept, as keys are: assay keys places.',
    },
    consent: {
      type: 'boolean',
      description: 'You agree that whoever can read this account’s files can read the address. Recorded with your name.',
    },
  },
  details: [
    'The address is never typed as an argument, where others could see it: it is asked for, unseen, or read from standard input.',
    'https://, or http:// to this machine alone. It is bound to its scheme, host and port; the one before is forgotten.',
  ],
  examples: ['alerts set-address ops --place file --consent < address.txt'],
  run: async (context, args) => {
    const address = (await context.terminal.askSecret(`The address of ${plain(args.channel)}, unseen: `)).trim()
    if (address === '') throw new UsageError('The address: expected one, on standard input or typed.', 'assay alerts set-address')
    const consent = args.consent === true ? { consent: { accepted: true as const } } : {}
    return await withSession(context, async ({ client, kind }) => {
      if (kind === 'own' && args.place === 'session')
        throw new RefusedError(
          'An address kept for the session would be forgotten when this command ends. Open the console first, or keep it elsewhere.',
        )
      const input = { channel: args.channel, address, place: args.place, ...consent }
      return reply(
        context,
        await client.alerts.setAddress(input),
        ({ name, host }) => `Alerts of ${name} go to ${plain(host ?? 'nowhere')}.`,
      )
    })
  },
})

export const removeAddress = defineCommand({
  args: { channel },
  examples: ['alerts remove-address ops'],
  run: async (context, args) =>
    await withSession(context, async ({ client }) =>
      reply(context, await client.alerts.removeAddress({ channel: args.channel }), ({ name }) => `${name} leads nowhere any more.`),
    ),
})

export const test = defineCommand({
  args: { channel },
  details: ['Sends a made-up alert, once, and says what came back. Exit code 3 when it was not taken.'],
  examples: ['alerts test ops'],
  run: async (context, args) =>
    await withSession(context, async ({ client }) => {
      const sent = await client.alerts.test({ channel: args.channel })
      reply(context, sent, ({ isDelivered, failure }) =>
        isDelivered ? `${args.channel} took it.` : `${args.channel} did not take it: ${plain(failure ?? 'nobody knows why')}.`,
      )
      return sent.isDelivered ? exitCodes.done : exitCodes.refused
    }),
})

export const retry = defineCommand({
  args: { id: { type: 'positional', required: true, description: 'The delivery, as assay alerts deliveries names it.' } },
  examples: ['alerts retry 01JD3R0W8Q5TN2N4Z1V9K7XH6C'],
  run: async (context, args) =>
    await withSession(context, async ({ client }) =>
      reply(context, await client.alerts.retry({ id: args.id }), ({ channel: name }) => `It is tried again, at ${plain(name)}.`),
    ),
})

/** Edits the setting that holds all webhooks, from what it is now. */
async function edit(
  context: CommandContext,
  reason: string | undefined,
  change: (channels: readonly AlertChannel[]) => { readonly channels: readonly AlertChannel[]; readonly say: string },
): Promise<ExitCode> {
  return await withSession(context, async ({ client }) => {
    const setting = (await client.settings.list()).items.find(({ key }) => key === 'alertChannels')
    const { channels, say } = change(AlertChannel.array().parse(setting?.value ?? []))
    const revision = setting?.revision
    const input = { key: 'alertChannels' as const, value: [...channels], revision, ...readReason({ reason }) }
    return replyEdit(context, await client.settings.set(input), () => say)
  })
}

function findChannel(channels: readonly AlertChannel[], wanted: string): AlertChannel {
  const found = channels.find(({ name }) => name === wanted)
  if (found !== undefined) return found
  throw new UsageError(
    `There is no webhook "${wanted}".${didYouMean(
      wanted,
      channels.map(({ name }) => name),
    )}`,
  )
}

function readChannel(given: object): AlertChannel {
  const parsed = AlertChannel.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(`The webhook: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`)
}
