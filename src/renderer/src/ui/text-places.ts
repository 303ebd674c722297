/** Where a line and column, both counted from 1, are in a text; what is beyond it is at its end. */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return Math.min(text.length, before + Math.min(Math.max(0, column - 1), lines[line - 1]?.length ?? 0))
}

/** What is marked to show a place: the word at its column, or the whole line where no column is told. */
export function markOf(text: string, line: number, column: number | undefined): readonly [from: number, to: number] {
  const from = offsetOf(text, line, column ?? 1)
  const rest = text.slice(from).split('\n', 1)[0] ?? ''
  if (column === undefined) return [from, from + rest.length]
  const word = rest.search(/\W|$/)
  return [from, from + Math.min(rest.length, Math.max(1, word))]
}
