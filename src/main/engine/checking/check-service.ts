import type { Message } from '#contract/batch'
import type { ProbeChecks } from '#contract/checks'
import type { CostTotal } from '#contract/costs'
import { type CheckThread, openCheckThread, type Question } from '#engine/checks'
import type { Clock, Log } from '#engine/ports'
import type { AnswerToCheck, Storage, WriteInput, WriteName } from '#engine/storage'
import { CheckLine } from './check-line.ts'
import { CheckWork } from './check-work.ts'
import type { RunToCheck } from './checked-run.ts'
import type { Judge } from './judge.ts'

export interface CheckPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly log: Log
  /** The checking thread's entry. */
  readonly threadUrl: URL
  readonly judge: Judge
  readonly conversationOf: (run: RunToCheck, row: AnswerToCheck) => Promise<readonly Message[]>
}

/** `retryMs`: after a write that the disk did not take. */
const policy = { retryMs: 1000, runsAtOnce: 100, shareAtOnce: 500 } as const

export interface CheckListener {
  judged(calls: number, cost: CostTotal | null): void
}

/**
 * Holds the answers of runs against their checks, in a thread of its own. Invariants:
 * 1. An answer is on disk before it is looked at; nobody waits for what checks say of it.
 * 2. What is on disk without a verdict is checked by this engine or the next: in what order answers came does not matter.
 * 3. A run is in line from when it is started, or found unchecked, until it is over and nothing is left to check of it.
 */
export class CheckService {
  readonly #ports: CheckPorts
  readonly #thread: CheckThread
  readonly #work: CheckWork
  readonly #lines = new Map<number, CheckLine>()
  readonly #listeners = new Map<number, CheckListener>()
  readonly #stopping = new AbortController()
  #arrived: number[] = []
  #working: Promise<void> | undefined

  constructor(ports: CheckPorts) {
    this.#ports = ports
    this.#thread = openCheckThread(ports.threadUrl)
    const { storage, judge, log, conversationOf } = ports
    this.#work = new CheckWork({
      ...{ storage, judge, log, conversationOf, thread: this.#thread },
      judged: (run, calls, cost) => this.#listeners.get(run.runId)?.judged(calls, cost),
      settled: () => this.#wake(),
    })
    storage.onWritten((name, input) => this.#notice(name, input))
  }

  /** Goes on with what earlier engines left unchecked. */
  async start(): Promise<void> {
    const { storage } = this.#ports
    for (let afterId: number | undefined = 0; afterId !== undefined; ) {
      const found: number[] = await storage.read('runsToCheck', { afterId, limit: policy.runsAtOnce })
      for (const runId of found) this.#add(runId, true)
      afterId = found.length < policy.runsAtOnce ? undefined : found.at(-1)
    }
    this.#wake()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    for (const line of this.#lines.values()) line.giveUp(new Error('the engine stops'))
    await this.#thread.end()
    await this.#work.allJudged()
    await this.#working
  }

