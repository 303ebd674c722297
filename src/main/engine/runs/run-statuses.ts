import type { PauseReason, RunStatus } from '#contract/runs'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** Writes what becomes of runs: for each run in the order it happened, however often the disk refuses. */
export class RunStatuses {
  readonly #ports: Pick<SchedulerPorts, 'storage' | 'clock'>
  readonly #last = new Map<number, Promise<void>>()

  constructor(ports: Pick<SchedulerPorts, 'storage' | 'clock'>) {
    this.#ports = ports
  }

  /** Resolves when it is on disk. */
  save(runId: number, status: RunStatus, pauseReason: PauseReason | null): Promise<void> {
    const { storage, clock } = this.#ports
    const write = async (): Promise<void> => {
      await storage.keep('setRunStatus', { runId, status, pauseReason, atMs: clock.nowMs() })
    }
    const before = this.#last.get(runId)
    const saved = before === undefined ? write() : before.then(write)
    const settled = saved
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(runId) === settled) this.#last.delete(runId)
      })
    this.#last.set(runId, settled)
    return saved
  }

  /** Resolves when what was saved of a run so far is on disk. */
  async settled(runId: number): Promise<void> {
    await this.#last.get(runId)
  }
}
