import type { RunId } from '#contract/ids'
import type { Dropped, Retention } from '#contract/storage'
import type { EpochMs } from '#contract/units'
import type { Clock, Log } from '#engine/ports'
import type { RetentionKind, RetentionSurvey, Storage } from '#engine/storage'

export interface RetentionPorts {
  readonly storage: Pick<Storage, 'read' | 'readApart' | 'write' | 'isFailing'>
  readonly clock: Clock
  readonly log: Log
  readonly rules: () => Retention
  /** Calls back when they may be others. */
  readonly onRules: (listener: () => void) => void
  /** Counts what a run has come to, and keeps it. */
  readonly countRun: (run: RunId) => Promise<unknown>
}

export interface RetentionDone {
  readonly dropped: Dropped
  readonly freedBytes: number
}

const everyMs = 3_600_000
/** Pages of the file that are given back at once: some milliseconds. */
const pagesAtOnce = 200

interface Page<Place> {
  readonly rows: number
  readonly bytes: number
  readonly cited: number
  readonly next: Place | null
}

/**
 * Drops what the setting says may go, once an hour and when it is told; while it says that nothing may, nothing is waited for. Invariants:
 * 1. What goes is dropped a page at a time, each in a transaction of its own: the writer is held for milliseconds, and a crash leaves what is not dropped yet.
 * 2. Before the first call of a quarter of an hour goes, its sums are complete and alone count for it.
 * 3. Nothing goes that a kept report cites, that belongs to a run which may go on, or, of long texts, that is kept for others to take.
 * 4. One turn at a time; after `stop` nothing more is dropped.
 */
export class RetentionService {
  readonly #ports: RetentionPorts
  readonly #stop = new AbortController()
  #turn: Promise<RetentionDone> | undefined
  #keeping: Promise<void> | undefined

  constructor(ports: RetentionPorts) {
    this.#ports = ports
  }

  start(): void {
    this.#ports.onRules(() => this.#keepIfOn())
    this.#keepIfOn()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#keeping
    await this.#turn?.catch(() => undefined)
  }

  /** How large everything is, and what would go now. */
  survey(): Promise<RetentionSurvey> {
    const { storage, clock, rules } = this.#ports
    return storage.readApart('retentionSurvey', { rules: rules(), nowMs: clock.nowMs() })
  }

  /** Does what the setting says, once a turn that is on has ended. */
  run(): Promise<RetentionDone> {
    const before = this.#turn?.catch(() => undefined) ?? Promise.resolve()
    this.#turn = before.then(() => this.#drop())
    return this.#turn
  }

  #keepIfOn(): void {
    if (this.#stop.signal.aborted || this.#keeping !== undefined || !isOn(this.#ports.rules())) return
    this.#keeping = this.#keep().finally(() => {
      this.#keeping = undefined
    })
  }

  /** Until nothing may go. */
  async #keep(): Promise<void> {
    const { clock, log, rules, storage } = this.#ports
    const { signal } = this.#stop
    for (;;) {
      await clock.sleep(everyMs, signal).catch(() => undefined)
      if (signal.aborted || !isOn(rules())) return
      if (storage.isFailing) continue
      await this.run().catch((error: unknown) => log.error({ area: 'retention', error: String(error) }, 'what may go could not be dropped'))
    }
  }

  async #drop(): Promise<RetentionDone> {
    const { storage, clock, log, rules, countRun } = this.#ports
    const nothing: RetentionDone = { dropped: droppedOf({}), freedBytes: 0 }
    if (!isOn(rules())) return nothing
    const nowMs = clock.nowMs()
    let survey = await this.survey()
    for (const run of survey.uncounted) await countRun(run as RunId)
    if (survey.uncounted.length > 0) survey = await this.survey()
    const { untilMs } = survey
    const gone: { [Kind in RetentionKind]?: Gone } = {}
    if (untilMs.attempts !== null) gone.attempts = await this.#dropAttempts(untilMs.attempts, survey)
    const eventsMs = untilMs.events
    if (eventsMs !== null) gone.events = await this.#pages(eventsMs, true, () => storage.write('dropEvents', { untilMs: eventsMs }))
    const bodiesMs = untilMs.bodies
    if (bodiesMs !== null)
      gone.bodies = await this.#pages(bodiesMs, '', (after) => storage.write('dropBodies', { untilMs: bodiesMs, nowMs, after }))
    while (!this.#stop.signal.aborted && (await storage.write('dropExpired', { nowMs })).rows > 0);
    const dropped = droppedOf(gone)
    const freedBytes = await this.#giveBack(survey)
    await storage.write('noteRetention', { atMs: nowMs, dropped: JSON.stringify(dropped), freedBytes })
    log.info({ area: 'retention', ...dropped, freedBytes }, 'what may go was dropped')
    return { dropped, freedBytes }
  }

  /** Calls whose bytes are not counted each: as large as they are on average. */
  async #dropAttempts(untilMs: number, { kept }: RetentionSurvey): Promise<Gone> {
    const { storage } = this.#ports
    while (!this.#stop.signal.aborted && (await storage.write('catchUpRollups', undefined)).left > 0);
    const { isBegun } = await storage.write('beginDropping', { untilMs })
    if (!isBegun) return { untilMs, rows: 0, bytes: 0, cited: 0 }
    const start = { startedAtMs: 0, id: 0 }
    const gone = await this.#pages(untilMs, start, (after) => storage.write('dropAttempts', { untilMs, after }))
    const { rows, bytes } = kept.attempts
    return { ...gone, bytes: rows === 0 ? 0 : Math.round((bytes / rows) * gone.rows) }
  }

  async #pages<Place>(untilMs: number, start: Place, drop: (after: Place) => Promise<Page<Place>>): Promise<Gone> {
    const gone = { untilMs, rows: 0, bytes: 0, cited: 0 }
    for (let next: Place | null = start; next !== null && !this.#stop.signal.aborted; ) {
      const page: Page<Place> = await drop(next)
      gone.rows += page.rows
      gone.bytes += page.bytes
      gone.cited += page.cited
      next = page.next
    }
    return gone
  }

  async #giveBack({ fileBytes }: RetentionSurvey): Promise<number> {
    const { storage } = this.#ports
    let pages = 0
    while (!this.#stop.signal.aborted) {
      const given = await storage.write('giveSpaceBack', { pages: pagesAtOnce })
      if (given.pages === 0) break
      pages += given.pages
    }
    return Math.min(fileBytes, pages * pageBytes)
  }
}

/** SQLite's own, which every workspace was made with. */
const pageBytes = 4096

interface Gone {
  readonly untilMs: number
  readonly rows: number
  readonly bytes: number
  readonly cited: number
}

function droppedOf(gone: { readonly [Kind in RetentionKind]?: Gone }): Dropped {
  const of = (each: Gone | undefined) => ({
    ...{ rows: each?.rows ?? 0, bytes: each?.bytes ?? 0, keptByReports: each?.cited ?? 0 },
    untilMs: each === undefined ? null : (each.untilMs as EpochMs),
  })
  return { bodies: of(gone.bodies), events: of(gone.events), attempts: of(gone.attempts) }
}

function isOn(rules: Retention): boolean {
  return Object.values(rules).some(({ olderThanDays, largerThanMb }) => olderThanDays !== null || largerThanMb !== null)
}
