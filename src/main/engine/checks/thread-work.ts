import { createEvaluate, type Evaluated, type Question } from './evaluate.ts'

/** Null: of that one there is nothing to check. */
export type Answers = readonly (Evaluated | null)[]

/** All that the thread can be asked for, by name. */
export function createWork() {
  const evaluate = createEvaluate()
  return {
    /** Holds answers against checks, in their order. */
    evaluate: (questions: readonly Question[]): Answers => questions.map((question) => evaluate(question) ?? null),
  }
}
export type Work = ReturnType<typeof createWork>
