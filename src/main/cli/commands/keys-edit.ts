import { ProviderKey } from '#contract/ids'
import { KeyEnvName, type KeyInfo, KeyValue } from '#contract/keys'
import { type CommandContext, defineCommand } from '../command.ts'
import { RefusedError, UsageError } from '../errors.ts'
import { plain } from '../format/text.ts'
import { readAs } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { withSession } from '../session/with-session.ts'
import { sayState } from './keys-list.ts'

const provider = { type: 'positional', required: true, description: 'The provider, as assay keys list names it.' } as const

const placeFlags = {
  'key-env': { type: 'string', valueHint: 'NAME', description: 'In the variable NAME, which ends in _API_KEY, _TOKEN or _KEY.' },
  os: { type: 'boolean', description: 'In the keychain of the system: where the desktop app holds the workspace.' },
  file: { type: 'boolean', description: 'In a file of the settings folder that only this account can read. Needs --consent once.' },
  session: { type: 'boolean', description: 'In the memory of the window or server that holds the workspace, until it ends.' },
} as const

export const set = defineCommand({
  args: {
    provider,
    ...placeFlags,
    consent: {
      type: 'boolean',
      description: 'You agree that whoever can read this account’s files can read the key. Recorded with your name.',
    },
  },
  details: [
    'The key is never typed as an argument, where others could see it: it is asked for, unseen, or read from standard input.',
    'It is bound to the scheme, host and port the provider has now. The one before is forgotten.',
  ],
  examples: ['keys set openai --key-env OPENAI_API_KEY', 'keys set openai --file --consent', 'keys set openai --session < key.txt'],
  run: async (context, args) => {
    const key = readAs(ProviderKey, 'PROVIDER', args.provider)
    const { 'key-env': env, os, file, session, consent } = args
    if ([env !== undefined, os, file, session].filter((isGiven) => isGiven === true).length !== 1)
      throw new UsageError('Say where the key is kept: --key-env NAME, --os, --file or --session.', 'assay keys set')
    const accepted = consent === true ? { consent: { accepted: true as const } } : {}
    const input =
      env === undefined
        ? await askFor(
            context,
            key,
            os === true ? { place: 'os', ...accepted } : file === true ? { place: 'file', ...accepted } : { place: 'session' },
          )
        : ({ place: 'env', provider: key, env: readEnv(env) } as const)
    return await withSession(context, async ({ client, kind }) => {
      if (kind === 'own' && input.place === 'session')
        throw new RefusedError(
          'A key kept for the session would be forgotten when this command ends. Open the console first, or keep it elsewhere.',
        )
      return reply(context, await client.keys.set(input), sayKey)
    })
  },
})

export const remove = defineCommand({
  args: { provider },
  details: [
    'Where it is kept it is deleted, for every workspace of this account that sends it to the same address. A variable stays as it is.',
  ],
  examples: ['keys remove openai'],
  run: async (context, args) => {
    const input = { provider: readAs(ProviderKey, 'PROVIDER', args.provider) }
    return await withSession(context, async ({ client }) =>
      reply(context, await client.keys.remove(input), (key) => `${key.provider} has no key any more.`),
    )
  },
})

export const confirm = defineCommand({
  args: {
    provider,
    origin: {
      type: 'string',
      valueHint: 'ORIGIN',
      description: 'The scheme, host and port the key may be sent to, such as https://api.openai.com.',
    },
    'key-env': { type: 'string', valueHint: 'NAME', description: 'The variable the key is read from, where it is one.' },
  },
  details: ['For a provider whose address has moved, or whose entry came by an import: until then its key is sent nowhere.'],
  examples: ['keys confirm openai --origin https://api.openai.com --key-env OPENAI_API_KEY'],
  run: async (context, args) => {
    const key = readAs(ProviderKey, 'PROVIDER', args.provider)
    const env = args['key-env'] === undefined ? undefined : readEnv(args['key-env'])
    return await withSession(context, async ({ client }) => {
      const found = (await client.keys.list()).items.find((item) => item.provider === key)
      if (found !== undefined && isUnsaid(found, args.origin, env)) throw new UsageError(askToSay(found), 'assay keys confirm')
      const origin = args.origin ?? null
      return reply(context, await client.keys.confirm({ provider: key, origin, ...(env === undefined ? {} : { env }) }), sayKey)
    })
  },
})

type Kept = { readonly place: 'os' | 'file'; readonly consent?: { readonly accepted: true } } | { readonly place: 'session' }

async function askFor(context: CommandContext, provider: ProviderKey, kept: Kept) {
  const parsed = KeyValue.safeParse(await context.terminal.askSecret(`The key of ${provider}, unseen: `))
  if (!parsed.success) throw new UsageError(`The key: ${parsed.error.issues[0]?.message ?? 'not valid'}.`, 'assay keys set')
  return { ...kept, provider, value: parsed.data }
}

function readEnv(name: string): string {
  const parsed = KeyEnvName.safeParse(name)
  if (parsed.success) return parsed.data
  throw new UsageError(
    '--key-env: expected the name of a variable in capitals that ends in _API_KEY, _TOKEN or _KEY. The key itself is never typed here.',
  )
}

function isUnsaid(found: KeyInfo, origin: string | undefined, env: string | undefined): boolean {
  return (
    (found.state === 'unbound' || found.state === 'unconfirmed') &&
    (origin !== (found.origin ?? undefined) || env !== (found.env ?? undefined))
  )
}

function askToSay({ provider, origin, env }: KeyInfo): string {
  const flags = [origin === null ? '' : ` --origin ${plain(origin)}`, env === null ? '' : ` --key-env ${env}`].join('')
  return `The key of ${provider}${env === null ? '' : `, in ${env},`} would be sent to ${origin === null ? 'assay itself' : plain(origin)}. If it may: assay keys confirm ${provider}${flags}`
}

function sayKey(key: KeyInfo): string {
  const ends = key.lastFour === null ? '' : `, ending in ${plain(key.lastFour)}`
  const place = key.place === 'env' ? `env ${key.env}` : key.place
  const state = key.state === 'present' ? '' : ` It is of no use yet: ${sayState(key)}.`
  return `The key of ${key.provider} is kept in ${place}${ends}, and goes to ${key.origin === null ? 'assay itself' : plain(key.origin)} alone.${state}`
}
