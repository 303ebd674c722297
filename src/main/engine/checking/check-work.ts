import type { Message } from '#contract/batch'
import type { CostTotal } from '#contract/costs'
import type { Answers, CheckThread, Judgement } from '#engine/checks'
import type { Log } from '#engine/ports'
import type { AnswerToCheck, NewVerdict, Storage } from '#engine/storage'
import type { RunToCheck } from './checked-run.ts'
import type { Judge } from './judge.ts'
import { questionOf, undecidedOf, verdictOf } from './verdicts.ts'

export interface WorkPorts {
  readonly storage: Pick<Storage, 'read' | 'write'>
  readonly thread: CheckThread
  readonly judge: Judge
  readonly log: Log
  /** All that was said before an answer was given. */
  readonly conversationOf: (run: RunToCheck, row: AnswerToCheck) => Promise<readonly Message[]>
  /** What a judge was sent and what that came to. */
  readonly judged: (run: RunToCheck, calls: number, cost: CostTotal | null) => void
  /** An answer waits for its judge no more. */
  readonly settled: () => void
}

export interface WorkOptions {
  /** What a judge said before does not count. */
  readonly rejudge: boolean
  /** A person wants it, now. */
  readonly isBidden: boolean
  readonly signal: AbortSignal
}

/** Answers held against checks at a time, and how long they may be together: what one thread hands to another is copied. */
export const pagePolicy = { answers: 100, mostBytes: 2_097_152, judging: 64 } as const

/**
 * Holds answers against checks, a page at a time, and writes what they say. Invariants:
 * 1. What is written of a page is written in one go; judged answers follow when the judge has spoken.
 * 2. At most `pagePolicy.judging` answers wait for a judge.
 * 3. A probe that is being judged is not taken up again, nor one whose judging broke: that is left for the next engine.
 */
export class CheckWork {
  readonly #ports: WorkPorts
  readonly #judging = new Map<number, { readonly runId: number; readonly judged: Promise<void> }>()
  readonly #broken = new Set<number>()

  constructor(ports: WorkPorts) {
    this.#ports = ports
  }

  /** Whether it is with a judge, or will not be taken up by this engine. */
  isOut(probeId: number): boolean {
    return this.#judging.has(probeId) || this.#broken.has(probeId)
  }

  isJudging(runId: number): boolean {
    return this.#judgingOf(runId).length > 0
  }

  /** When nothing of a run waits for a judge any more. */
  async judged(runId: number): Promise<void> {
    await Promise.all(this.#judgingOf(runId))
  }

  async allJudged(): Promise<void> {
    await Promise.all(this.#promises())
  }

  /** Checks the first of these probes of a run, none of which is out; answers with how many it took. */
  async page(run: RunToCheck, probeIds: readonly number[], options: WorkOptions): Promise<number> {
    const { storage } = this.#ports
    const { answers, taken } = await storage.read('answersToCheck', {
      probeIds: probeIds.slice(0, pagePolicy.answers),
      mostBytes: pagePolicy.mostBytes,
    })
    const evaluated = await this.#evaluate(run, answers)
    const verdicts: NewVerdict[] = []
    for (const [index, row] of answers.entries()) {
      const found = evaluated[index]
      if (typeof found === 'string') verdicts.push(undecidedOf(run, row.probeId, found))
      else if (found === null || found === undefined) verdicts.push(verdictOf(run, row.probeId, null))
      else if (found.rubrics.length === 0) verdicts.push(verdictOf(run, row.probeId, found.outcome))
      else await this.#hand(run, row, found, options)
    }
    if (verdicts.length > 0) await storage.write('writeVerdicts', { runId: run.runId, verdicts })
    return taken
  }

  /** A sentence instead of what could not be evaluated. One that breaks the thread breaks it alone. */
  async #evaluate(
    run: RunToCheck,
    rows: readonly AnswerToCheck[],
    judgements?: Readonly<Record<string, Judgement>>,
  ): Promise<(Answers[number] | string)[]> {
    const { thread, log } = this.#ports
    const asked = rows.map((row) => questionOf(run, row, judgements))
    const questions = asked.flatMap((question) => question ?? [])
    let answers: readonly (Answers[number] | string)[]
    try {
      answers = questions.length === 0 ? [] : await thread.ask('evaluate', questions)
    } catch (error) {
      if (rows.length > 1) return (await Promise.all(rows.map((row) => this.#evaluate(run, [row], judgements)))).flat()
      log.error({ area: 'checks', run: run.id, probe: rows[0]?.probeId, error: String(error) }, 'an answer could not be checked')
      answers = ['it could not be checked: its checks broke what checks them']
    }
    let place = -1
    return asked.map((question) => {
      if (question === undefined) return 'its answer was dropped by retention'
      place += 1
      return answers[place] ?? null
    })
  }

  /** To the judge, for whom a place is waited for. */
  async #hand(run: RunToCheck, row: AnswerToCheck, found: NonNullable<Answers[number]>, options: WorkOptions): Promise<void> {
    while (this.#judging.size >= pagePolicy.judging) await Promise.race(this.#promises())
    const judged = this.#judge(run, row, found, options)
      .catch((error: unknown) => {
        if (options.signal.aborted) return
        this.#broken.add(row.probeId)
        this.#ports.log.error({ area: 'checks', run: run.id, probe: row.probeId, error: String(error) }, 'an answer was not judged')
      })
      .finally(() => {
        this.#judging.delete(row.probeId)
        this.#ports.settled()
      })
    this.#judging.set(row.probeId, { runId: run.runId, judged })
  }

  #judgingOf(runId: number): Promise<void>[] {
    return [...this.#judging.values()].flatMap((each) => (each.runId === runId ? [each.judged] : []))
  }

  #promises(): Promise<void>[] {
    return Array.from(this.#judging.values(), ({ judged }) => judged)
  }

  async #judge(
    run: RunToCheck,
    row: AnswerToCheck,
    { rubrics }: NonNullable<Answers[number]>,
    { rejudge, isBidden, signal }: WorkOptions,
  ): Promise<void> {
    const { judge, storage } = this.#ports
    const conversation = await this.#ports.conversationOf(run, row)
    const facts = { run, probeId: row.probeId, conversation, answer: row.answer ?? '', asksAnew: rejudge, isBidden }
    const judgements: Record<string, Judgement> = {}
    for (const rubric of rubrics) {
      const judged = await judge.judge({ ...facts, rubric }, signal)
      if (judged === undefined || signal.aborted) return void this.#broken.add(row.probeId)
      const { judgement, calls, cost } = judged
      judgements[rubric.place] = judgement
      this.#ports.judged(run, calls, cost)
    }
    const [evaluated = null] = await this.#evaluate(run, [row], judgements)
    const verdict =
      typeof evaluated === 'string' ? undecidedOf(run, row.probeId, evaluated) : verdictOf(run, row.probeId, evaluated?.outcome ?? null)
    await storage.write('writeVerdicts', { runId: run.runId, verdicts: [verdict] })
  }
}
