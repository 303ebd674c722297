import type { EventKind } from '#contract/events'
import type { EpochMs } from '#contract/units'
import type { Clock, Log } from '#engine/ports'
import type { Storage } from '#engine/storage'

/** Something that is not a call and worth remembering. `subject`: what it is about, such as `model:openai/gpt-5` or `pool:openai/default`. */
export interface EventFacts {
  readonly kind: EventKind
  readonly subject: string
  readonly runId?: number | null
  readonly attemptId?: number | null
  readonly data: object
}

/** An event as it is told in its turn, before it is on disk. */
export interface RecordedEvent extends EventFacts {
  readonly ulid: string
  readonly atMs: EpochMs
}

export interface LostEvent {
  readonly atMs: EpochMs
  readonly message: string
}

export interface EventPorts {
  readonly storage: Pick<Storage, 'write'>
  readonly clock: Clock
  readonly log: Log
  readonly ulid: (nowMs: EpochMs) => string
}

/** Writes events, best effort: one that could not be kept is counted and logged, and costs nobody an answer. */
export class EventLog {
  readonly #ports: EventPorts
  readonly #listeners: ((event: RecordedEvent) => void)[] = []
  #lost = 0
  #lastFailure: LostEvent | undefined

  constructor(ports: EventPorts) {
    this.#ports = ports
  }

  /** Events that could not be kept since the engine began. */
  get lost(): number {
    return this.#lost
  }

  /** The last that could not be kept; undefined: none. */
  get lastFailure(): LostEvent | undefined {
    return this.#lastFailure
  }

  /** Hears of every event in the turn in which it happens. */
  onRecord(listener: (event: RecordedEvent) => void): void {
    this.#listeners.push(listener)
  }

  record(facts: EventFacts): void {
    const { storage, clock, ulid: nextUlid, log } = this.#ports
    const { kind, subject, runId = null, attemptId = null, data } = facts
    const atMs = clock.nowMs()
    const ulid = nextUlid(atMs)
    for (const listener of this.#listeners) listener({ ...facts, ulid, atMs })
    storage.write('addEvent', { ulid, atMs, kind, subject, runId, attemptId, data: JSON.stringify(data) }).catch((error: unknown) => {
      this.#lost += 1
      this.#lastFailure = { atMs, message: error instanceof Error ? error.message : String(error) }
      log.error({ area: 'events', kind, subject, error: String(error) }, 'an event was not kept')
    })
  }
}
