import type { AlertDelivery } from '#contract/alerts'
import type { EventId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { AppError } from '#engine/failure'
import type { Clock, Log } from '#engine/ports'
import type { AlertDeliveryRow, NewDelivery, Storage } from '#engine/storage'
import type { AlertChannels } from './channels.ts'
import type { Sent } from './send-webhook.ts'
import { type AlertMessage, webhookBody } from './webhook-body.ts'

export interface DeliveryPorts {
  readonly channels: AlertChannels
  readonly storage: Pick<Storage, 'read' | 'write'>
  readonly clock: Clock
  readonly log: Log
}

/** After each failed try so long passes before the next; after the last try it has failed. */
export const deliveryPauseMs: readonly number[] = [15_000, 60_000, 300_000, 900_000]
/** A receiver that wants to be left alone longer is asked again all the same. */
const longestPauseMs = 3_600_000
const mostWaiting = 1000

interface Waiting {
  readonly ulid: string
  readonly channel: string
  readonly facts: string
  tries: number
  nextAtMs: number
}

/**
 * Takes alerts to webhooks. Invariants:
 * 1. A delivery is on disk before it is tried, and what became of each try is written: a restart goes on with what was left, and what was under way then may come twice, under the same id.
 * 2. One channel that hangs holds no other up, and nothing waits for a delivery.
 * 3. A delivery is tried at most five times unless a person asks for more.
 */
export class Deliveries {
  readonly #ports: DeliveryPorts
  readonly #stop = new AbortController()
  #waiting: Waiting[] = []
  readonly #busy = new Map<string, Promise<void>>()
  #timer: AbortController | undefined

  constructor(ports: DeliveryPorts) {
    this.#ports = ports
  }

  /** Goes on with what an earlier engine left. */
  async start(): Promise<void> {
    const { storage, log } = this.#ports
    try {
      for (const row of await storage.read('waitingDeliveries', { limit: mostWaiting })) this.#waiting.push(waitingOf(row))
    } catch (error) {
      log.error({ area: 'alerts', step: 'restore', error: String(error) }, 'what was still to be delivered could not be read')
    }
    this.#pump()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#timer?.abort()
    await Promise.all(this.#busy.values())
  }

  /** Those that are on disk by now. */
  added(deliveries: readonly NewDelivery[]): void {
    this.#waiting.push(...deliveries.map(({ ulid, channel, facts, atMs }) => ({ ulid, channel, facts, tries: 0, nextAtMs: atMs })))
    this.#pump()
  }

  /** A failed one is tried once more, from the first try on. NOT_FOUND; CONFLICT when it has not failed. */
  async retry(ulid: string): Promise<AlertDelivery> {
    const { storage, clock } = this.#ports
    const row = await storage.read('findDelivery', { ulid })
    if (row === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'delivery', name: ulid })
    if (row.state !== 'failed' || this.#waiting.some((each) => each.ulid === ulid))
      throw new AppError({ code: 'CONFLICT', what: 'delivery', name: ulid, reason: 'state', detail: `it is ${row.state}` })
    const again = { state: 'waiting', tries: 0, nextAtMs: clock.nowMs(), failure: row.failure } as const
    await storage.write('settleDelivery', { ulid, ...again })
    const { nextAtMs } = again
    this.#waiting.push({ ...waitingOf(row), tries: 0, nextAtMs })
    this.#pump()
    return deliveryView({ ...row, state: 'waiting', tries: 0, next_at_ms: nextAtMs })
  }

  /** Once, now, whatever becomes of it. NOT_FOUND. */
  async test(name: string, message: AlertMessage): Promise<Sent> {
    const { channels } = this.#ports
    if (channels.find(name) === undefined)
      throw new AppError({ code: 'NOT_FOUND', what: 'channel', name, near: channels.all.map((each) => each.name) })
    return await this.#send(name, message)
  }

  #pump(): void {
    if (this.#stop.signal.aborted) return
    const nowMs = this.#ports.clock.nowMs()
    for (const item of this.#waiting.toSorted((left, right) => left.nextAtMs - right.nextAtMs)) {
      if (item.nextAtMs > nowMs) break
      if (this.#busy.has(item.channel)) continue
      this.#busy.set(
        item.channel,
        this.#deliver(item).finally(() => this.#done(item.channel)),
      )
    }
    this.#arm(nowMs)
  }

  #done(channel: string): void {
    this.#busy.delete(channel)
    this.#pump()
  }

  /** One timer, for the first that is to come and whose channel is free. */
  #arm(nowMs: number): void {
    this.#timer?.abort()
    const due = this.#waiting.filter(({ channel }) => !this.#busy.has(channel)).map(({ nextAtMs }) => nextAtMs)
    if (due.length === 0) return
    const timer = new AbortController()
    this.#timer = timer
    void this.#ports.clock.sleep(Math.max(0, Math.min(...due) - nowMs), timer.signal).then(
      () => this.#pump(),
      () => undefined,
    )
  }

  async #deliver(item: Waiting): Promise<void> {
    const { clock, storage, log } = this.#ports
    const sent = await this.#send(item.channel, JSON.parse(item.facts) as AlertMessage).catch(() => undefined)
    if (sent === undefined || this.#stop.signal.aborted) return
    item.tries += 1
    const pauseMs = deliveryPauseMs[item.tries - 1]
    const isOver = sent.failure === null || pauseMs === undefined || this.#ports.channels.find(item.channel) === undefined
    item.nextAtMs = clock.nowMs() + Math.min(longestPauseMs, Math.max(pauseMs ?? 0, sent.retryAfterMs ?? 0))
    if (isOver) this.#waiting = this.#waiting.filter((each) => each !== item)
    const state = sent.failure === null ? 'delivered' : isOver ? 'failed' : 'waiting'
    const outcome = { state, tries: item.tries, nextAtMs: isOver ? null : item.nextAtMs, failure: sent.failure } as const
    const facts = { area: 'alerts', step: 'deliver', channel: item.channel, delivery: item.ulid, ...outcome }
    log[state === 'failed' ? 'error' : 'info'](facts, state === 'delivered' ? 'an alert was delivered' : 'an alert was not delivered')
    await storage.write('settleDelivery', { ulid: item.ulid, ...outcome }).catch((error: unknown) => {
      log.error({ area: 'alerts', step: 'deliver', delivery: item.ulid, error: String(error) }, 'what became of a delivery was not kept')
    })
  }

  /** Rejects when the engine stops. */
  async #send(name: string, message: AlertMessage): Promise<Sent> {
    const { channels, clock } = this.#ports
    const channel = channels.find(name)
    if (channel === undefined) return { status: null, failure: 'the channel is gone' }
    if (!channel.isEnabled && message.change !== 'test') return { status: null, failure: 'the channel is turned off' }
    const found = await channels.address(name)
    if ('why' in found) return { status: null, failure: found.why }
    // The HTTP client is loaded by whoever has a webhook, and by no start.
    const { sendWebhook } = await import('./send-webhook.ts')
    return await sendWebhook(found.url, webhookBody(channel.format, message), clock, this.#stop.signal)
  }
}

export function deliveryView(row: AlertDeliveryRow): AlertDelivery {
  return {
    id: row.ulid,
    event: row.event_ulid as EventId | null,
    channel: row.channel,
    state: row.state as AlertDelivery['state'],
    tries: row.tries,
    atMs: row.at_ms as EpochMs,
    nextAtMs: row.next_at_ms as EpochMs | null,
    failure: row.failure,
    message: row.message,
  }
}

function waitingOf(row: AlertDeliveryRow): Waiting {
  return { ulid: row.ulid, channel: row.channel, facts: row.facts, tries: row.tries, nextAtMs: row.next_at_ms ?? row.at_ms }
}
