import type { Evaluate, Evaluated, Question } from './evaluate.ts'

export interface ToCheckThread {
  readonly id: number
  readonly questions: readonly Question[]
}

/** Null: of that one there is nothing to check. */
export type Answers = readonly (Evaluated | null)[]

export type FromCheckThread =
  | { readonly id: number; readonly ok: true; readonly answers: Answers }
  /** A bug: its text. */
  | { readonly id: number; readonly ok: false; readonly message: string }

export function answer({ id, questions }: ToCheckThread, evaluate: Evaluate): FromCheckThread {
  try {
    return { id, ok: true, answers: questions.map((question) => evaluate(question) ?? null) }
  } catch (error) {
    return { id, ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
