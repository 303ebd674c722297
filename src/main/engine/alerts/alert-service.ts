import type { AlertRule, AlertState } from '#contract/alerts'
import { RunEventData } from '#contract/events'
import type { EpochMs } from '#contract/units'
import type { EventLog, RecordedEvent } from '#engine/events'
import type { CallMonitor } from '#engine/monitor'
import type { Log } from '#engine/ports'
import type { Settings } from '#engine/settings'
import type { Storage } from '#engine/storage'
import { AlertBook, type Look } from './alert-book.ts'
import { runOf, type Sender, tellAlert, tellEngineAlert } from './alert-messages.ts'
import type { AlertChannels } from './channels.ts'
import type { Deliveries } from './deliveries.ts'
import { leastCalls } from './departures.ts'
import { subjectOf } from './finding.ts'
import { FactGatherer, type FactPorts, restedMs } from './gather-facts.ts'
import { isOfCalls, judgeRule } from './judge-rule.ts'
import { hourMs } from './past-hours.ts'

export interface AlertPorts extends FactPorts {
  readonly monitor: CallMonitor
  readonly settings: Pick<Settings, 'values' | 'onChange'>
  readonly storage: Pick<Storage, 'read' | 'write'>
  readonly events: Pick<EventLog, 'onRecord'>
  readonly channels: AlertChannels
  readonly deliveries: Deliveries
  readonly log: Log
  readonly ulid: (nowMs: EpochMs) => string
  readonly workspace: string
}

/** How often rules are looked at while calls come in. */
const everyMs = 15_000
/** How long until it is looked again when what was to be told could not be kept. */
const retryMs = 60_000
/** A clock that was set, or a machine that slept, is noticed after it. */
const longestWaitMs = 3_600_000

/**
 * Looks whether rules fire, and tells it. Invariants:
 * 1. What fires is told once, with what is remembered of it in the same transaction: a restart tells nothing twice.
 * 2. It looks every 15 s while calls come in, at once when a breaker, a pool, a run or a rule changes, and else only when time alone may change what a rule says.
 * 3. No call waits for it, and no failure of it is a call's.
 */
export class AlertService {
  readonly #ports: AlertPorts
  readonly #facts: FactGatherer
  readonly #sender: Sender
  readonly #book = new AlertBook()
  readonly #stop = new AbortController()
  #wake = new AbortController()
  #isPoked = true
  #dueMs = Number.POSITIVE_INFINITY
  #lookedAtMs = 0
  #hasCalls = false
  /** Something that a call may mend was found. */
  #isIll = false
  #hour = { hour: 0, calls: 0 }
  #running: Promise<void> | undefined

  constructor(ports: AlertPorts) {
    this.#ports = ports
    this.#facts = new FactGatherer(ports)
    this.#sender = { workspace: ports.workspace, ulid: ports.ulid, channels: () => ports.channels.all }
    this.#keepMinutes()
  }

