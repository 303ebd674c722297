import type { AssayClient } from '#attach'
import type { EventId, RunId } from '#contract/ids'
import type { RunSummary } from '#contract/runs'
import type { Clock, Log } from '#engine'
import { type Notice, noticeOfEvent, noticeOfRun } from './notices.ts'

export interface FollowedRuns {
  /** Runs that go on, in this process's engine or another's. */
  readonly active: readonly RunSummary[]
}

export interface RunFollowerOptions {
  readonly client: () => AssayClient | undefined
  readonly clock: Clock
  readonly log: Log
  readonly onActive: (active: readonly RunSummary[]) => void
  readonly onNotice: (notice: Notice) => void
}

const activeStatuses = ['running', 'draining', 'queued'] as const
/** Rows asked for at once: more than that go on at no time, and more events at once are read in the inbox. */
const limits = { runs: 50, events: 20 }
/** A stream that ended is opened again after this long; what changes is looked at no more often than this. */
const pauseMs = 500

/**
 * What goes on in the workspace, for those who do not look at the page. Invariants:
 * 1. Of what happened before it began to follow nothing is told.
 * 2. Each event and each end of a run is told once, also over a change of engines.
 * 3. It asks only when the engine says that something changed.
 */
export class RunFollower {
  readonly #options: RunFollowerOptions
  readonly #stopping = new AbortController()
  /** Of the stream that is open: one whose connection has gone must not be told to end. */
  #listening: AbortController | undefined
  #active: readonly RunSummary[] = []
  #lastEvent: EventId | null | undefined
  #following: Promise<void> = Promise.resolve()

  constructor(options: RunFollowerOptions) {
    this.#options = options
  }

  get active(): readonly RunSummary[] {
    return this.#active
  }

  start(): void {
    this.#following = this.#follow()
  }

  /** To be called while the engine can still be told. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#listening?.abort()
    await this.#following
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping
    const { client, clock, log } = this.#options
    while (!signal.aborted) {
      const engine = client()
      try {
        if (engine !== undefined) await this.#listen(engine)
      } catch (error) {
        if (!signal.aborted) log.debug({ area: 'desktop', step: 'follow', err: error }, 'the engine was lost from sight')
      }
      await clock.sleep(pauseMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    }
  }

  async #listen(engine: AssayClient): Promise<void> {
    this.#listening = new AbortController()
    const { signal } = this.#listening
    try {
      await this.#hear(engine, signal)
    } finally {
      this.#listening = undefined
    }
  }

  async #hear(engine: AssayClient, signal: AbortSignal): Promise<void> {
    let [runs, events] = [-1, -1]
    for await (const { topics } of await engine.changes.watch(undefined, { signal })) {
      if (topics.runs !== runs) await this.#lookAtRuns(engine)
      if (topics.events !== events) await this.#lookAtEvents(engine)
      runs = topics.runs
      events = topics.events
      await this.#options.clock.sleep(pauseMs, signal)
    }
  }

  async #lookAtRuns(engine: AssayClient): Promise<void> {
    const pages = await Promise.all(activeStatuses.map((status) => engine.runs.list({ status, limit: limits.runs })))
    const active = pages.flatMap(({ items }) => items)
    const goesOn = new Set<RunId>(active.map(({ id }) => id))
    const ended = this.#active.filter(({ id }) => !goesOn.has(id))
    this.#active = active
    this.#options.onActive(active)
    for (const { id } of ended) this.#tell(noticeOfRun(await engine.runs.get({ run: id })))
  }

  async #lookAtEvents(engine: AssayClient): Promise<void> {
    const { items } = await engine.events.list({ limit: limits.events })
    const last = this.#lastEvent
    this.#lastEvent = items[0]?.id ?? last ?? null
    if (last === undefined) return
    const known = items.findIndex(({ id }) => id === last)
    const fresh = known < 0 ? items : items.slice(0, known)
    for (const event of fresh.toReversed()) this.#tell(noticeOfEvent(event))
  }

  #tell(notice: Notice | undefined): void {
    if (notice !== undefined) this.#options.onNotice(notice)
  }
}
