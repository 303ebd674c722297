import path from 'node:path'
import type { SqlPart } from '#contract/sql'
import { AppError } from '#engine/failure'
import type { Clock, QuestionProcess, StartQuestionProcess } from '#engine/ports'
import type { FromAsking, ToAsking } from './messages.ts'

export interface QuestionPorts {
  readonly workspace: string
  readonly clock: Clock
  readonly start: StartQuestionProcess
}

export interface Question {
  readonly query: string
  readonly maxRows: number
  readonly timeoutMs: number
}

/** A process that does not even begin by then never will. */
const beginsWithinMs = 30_000

/**
 * Questions in SQL. Invariants:
 * 1. Each has a process of its own, which is gone when its answer is, however that came about.
 * 2. A process is ended when the question takes longer than it may, with the signal, and when the engine stops.
 * 3. No page is read before the last was taken.
 */
export class QuestionService {
  readonly #ports: QuestionPorts
  readonly #processes = new Set<QuestionProcess>()

  constructor(ports: QuestionPorts) {
    this.#ports = ports
  }

  /** INVALID_INPUT in SQLite's words or ours, for what it does not understand, what writes, and what takes longer than it may. */
  async *run({ query, maxRows, timeoutMs }: Question, signal: AbortSignal): AsyncGenerator<SqlPart> {
    const { workspace, clock, start } = this.#ports
    const process = start()
    this.#processes.add(process)
    const over = new AbortController()
    const end = () => process.kill()
    signal.addEventListener('abort', end)
    try {
      const said = new Said(process)
      process.send({ kind: 'ask', file: path.join(workspace, 'assay.db'), query, maxRows } satisfies ToAsking)
      const lateStart = killAfter(process, clock, beginsWithinMs, over.signal)
      let late = lateStart
      const startedMs = clock.monotonicMs()
      for (;;) {
        const message = signal.aborted ? undefined : await said.next()
        signal.throwIfAborted()
        if (message === undefined) throw refused(sayEnded(late.isLate && late !== lateStart ? timeoutMs : undefined))
        if (message.kind === 'failed') throw refused(message.message)
        if (message.kind === 'begins') late = killAfter(process, clock, timeoutMs, over.signal)
        else {
          yield partOf(message, clock.monotonicMs() - startedMs)
          if (message.kind === 'done') return
          process.send({ kind: 'next' } satisfies ToAsking)
        }
      }
    } finally {
      over.abort()
      signal.removeEventListener('abort', end)
      process.kill()
      this.#processes.delete(process)
    }
  }

  stop(): void {
    for (const process of this.#processes) process.kill()
  }
}

/** What a process says, in order; undefined from its end on. */
class Said {
  readonly #messages: FromAsking[] = []
  #isOver = false
  #wake: () => void = () => undefined

  constructor(process: QuestionProcess) {
    process.onMessage((message) => {
      this.#messages.push(message as FromAsking)
      this.#wake()
    })
    process.onEnd(() => {
      this.#isOver = true
      this.#wake()
    })
  }

  async next(): Promise<FromAsking | undefined> {
    while (this.#messages.length === 0 && !this.#isOver)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this.#messages.shift()
  }
}

function killAfter(process: QuestionProcess, clock: Clock, ms: number, signal: AbortSignal): { isLate: boolean } {
  const late = { isLate: false }
  clock.sleep(ms, signal).then(
    () => {
      late.isLate = true
      process.kill()
    },
    () => undefined,
  )
  return late
}

function partOf(message: Extract<FromAsking, { kind: 'columns' | 'rows' | 'done' }>, elapsedMs: number): SqlPart {
  if (message.kind === 'columns') return { part: 'columns', columns: [...message.columns] }
  if (message.kind === 'rows') return { part: 'rows', rows: message.rows.map((row) => [...row]) }
  return { part: 'done', rows: message.rows, isCut: message.isCut, elapsedMs }
}

function sayEnded(timeoutMs: number | undefined): string {
  return timeoutMs === undefined
    ? 'its process ended before it had answered; it may have needed more memory than there is'
    : `it took longer than ${timeoutMs / 1000} s, and was ended`
}

function refused(message: string): AppError {
  return new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'query', message }] })
}
