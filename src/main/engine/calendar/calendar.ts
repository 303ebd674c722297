import type { CalendarEventData } from '#contract/events'
import type { EpochMs } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import type { Clock, Log } from '#engine/ports'
import type { Storage } from '#engine/storage'
import { type CalendarEntry, entriesAfter, nearEnds } from './entries.ts'

export interface CalendarPorts {
  readonly catalog: Catalog
  readonly storage: Pick<Storage, 'read' | 'write'>
  readonly clock: Clock
  readonly log: Log
  readonly ulid: (nowMs: EpochMs) => string
}

/** The longest wait at once: a clock that was set, or a machine that slept, is noticed after it. */
const longestWaitMs = 3_600_000
/** How long until an entry is told again that could not be kept. */
const retryMs = 60_000

/**
 * Tells what begins and ends by itself, as events of kind `calendar`. Invariants:
 * 1. An entry is told once: with it, in one transaction, is kept up to when the calendar has been read.
 * 2. What fell due while no engine ran is told at the next start, with the instant of which it was true.
 * 3. What a change of the catalog says of the past is not told, but that an end is near.
 * 4. It waits only while something is to come, never longer than `longestWaitMs` at once.
 */
export class Calendar {
  readonly #ports: CalendarPorts
  readonly #stop = new AbortController()
  #changed = new AbortController()
  /** Up to when entries were told, as it is kept. */
  #keptMs = 0 as EpochMs
  /** What was still to come when it was last looked at. */
  #coming: readonly CalendarEntry[] = []
  /** The ends that were near then. */
  #near: ReadonlyMap<number, CalendarEntry> = new Map()
  #keeping: Promise<void> | undefined
  #unlisten: () => void = () => undefined

  constructor(ports: CalendarPorts) {
    this.#ports = ports
  }

  /** Resolves when what fell due since the last engine has been told. */
  async start(): Promise<void> {
    const { catalog, storage } = this.#ports
    this.#keptMs = (await storage.read('calendarSeen', undefined)) as EpochMs
    this.#coming = entriesAfter(catalog, this.#keptMs)
    this.#near = nearEnds(catalog, this.#keptMs)
    this.#unlisten = catalog.onChange(() => this.#changed.abort())
    this.#changed = new AbortController()
    const isKept = await this.#look()
    this.#keeping = this.#keep(isKept)
  }

  async stop(): Promise<void> {
    this.#unlisten()
    this.#stop.abort()
    await this.#keeping
  }

  async #keep(isKept: boolean): Promise<void> {
    let isTold = isKept
    while (!this.#stop.signal.aborted) {
      await this.#wait(isTold ? this.#untilNextMs() : retryMs)
      if (this.#stop.signal.aborted) return
      this.#changed = new AbortController()
      isTold = await this.#look()
    }
  }

  /** Until time has passed or the catalog changes; undefined: there is nothing to come. */
  async #wait(ms: number | undefined): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, this.#changed.signal])
    if (signal.aborted) return
    if (ms === undefined) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    else await this.#ports.clock.sleep(ms, signal).catch(() => undefined)
  }

  #untilNextMs(): number | undefined {
    const [next] = this.#coming
    return next === undefined ? undefined : Math.min(longestWaitMs, Math.max(0, next.dueMs - this.#ports.clock.nowMs()))
  }

  /** Tells what has fallen due. False: it could not be kept, and is told again. */
  async #look(): Promise<boolean> {
    const { catalog, clock } = this.#ports
    const nowMs = Math.max(clock.nowMs(), this.#keptMs) as EpochMs
    const past = entriesAfter(catalog, this.#keptMs).filter(({ dueMs }) => dueMs <= nowMs)
    const near = nearEnds(catalog, nowMs)
    const wereComing = new Set(this.#coming.map(nameOf))
    const isFallen = (entry: CalendarEntry) =>
      entry.change === 'price_begins' || (entry.change === 'sunset' && wereComing.has(nameOf(entry)))
    const isNews = ([id, entry]: [number, CalendarEntry]) => this.#near.get(id)?.atMs !== entry.atMs
    if (past.length > 0 || [...near].some(isNews)) {
      const isKept = await this.#tell([...past.filter(isFallen), ...[...near].filter(isNews).map(([, entry]) => entry)], nowMs)
      if (!isKept) return false
      this.#keptMs = nowMs
    }
    this.#coming = entriesAfter(catalog, nowMs)
    this.#near = near
    return true
  }

  async #tell(entries: readonly CalendarEntry[], nowMs: EpochMs): Promise<boolean> {
    const { storage, ulid, log } = this.#ports
    const events = entries.map(({ change, model, atMs }) => {
      const data: CalendarEventData = { change, model, atMs }
      return { ulid: ulid(nowMs), subject: `model:${model}`, data: JSON.stringify(data) }
    })
    try {
      await storage.write('tellCalendar', { seenMs: nowMs, events })
      for (const { change, model, atMs } of entries) log.info({ area: 'calendar', step: change, model, atMs }, 'the calendar told')
      return true
    } catch (error) {
      log.error({ area: 'calendar', entries: entries.length, error: String(error) }, 'what the calendar tells was not kept')
      return false
    }
  }
}

function nameOf({ change, model, atMs }: CalendarEntry): string {
  return `${change} ${model} ${atMs}`
}
