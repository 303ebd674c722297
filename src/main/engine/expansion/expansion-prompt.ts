import type { ExpansionOrder } from '#contract/batches'
import type { Variables } from '#contract/scenarios'
import type { PromptMessage } from '#engine/ports'
import { keyOf } from './row-schema.ts'

/** Of rows that are there already so many are named, the newest; and no more characters of them than that. */
const maxNamed = 100
const maxNamedChars = 20_000

const system = `You write rows of a dataset that a language model will be measured with. Each row is a case of its own: realistic, correct in itself, and plainly different from every other row.
Answer with JSON of the given schema and nothing else: an object whose "rows" has exactly as many rows as are asked for.`

/** What is asked for one portion. `earlier`: rows that are there already, oldest first. */
export function portionPrompt(order: ExpansionOrder, count: number, earlier: readonly Variables[]): readonly PromptMessage[] {
  const columns = order.columns.map((column, index) => `- ${keyOf(column, index)}: ${describe(column)}`)
  const parts = [
    order.instruction,
    `Columns of each row:\n${columns.join('\n')}`,
    ...section('Rows to be like, and not to be repeated', order.examples, order),
    ...section('Rows that are there already: write others', earlier.slice(-maxNamed), order),
    `Write ${count} rows.`,
  ]
  return [
    { role: 'system', content: system },
    { role: 'user', content: parts.join('\n\n') },
  ]
}

function describe({ name, about, type, oneOf }: ExpansionOrder['columns'][number]): string {
  const words = about === '' ? name : about
  return `${words} (${oneOf === undefined ? type : `one of ${oneOf.map((value) => JSON.stringify(value)).join(', ')}`})`
}

function section(title: string, rows: readonly Variables[], { columns }: ExpansionOrder): string[] {
  const lines: string[] = []
  let chars = 0
  for (const row of rows.toReversed()) {
    const line = JSON.stringify(Object.fromEntries(columns.map((column, index) => [keyOf(column, index), row[column.name] ?? null])))
    chars += line.length
    if (chars > maxNamedChars) break
    lines.unshift(line)
  }
  return lines.length === 0 ? [] : [`${title}:\n${lines.join('\n')}`]
}
