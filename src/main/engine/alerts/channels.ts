import type { AlertChannel, AlertChannelView } from '#contract/alerts'
import { assertNever } from '#contract/errors'
import type { KeyPlace } from '#contract/keys'
import { compare } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { Clock, KeepOutcome, Log, SecretStore } from '#engine/ports'
import type { Settings } from '#engine/settings'
import type { Audit, Storage } from '#engine/storage'
import { flawWords, readWebhookAddress, secretsOf } from './webhook-address.ts'

export interface ChannelPorts {
  readonly settings: Pick<Settings, 'values'>
  readonly secrets: SecretStore
  readonly storage: Pick<Storage, 'write'>
  readonly clock: Clock
  readonly log: Log
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
}

interface KeptAddress {
  readonly credential: string
  readonly origin: string
}

/**
 * Where webhooks lead. Invariants:
 * 1. An address goes in one direction only: from a person to where it is kept, and from there into a request. No answer, event, row, file or error holds more of it than scheme, host and port.
 * 2. The log knows it before anything is done with it.
 * 3. A channel that is gone leaves no address behind.
 */
export class AlertChannels {
  readonly #ports: ChannelPorts
  readonly #addresses = new Map<string, KeptAddress>()

  constructor(ports: ChannelPorts) {
    this.#ports = ports
  }

  restore(addresses: readonly (KeptAddress & { readonly channel: string })[]): void {
    for (const { channel, credential, origin } of addresses) this.#addresses.set(channel, { credential, origin })
  }

  get all(): readonly AlertChannel[] {
    return this.#ports.settings.values.alertChannels
  }

  /** undefined: there is none of this name. */
  find(name: string): AlertChannel | undefined {
    return this.all.find((channel) => channel.name === name)
  }

  list(): AlertChannelView[] {
    return this.all.toSorted((left, right) => compare(left.name, right.name)).map((channel) => this.#view(channel))
  }

  /** The address, where it can be read here. */
  async address(name: string): Promise<{ readonly url: URL } | { readonly why: string }> {
    const kept = this.#addresses.get(name)
    if (kept === undefined) return { why: 'it has no address' }
    const found = await this.#ports.secrets.read(kept.credential, kept.origin)
    if (found.kind === 'missing') return { why: 'its address is not kept any more: give it again' }
    if (found.kind === 'unreadable') return { why: `its address cannot be opened here (${found.why})` }
    const read = readWebhookAddress(found.value)
    if ('flaw' in read) return { why: 'its address is none any more: give it again' }
    this.#hide(read.url, found.value)
    return read
  }

  /** NOT_FOUND; INVALID_INPUT at `address`, `place`, `consent`. */
  async setAddress(
    input: {
      readonly channel: string
      readonly address: string
      readonly place: Exclude<KeyPlace, 'env'>
      readonly consent?: object | undefined
    },
    audit: Audit,
  ): Promise<AlertChannelView> {
    const { log, clock, ulid, storage } = this.#ports
    log.registerSecret(input.address)
    const channel = this.#get(input.channel)
    const read = readWebhookAddress(input.address)
    if ('flaw' in read) throw invalid('address', flawWords[read.flaw])
    this.#hide(read.url, input.address)
    const { keeping } = this.#ports.secrets
    if (keeping === undefined) throw invalid('place', 'this shell keeps no secrets')
    const { place } = input
    const { origin, href } = read.url
    // A name of its own: another workspace's channel may be called the same and lead to the same host.
    const name = `webhook.${channel.name}.${ulid(clock.nowMs())}`
    const consent = place !== 'session' && input.consent !== undefined ? { by: audit.user, atMs: audit.atMs } : null
    assertKept(await keeping.keep({ place, name, origin, value: href, consent }))
    const before = this.#addresses.get(channel.name)
    const to = { credential: `${place}:${name}`, origin }
    try {
      await storage.write('setAlertAddress', { channel: channel.name, to, audit })
    } catch (error) {
      await keeping.forget(to.credential, origin)
      throw error
    }
    this.#addresses.set(channel.name, to)
    if (before !== undefined) await keeping.forget(before.credential, before.origin)
    return this.#view(channel)
  }

  /** NOT_FOUND. */
  async removeAddress(name: string, audit: Audit): Promise<AlertChannelView> {
    const channel = this.#get(name)
    await this.#forget(name, audit)
    return this.#view(channel)
  }

  /** Deletes the addresses of channels that are gone. */
  async forgetGone(): Promise<void> {
    for (const name of [...this.#addresses.keys()]) if (this.find(name) === undefined) await this.#forget(name, null)
  }

  async #forget(name: string, audit: Audit | null): Promise<void> {
    const kept = this.#addresses.get(name)
    if (kept === undefined) return
    await this.#ports.storage.write('setAlertAddress', { channel: name, to: null, audit })
    this.#addresses.delete(name)
    await this.#ports.secrets.keeping?.forget(kept.credential, kept.origin)
  }

  /** NOT_FOUND. */
  #get(name: string): AlertChannel {
    const channel = this.find(name)
    if (channel === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'channel', name, near: this.all.map((each) => each.name) })
    return channel
  }

  /** One that is kept and cannot be read leads nowhere. */
  #view(channel: AlertChannel): AlertChannelView {
    const kept = this.#addresses.get(channel.name)
    if (kept === undefined || !this.#ports.secrets.has(kept.credential, kept.origin)) return { ...channel, host: null, place: null }
    return { ...channel, host: new URL(kept.origin).host, place: kept.credential.slice(0, kept.credential.indexOf(':')) as KeyPlace }
  }

  #hide(url: URL, text: string): void {
    for (const secret of new Set([text, ...secretsOf(url)])) this.#ports.log.registerSecret(secret)
  }
}

function assertKept(outcome: KeepOutcome): void {
  switch (outcome.kind) {
    case 'done':
      return
    case 'missing':
      throw invalid('place', 'it was not kept: try again')
    case 'consent':
      throw invalid('consent', 'the address would be readable to whoever can read the files of this account: that has to be accepted')
    case 'unavailable':
      throw invalid('place', `it is not offered here now (${outcome.why})`)
    case 'failed':
      throw new AppError({ code: 'STORAGE_FULL', folder: outcome.folder, reason: outcome.reason })
    default:
      assertNever(outcome)
  }
}

function invalid(path: string, message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path, message }] })
}
