import { z } from 'zod'
import { Variable } from '#contract/scenarios'
import { UsageError } from '../errors.ts'
import { readTextFile } from '../files.ts'

/** An answer that was recorded, with the row its checks are filled in from. `line` from 1. */
export interface RecordedAnswer {
  readonly line: number
  readonly answer: string
  readonly variables: Record<string, z.infer<typeof Variable>>
}

const Line = z.looseObject({ answer: z.string() })

/** JSON Lines, each `{"answer": …}` and the columns of its row; empty lines are passed over. Throws UsageError naming the line. */
export async function readAnswers(file: string): Promise<RecordedAnswer[]> {
  const lines = (await readTextFile(file)).replace(/^\uFEFF/, '').split('\n')
  const answers = lines.flatMap((text, index) => (text.trim() === '' ? [] : [answerOf(text, index + 1, file)]))
  if (answers.length === 0) throw new UsageError(`${file}: expected a line such as {"answer": "Paris", "capital": "Paris"}, found none.`)
  return answers
}

function answerOf(text: string, line: number, file: string): RecordedAnswer {
  const { answer, ...row } = readLine(text, line, file)
  return { line, answer, variables: Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])) }
}

function readLine(text: string, line: number, file: string): z.infer<typeof Line> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`${file}, line ${line}: this is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = Line.safeParse(value)
  if (!read.success)
    throw new UsageError(`${file}, line ${line}, answer: expected a text, such as {"answer": "Paris", "capital": "Paris"}.`)
  return read.data
}

/** A list or map stands as its own JSON text, as in a dataset. */
function cellOf(value: unknown): z.infer<typeof Variable> {
  const read = Variable.safeParse(value)
  return read.success ? read.data : JSON.stringify(value)
}
