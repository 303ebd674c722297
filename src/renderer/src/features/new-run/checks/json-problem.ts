import type { TextProblem } from '#renderer/ui'

/** Why a text is no JSON object, with the line where the reader stopped, if it says so; undefined: it is one. */
export function jsonProblem(text: string): TextProblem | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? undefined : { words: 'Expected a schema, such as { "type": "object" }.' }
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const [, line, column] = /line (\d+) column (\d+)/.exec(said) ?? []
    const words = `Not JSON${line === undefined ? '' : ` at line ${line}`}: ${said.replace(/^JSON\.parse: /, '').replace(/, (\.\.\.)?".*$| (in JSON )?at (position|line).*$/s, '')}.`
    return line === undefined ? { words } : { words, line: Number(line), column: Number(column) }
  }
}
