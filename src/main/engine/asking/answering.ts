import type { FromAsking, ToAsking } from '#engine/questions'
import { openForQuestions } from './open-for-questions.ts'
import { NotAQuestion, readAnswer } from './read-answer.ts'

/** What a process has of the one that started it. */
export interface AskingPort {
  send(message: FromAsking): void
}

type Ask = Extract<ToAsking, { kind: 'ask' }>

/** The whole of a question's process: pages go out one for each that is asked for, so that no more is read than is taken. */
export class Answering {
  readonly #port: AskingPort
  #steps: Generator<FromAsking> | undefined

  constructor(port: AskingPort) {
    this.#port = port
  }

  hear(message: ToAsking): void {
    if (message.kind === 'ask') this.#steps ??= stepsOf(message)
    try {
      const step = this.#steps?.next()
      if (step?.done === false) this.#port.send(step.value)
      if (message.kind === 'ask') this.hear({ kind: 'next' })
    } catch (error) {
      this.#steps = undefined
      this.#port.send({ kind: 'failed', message: wordsOf(error) })
    }
  }
}

function* stepsOf({ file, query, maxRows }: Ask): Generator<FromAsking> {
  const db = openForQuestions(file)
  yield { kind: 'begins' }
  const { columns, pages } = readAnswer(db, query, maxRows)
  yield { kind: 'columns', columns }
  for (;;) {
    const page = pages.next()
    if (page.done === true) {
      yield { kind: 'done', ...page.value }
      return
    }
    yield { kind: 'rows', rows: page.value }
  }
}

/** SQLite's words, or ours; of anything else its text. */
function wordsOf(error: unknown): string {
  if (error instanceof NotAQuestion) return error.message
  return error instanceof Error ? error.message : String(error)
}
