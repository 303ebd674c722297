import type { RunId } from '#contract/ids'
import type { ActiveRun } from './active-run.ts'

/** Runs in memory, whoever waits for one to leave it, and commands that must not meet. */
export class ActiveRuns {
  readonly #runs = new Map<RunId, ActiveRun>()
  readonly #waiting = new Map<RunId, (() => void)[]>()
  readonly #turns = new Map<RunId, Promise<unknown>>()

  get all(): readonly ActiveRun[] {
    return [...this.#runs.values()]
  }

  get(id: RunId): ActiveRun | undefined {
    return this.#runs.get(id)
  }

  add(run: ActiveRun): void {
    this.#runs.set(run.id, run)
  }

  remove(id: RunId): void {
    this.#runs.delete(id)
    for (const left of this.#waiting.get(id) ?? []) left()
    this.#waiting.delete(id)
  }

  /** Nothing can be written any more: what goes on here ends as the next engine will find it. */
  cutOff(): void {
    for (const run of this.all) {
      run.turn('paused', 'crash')
      run.abort()
    }
  }

  /** Every run that uses the service hears of it. `service`: the key of a provider, or a model's ref. */
  alert(alert: { readonly code: string; readonly service: string; readonly message: string }): void {
    for (const run of this.#runs.values()) {
      if (!run.lanes.some(({ model: { ref } }) => ref === alert.service || ref.startsWith(`${alert.service}/`))) continue
      run.alerts.push(alert)
      run.changes.tell()
    }
  }

  /** Resolves when the run is not in memory. */
  untilLeft(id: RunId): Promise<void> {
    if (!this.#runs.has(id)) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), resolve])
    })
  }

  /** One after another for the same run, in the order they were asked. */
  async inTurn<Answer>(id: RunId, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#turns.get(id) ?? Promise.resolve()
    const turn = before.then(work, work)
    this.#turns.set(id, turn)
    try {
      return await turn
    } finally {
      if (this.#turns.get(id) === turn) this.#turns.delete(id)
    }
  }
}
