import type { AlertChannel } from '#contract/alerts'

export interface ChannelForm {
  readonly name: string
  readonly format: AlertChannel['format']
  readonly isEnabled: boolean
}

const namePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/

export function channelFormOf(channel: AlertChannel | undefined): ChannelForm {
  return channel === undefined
    ? { name: '', format: 'json', isEnabled: true }
    : { name: channel.name, format: channel.format, isEnabled: channel.isEnabled }
}

/** What is wrong before the engine is asked, at its field. */
export function checkChannel({ name }: ChannelForm, others: readonly string[]): ReadonlyMap<string, string> {
  const given = name.trim()
  if (!namePattern.test(given)) return new Map([['name', 'Lower-case letters, digits, dots, dashes and underscores, 63 at most.']])
  return others.includes(given) ? new Map([['name', `There is already a webhook ${given}.`]]) : new Map()
}

/** Where an alert may be taken: what is wrong with an address before the engine is asked; undefined: nothing. */
export function addressProblem(text: string): string | undefined {
  const given = text.trim()
  if (given === '') return 'Paste the address here.'
  if (!URL.canParse(given)) return 'An address such as https://hooks.slack.com/services/…'
  const { protocol, hostname } = new URL(given)
  if (protocol === 'https:') return undefined
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'http:' && isHere ? undefined : 'https:// is asked for; http:// only to this machine.'
}
