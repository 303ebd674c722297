import type { EventKind, NewEvents } from '#contract/events'
import type { ActiveRunView } from '#contract/runs'
import type { Clock, Log } from '#engine'
import { type Notice, noticeOfEvent, noticeOfMany } from './notices.ts'
import { StreamFollower } from './stream-follower.ts'

/** What an engine tells of itself. */
export interface EngineNews {
  readonly runs: (signal: AbortSignal) => Promise<AsyncIterable<{ readonly items: readonly ActiveRunView[] }>>
  /** What is new since the event `after`; undefined: since now. */
  readonly events: (after: number | undefined, signal: AbortSignal) => Promise<AsyncIterable<NewEvents>>
}

export interface RunFollowerOptions {
  /** Of the engine that there is now. */
  readonly news: () => EngineNews | undefined
  readonly clock: Clock
  readonly log: Log
  readonly onActive: (active: readonly ActiveRunView[]) => void
  readonly onNotice: (notice: Notice) => void
}

/** Events that may call a person. */
export const tellingKinds: readonly EventKind[] = ['alert', 'breaker', 'budget', 'calendar', 'run']
/** More at once are told as one. */
const mostAtOnce = 3

/**
 * What goes on in the workspace, for those who do not look at the page. Invariants:
 * 1. Of what happened before it began to follow nothing is told.
 * 2. Each event is told once, also over a change of engines.
 * 3. While no engine can be reached no run is said to go on.
 */
export class RunFollower {
  readonly #options: RunFollowerOptions
  readonly #runs: StreamFollower<{ readonly items: readonly ActiveRunView[] }>
  readonly #events: StreamFollower<NewEvents>
  #active: readonly ActiveRunView[] = []
  #lastSeq: number | undefined

  constructor(options: RunFollowerOptions) {
    this.#options = options
    const { news, clock, log } = options
    this.#runs = new StreamFollower({
      ...{ clock, log },
      open: (signal) => news()?.runs(signal),
      onState: ({ items }) => this.#goOn(items),
      onLost: () => this.#goOn([]),
    })
    this.#events = new StreamFollower({
      ...{ clock, log },
      open: (signal) => news()?.events(this.#lastSeq, signal),
      onState: (state) => this.#hear(state),
    })
  }

  /** Runs that go on, in this process's engine or another's. */
  get active(): readonly ActiveRunView[] {
    return this.#active
  }

  start(): void {
    this.#runs.start()
    this.#events.start()
  }

  /** To be called while the engine can still be told. */
  async stop(): Promise<void> {
    await Promise.all([this.#runs.stop(), this.#events.stop()])
  }

  #goOn(active: readonly ActiveRunView[]): void {
    if (active.length === 0 && this.#active.length === 0) return
    this.#active = active
    this.#options.onActive(active)
  }

  #hear({ seq, items, hasMore }: NewEvents): void {
    const last = this.#lastSeq
    this.#lastSeq = Math.max(seq, last ?? 0)
    if (last === undefined) return
    const fresh = items.filter((event) => event.seq > last).toReversed()
    const notices = fresh.map(noticeOfEvent).filter((notice) => notice !== undefined)
    const told = notices.length > mostAtOnce ? [noticeOfMany(notices, hasMore && fresh.length === items.length)] : notices
    for (const notice of told) this.#options.onNotice(notice)
  }
}
