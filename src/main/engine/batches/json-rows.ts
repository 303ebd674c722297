import { invalidInput } from './input-error.ts'
import { JsonListScanner } from './json-list-scanner.ts'
import { readText } from './read-text.ts'
import { type Row, rowFromJson } from './row.ts'

/** The rows of a file that is one JSON list of objects, read as a stream whatever its size. Errors: INVALID_INPUT naming file and line. */
export async function* readJsonList(file: string): AsyncGenerator<Row> {
  const scanner = new JsonListScanner()
  for await (const piece of readText(file)) {
    for (const { text, line } of scanner.scan(piece)) yield rowFromJson(text, file, line)
    if (scanner.flaw !== undefined) throw invalidInput(file, [{ path: '', ...scanner.flaw }])
  }
  const flaw = scanner.end()
  if (flaw !== undefined) throw invalidInput(file, [{ path: '', ...flaw }])
}