  /** Once everything that is looked at has been restored. */
  async start(): Promise<void> {
    const { storage, channels, deliveries, settings, events, catalog, monitor, log } = this.#ports
    try {
      const { states, addresses } = await storage.read('alertMemory', undefined)
      channels.restore(addresses)
      this.#book.restore(
        states.map((row) => ({
          ...{ rule: row.rule, subject: row.subject, message: row.message, isTold: row.is_told === 1 },
          ...{ firingSinceMs: row.firing_since_ms, toldAtMs: row.told_at_ms },
        })),
      )
    } catch (error) {
      log.error({ area: 'alerts', step: 'restore', error: String(error) }, 'what was told before could not be read: it may be told again')
    }
    settings.onChange(() => {
      this.#keepMinutes()
      void channels
        .forgetGone()
        .catch((error: unknown) => log.error({ area: 'alerts', error: String(error) }, 'an address was not deleted'))
      this.#poke()
    })
    events.onRecord((event) => this.#heard(event))
    catalog.onChange(() => this.#poke())
    monitor.onLanded(() => this.#landed())
    await deliveries.start()
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake.abort()
    await this.#running
    await this.#ports.deliveries.stop()
  }

  /** Every rule, and how it stands. */
  list(): AlertState[] {
    const facts = this.#facts.gather()
    return this.#ports.settings.values.alertRules.map((rule) => {
      const judged = judgeRule(rule.when, facts)
      return {
        rule,
        firing: this.#book.firing(rule.name).map(({ subject: key, firingSinceMs, message }) => {
          const subject = subjectOf(key)
          return { subject, sinceMs: firingSinceMs as EpochMs, message, run: runOf(subject) }
        }),
        lastFiredAtMs: this.#book.lastFiredAtMs(rule.name),
        measured: judged.kind === 'unknown' ? null : judged.measured,
      }
    })
  }

  /** The longest window that a rule looks back over is kept in memory. */
  #keepMinutes(): void {
    const windows = this.#rules().map(({ when }) => ('windowMinutes' in when ? when.windowMinutes : 0))
    this.#ports.monitor.keep(Math.max(0, ...windows))
  }

  async #run(): Promise<void> {
    await this.#ports.monitor.known()
    while (!this.#stop.signal.aborted) {
      await this.#wait()
      if (this.#stop.signal.aborted) return
      this.#isPoked = false
      this.#hasCalls = false
      this.#lookedAtMs = this.#ports.clock.monotonicMs()
      this.#dueMs = await this.#look().catch((error: unknown) => {
        this.#ports.log.error(
          { area: 'alerts', step: 'look', error: String(error) },
          'rules of alerts could not be looked at, or what they say not be kept',
        )
        return this.#ports.clock.nowMs() + retryMs
      })
    }
  }

  async #wait(): Promise<void> {
    const { clock } = this.#ports
    for (;;) {
      this.#wake = new AbortController()
      const ms = this.#untilLookMs()
      if (ms <= 0 || this.#stop.signal.aborted) return
      const { signal } = this.#wake
      if (ms === Number.POSITIVE_INFINITY)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      else await clock.sleep(Math.min(ms, longestWaitMs), signal).catch(() => undefined)
    }
  }

  #untilLookMs(): number {
    const { clock } = this.#ports
    if (this.#isPoked) return 0
    const ofCalls = this.#hasCalls ? this.#lookedAtMs + everyMs - clock.monotonicMs() : Number.POSITIVE_INFINITY
    return Math.min(ofCalls, this.#dueMs - clock.nowMs())
  }

  #poke(): void {
    this.#isPoked = true
    this.#wake.abort()
  }

  /** In the turn of a call: it only counts, and wakes who sleeps once. */
  #landed(): void {
    if (this.#hasCalls) return
    const hour = Math.floor(this.#ports.clock.nowMs() / hourMs)
    this.#hour = { hour, calls: this.#hour.hour === hour ? this.#hour.calls + 1 : 1 }
    const isOfInterest = ({ when }: AlertRule) => isOfCalls(when) && (when.on !== 'departure' || this.#hour.calls >= leastCalls)
    if (!this.#isIll && !this.#rules().some(isOfInterest)) return
    this.#hasCalls = true
    this.#wake.abort()
  }

  /** In the turn of whoever tells it, who must not be the worse for it. */
  #heard(event: RecordedEvent): void {
    try {
      if (event.kind === 'breaker' || event.kind === 'park' || event.kind === 'retry_now') this.#poke()
      if (event.kind === 'run') this.#runChanged(event)
      if (event.kind === 'alert') this.#tellChannels(event)
    } catch (error) {
      this.#ports.log.error({ area: 'alerts', step: 'hear', kind: event.kind, error: String(error) }, 'an event was passed over')
    }
  }

  #runChanged({ subject, runId, data }: RecordedEvent): void {
    const read = RunEventData.safeParse(data)
    if (!read.success || !this.#rules().some(({ when }) => when.on === 'run_spend')) return
    const { name, nanoUsd, upperNanoUsd } = read.data
    if (nanoUsd !== undefined)
      this.#facts.runRested({ id: subject.slice('run:'.length), runId: runId ?? 0, name, spentNanoUsd: nanoUsd + (upperNanoUsd ?? 0) })
    this.#poke()
  }

  #rules(): readonly AlertRule[] {
    return this.#ports.settings.values.alertRules.filter(({ isEnabled }) => isEnabled)
  }

  /** Answers when the next look is due by time alone. */
  async #look(): Promise<number> {
    const { clock, pastHours, storage, deliveries, log } = this.#ports
    const rules = this.#rules()
    if (rules.some(({ when }) => when.on === 'departure')) await pastHours.look(clock.nowMs())
    const facts = this.#facts.gather()
    this.#isIll = facts.pools.length + facts.breakers.length > 0
    const look = this.#book.look(
      rules.map((rule) => ({ rule, judged: judgeRule(rule.when, facts) })),
      facts.nowMs,
    )
    if (look.changed.length + look.told.length + look.forgotten.length > 0) {
      const told = look.told.map((each) => tellAlert(each, facts.nowMs, facts.runs, this.#sender))
      const waiting = told.flatMap((each) => each.deliveries)
      const { changed: alerts, forgotten: forgottenRules } = look
      await storage.write('tellAlerts', {
        atMs: facts.nowMs,
        alerts,
        forgottenRules,
        events: told.map(({ event }) => event),
        deliveries: waiting,
      })
      this.#book.take(look)
      for (const { data, key } of look.told) log.warn({ area: 'alerts', subject: subjectOf(key), ...data }, 'an alert')
      deliveries.added(waiting)
    }
    return this.#dueOf(look, facts.nowMs)
  }

  #dueOf({ dueMs }: Look, nowMs: number): number {
    return this.#facts.hasRested ? Math.min(dueMs, nowMs + restedMs) : dueMs
  }

  /** What only a person can mend goes to every webhook. */
  #tellChannels(event: RecordedEvent): void {
    const { storage, deliveries, log } = this.#ports
    const waiting = tellEngineAlert(event, this.#sender)
    if (waiting.length === 0) return
    storage.write('addDeliveries', { deliveries: waiting }).then(
      () => deliveries.added(waiting),
      (error: unknown) => log.error({ area: 'alerts', step: 'deliver', error: String(error) }, 'an alert was not delivered'),
    )
  }
}
