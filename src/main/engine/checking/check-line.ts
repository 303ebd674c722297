import type { Storage } from '#engine/storage'
import type { CheckWork } from './check-work.ts'
import { checksOf, labelRun, type RunToCheck, toCheck } from './checked-run.ts'

const scanPage = 500

/**
 * One run's answers in line to be checked, from when it is noticed until nothing is left to check of it.
 * What is on disk decides: keys of answers that come in meanwhile are a hint, and at the end the run is passed over once more.
 */
export class CheckLine {
  readonly runId: number
  /** It ended: no answer comes any more. */
  isOver = false
  /** What a judge said before does not count. */
  rejudge = false
  /** A person wants it checked, now. */
  isBidden = false
  readonly #storage: Pick<Storage, 'read' | 'write'>
  #run: RunToCheck | undefined
  #rest = nextRest()
  #arrived = new Set<number>()
  /** From where it is to be passed over; null: it was. */
  #scanAfter: number | null

  /** `fromStart`: there may be answers that nobody told of. */
  constructor(storage: Pick<Storage, 'read' | 'write'>, runId: number, fromStart: boolean) {
    this.#storage = storage
    this.runId = runId
    this.#scanAfter = fromStart ? 0 : null
  }

  get run(): RunToCheck | undefined {
    return this.#run
  }

  /** Until nothing is left to do of it, for now; rejects when it is given up. */
  get rests(): Promise<void> {
    return this.#rest.promise
  }

  rest(): void {
    this.#rest.resolve()
    this.#rest = nextRest()
  }

  giveUp(reason: Error): void {
    this.#rest.reject(reason)
  }

  arrived(probeId: number): void {
    this.#arrived.add(probeId)
  }

  /** From the first answer on, once more. */
  again(): void {
    this.#scanAfter = 0
  }

  /** Something can be done without anybody telling. */
  get isReady(): boolean {
    return this.#run === undefined || this.#arrived.size > 0 || this.#scanAfter !== null
  }

  /** Looks what there is to check. `nothing`: there is nothing, and never will be. */
  async open(): Promise<'ready' | 'nothing'> {
    const row = await this.#storage.read('findCheckedRun', { runId: this.runId })
    if (row === undefined || row.checking === 0) return 'nothing'
    if (row.status === 'finished' || row.status === 'cancelled') {
      this.isOver = true
      this.#scanAfter ??= 0
    }
    if (row.checking === 3) {
      const { labels, rowsHaveOwn } = await labelRun(this.#storage, this.runId, checksOf(row))
      if (labels.length === 0 && !rowsHaveOwn) {
        await this.#storage.write('endChecking', { runId: this.runId, from: 3 }).catch(() => undefined)
        return 'nothing'
      }
      await this.#storage.write('beginChecking', { runId: this.runId, labels, rowsHaveOwn, changedAtMs: null, takesBack: false })
      this.#run = { ...toCheck(row), labels }
      return 'ready'
    }
    if (row.checking === 2) await this.#takeBack()
    this.#run = toCheck(row)
    return 'ready'
  }

  /** A page of it. */
  async step(work: CheckWork, signal: AbortSignal): Promise<void> {
    if (this.#run === undefined) return
    const probeIds = (await this.#next()).filter((id) => !work.isOut(id))
    for (let done = 0; done < probeIds.length && !signal.aborted; )
      done += await work.page(this.#run, probeIds.slice(done), { rejudge: this.rejudge, isBidden: this.isBidden, signal })
  }

  async #next(): Promise<readonly number[]> {
    if (this.#arrived.size > 0) {
      const ids = [...this.#arrived].slice(0, scanPage)
      for (const id of ids) this.#arrived.delete(id)
      return ids
    }
    if (this.#scanAfter === null) return []
    const ids = await this.#storage.read('uncheckedProbes', { runId: this.runId, afterId: this.#scanAfter, limit: scanPage })
    this.#scanAfter = ids.length < scanPage ? null : (ids.at(-1) ?? null)
    return ids
  }

  async #takeBack(): Promise<void> {
    for (let afterId: number | null = 0; afterId !== null; ) {
      const { next }: { next: number | null } = await this.#storage.write('takeBackVerdicts', { runId: this.runId, afterId })
      afterId = next
    }
    this.#scanAfter = 0
  }

  /** It is over, and all of it was passed over and judged. False: something was left after all. */
  async close(work: CheckWork): Promise<boolean> {
    const left = await this.#storage.read('uncheckedProbes', { runId: this.runId, afterId: 0, limit: scanPage })
    if (left.some((id) => !work.isOut(id))) return false
    if (left.length === 0) await this.#storage.write('endChecking', { runId: this.runId, from: 1 })
    return true
  }
}

/** Nobody may be waiting for it. */
function nextRest(): PromiseWithResolvers<void> {
  const rest = Promise.withResolvers<void>()
  rest.promise.catch(() => undefined)
  return rest
}
