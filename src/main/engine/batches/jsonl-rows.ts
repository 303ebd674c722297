import { invalidInput } from './input-error.ts'
import { readText } from './read-text.ts'
import { maxRowLength, type Row, rowFromJson } from './row.ts'

/** The rows of a file with one JSON object a line; blank lines are passed over. Errors: INVALID_INPUT naming file and line. */
export async function* readJsonLines(file: string): AsyncGenerator<Row> {
  let line = 0
  for await (const text of linesOf(readText(file), file)) {
    line += 1
    if (text.trim() !== '') yield rowFromJson(text, file, line)
  }
}

async function* linesOf(pieces: AsyncIterable<string>, file: string): AsyncGenerator<string> {
  let rest = ''
  let line = 1
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    line += lines.length
    if (rest.length > maxRowLength)
      throw invalidInput(file, [{ path: '', line, message: 'this line is longer than 4 MiB: expected one JSON object a line' }])
    yield* lines
  }
  yield rest
}