  /** What checks say of answers that belong to no run; null: nothing was asked of that one. */
  async evaluate(questions: readonly Question[]): Promise<(ProbeChecks | null)[]> {
    try {
      return (await this.#thread.ask('evaluate', questions)).map((found) => found?.outcome ?? null)
    } finally {
      if (this.#lines.size === 0) await this.#thread.rest()
    }
  }

  /** Resolves when nothing of the run waits for a judge, and no page of it will be taken up until it is checked anew. */
  async leave(runId: number): Promise<void> {
    this.#lines.delete(runId)
    await this.#working
    await this.#work.judged(runId)
  }

  /** A run is checked as the database has it by now. Resolves when nothing is left to do of it; rejects when the engine stops. */
  async check(runId: number, { rejudge, listener }: { readonly rejudge: boolean; readonly listener: CheckListener }): Promise<void> {
    const line = this.#add(runId, true)
    line.rejudge = rejudge
    line.isBidden = true
    this.#listeners.set(runId, listener)
    this.#wake()
    try {
      await line.rests
    } finally {
      line.rejudge = false
      line.isBidden = false
      this.#listeners.delete(runId)
    }
  }

  /** Whether an answer of the run may get a verdict without anybody asking for it. What is done for another run counts: nobody knows what comes of it. */
  isAtWork(runId: number): boolean {
    if (this.#stopping.signal.aborted) return false
    return this.#working !== undefined || this.#arrived.length > 0 || this.#work.isJudging(runId)
  }

  /** Until nothing is left to do of a run, for now, or the engine stops; never, where nothing was to be done. */
  async untilRest(runId: number): Promise<void> {
    await (this.#lines.get(runId)?.rests.catch(() => undefined) ?? new Promise<never>(() => undefined))
  }

  #add(runId: number, fromStart: boolean): CheckLine {
    const known = this.#lines.get(runId)
    if (known !== undefined) return known
    const line = new CheckLine(this.#ports.storage, runId, fromStart)
    this.#lines.set(runId, line)
    return line
  }

  /** An answer that stands, and a run that begins or ends; everything else is passed over. */
  #notice(name: WriteName, input: unknown): void {
    if (this.#stopping.signal.aborted) return
    if (name === 'setRunStatus') this.#turned(input as WriteInput<'setRunStatus'>)
    else if (this.#lines.size === 0) return
    else if (name === 'settleAttempt') {
      const { probe } = input as WriteInput<'settleAttempt'>
      if (probe?.status === 'succeeded') this.#arrived.push(probe.probeId)
    } else if (name === 'answerFromCache')
      for (const { probeId } of (input as WriteInput<'answerFromCache'>).probes) this.#arrived.push(probeId)
    if (this.#arrived.length > 0) this.#wake()
  }

  #turned({ runId, status }: WriteInput<'setRunStatus'>): void {
    const line = this.#add(runId, false)
    line.isOver = status === 'finished' || status === 'cancelled'
    this.#wake()
  }

  #wake(): void {
    if (this.#stopping.signal.aborted) return
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined
      if (this.#arrived.length > 0 || [...this.#lines.values()].some((line) => line.isReady)) this.#wake()
    })
  }

  /** Until nothing can be done without anybody telling. Runs take turns. */
  async #workOff(): Promise<void> {
    const { signal } = this.#stopping
    for (let isBusy = true; isBusy && !signal.aborted; ) {
      isBusy = false
      await this.#share()
      for (const line of [...this.#lines.values()]) {
        if (signal.aborted) return
        isBusy = (await this.#attend(line)) || isBusy
      }
    }
    if (this.#lines.size === 0) await this.#thread.rest()
  }

  /** Whether it may have more to do. What the disk did not take is tried again: from the first answer on, as nobody knows which are missing. */
  async #attend(line: CheckLine): Promise<boolean> {
    const { log, clock } = this.#ports
    const { signal } = this.#stopping
    try {
      return await this.#step(line)
    } catch (error) {
      if (signal.aborted || this.#ports.storage.lost !== undefined) return false
      log.warn({ area: 'checks', run: line.runId, error: String(error) }, 'what checks said was not written; it is tried again')
      line.again()
      await clock.sleep(policy.retryMs, signal).catch(() => undefined)
      return true
    }
  }

  async #step(line: CheckLine): Promise<boolean> {
    if (line.run === undefined && (await line.open()) === 'nothing') {
      this.#drop(line)
      return false
    }
    if (line.isReady) {
      await line.step(this.#work, this.#stopping.signal)
      return true
    }
    if (this.#work.isJudging(line.runId)) return false
    if (line.isOver) {
      if (await line.close(this.#work)) this.#drop(line)
      else line.again()
      return true
    }
    line.rest()
    return false
  }

  #drop(line: CheckLine): void {
    if (this.#lines.get(line.runId) === line) this.#lines.delete(line.runId)
    line.rest()
  }

  /** Answers that came in go to their runs, as far as these are in line. */
  async #share(): Promise<void> {
    const probeIds = this.#arrived.splice(0, policy.shareAtOnce)
    if (probeIds.length === 0) return
    const found = await this.#ports.storage.read('runsOfProbes', { probeIds }).catch(() => [])
    for (const { probeId, runId } of found) this.#lines.get(runId)?.arrived(probeId)
  }
}
