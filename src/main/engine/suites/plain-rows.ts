import type { Message, Variables } from '#contract/batch'
import type { TargetCheck } from '#contract/batches'
import { RowChecks } from '#contract/check'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { namesIn } from '#contract/placeholders'
import { nearest, quoted } from '#engine/batches'
import { type AskedRow, readTargets, suiteOfAsked } from './asked-rows.ts'
import { otherColumns } from './columns.ts'
import { readMessages } from './conversation.ts'
import { type Notes, refused } from './notes.ts'
import type { SourceRow } from './source-rows.ts'
import type { Fields, Suite } from './suite.ts'
import { columnName, own, shown, textOf } from './values.ts'

/** Names under which a column is taken for what is asked, or for what the answer is held against, where nobody says which it is; the likeliest first. */
export const usualNames = {
  input: ['input', 'prompt', 'question', 'query', 'instruction', 'problem', 'text'],
  target: [
    'target',
    'ideal',
    'expected',
    'answer',
    'expected_output',
    'output',
    'reference',
    'solution',
    'label',
    'completion',
    'response',
  ],
} as const

/** Plain rows: one column is what is asked, one may be what the answer is held against; any other comes along. INVALID_INPUT where no column can be what is asked. */
export function readPlainRows(
  rows: readonly SourceRow[],
  fields: Fields,
  check: TargetCheck | undefined,
  notes: Notes,
  file: string,
): Suite {
  const columns = [...new Set(rows.slice(0, 1000).flatMap(({ values }) => Object.keys(values)))]
  const hasOwn = rows.length > 0 && rows.every(({ values }) => typeof own(values, messagesColumn) === 'string')
  const input = fields.input ?? (hasOwn ? undefined : usualNames.input.find((name) => columns.includes(name)))
  const target = fields.target ?? usualNames.target.find((name) => columns.includes(name) && name !== input)
  if (input === undefined && !hasOwn) throw noInput(columns, file)
  for (const [what, name] of Object.entries({ ...fields }))
    if (name !== undefined && !columns.includes(name)) throw unknownField(what, name, columns, file)
  say(fields, { input, target }, notes)
  const kind = check ?? 'includes'
  const names = {
    input: input === undefined ? 'input' : placeable(input),
    target: target === undefined ? 'target' : placeable(target),
    kind,
  }
  return suiteOfAsked(
    rows.flatMap((row) => readRow(row, { input, target, id: fields.id }, kind, notes)),
    names,
  )
}

function readRow({ line, values }: SourceRow, { input, target, id }: Fields, kind: TargetCheck, notes: Notes): AskedRow[] {
  const before = notes.flaws
  const messages = messagesIn(own(values, messagesColumn), line, notes)
  const checks = checksIn(own(values, checksColumn), line, notes)
  const asked = input === undefined ? '' : textOf(own(values, input))
  if (messages === undefined && asked === '' && notes.flaws === before)
    notes.flaw({ line, field: input ?? '' }, `expected a text, got ${shown(input === undefined ? undefined : own(values, input))}`)
  const targets = target === undefined ? [] : readTargets(own(values, target), kind, { line, field: target }, notes)
  const taken = new Set([messagesColumn, checksColumn, ...[input, target, id].filter((name) => name !== undefined)])
  const columns = otherColumns(values, taken, line, notes)
  if (notes.flaws > before) return []
  const named: Variables = id === undefined ? columns : { id: textOf(own(values, id)), ...columns }
  return [{ line, columns: named, input: messages ?? asked, targets, ...checks }]
}

function messagesIn(value: unknown, line: number | null, notes: Notes): Message[] | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const read = typeof value === 'string' ? jsonOf(value) : value
  if (Array.isArray(read)) return readMessages(read, { line, field: messagesColumn }, notes)
  notes.flaw({ line, field: messagesColumn }, `expected a list of messages { role, content } as JSON, got ${shown(value)}`)
  return undefined
}

function checksIn(value: unknown, line: number | null, notes: Notes): Pick<AskedRow, 'checks' | 'passWhen'> {
  if (value === undefined || value === null || value === '') return {}
  const read = RowChecks.safeParse(typeof value === 'string' ? jsonOf(value) : value)
  if (read.success) return Array.isArray(read.data) ? { checks: read.data } : read.data
  notes.flaw({ line, field: checksColumn }, `expected a list of checks as JSON, got ${shown(value)}`)
  return {}
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A name that can stand in double braces. */
function placeable(column: string): string {
  const name = columnName(column)
  return namesIn([`{{${name}}}`])[0] === name ? name : name.replaceAll(/[^\p{L}\p{N}_]+/gu, '_')
}

function say(fields: Fields, { input, target }: Fields, notes: Notes): void {
  if (fields.input === undefined && input !== undefined && input !== 'input')
    notes.changed({ line: null, field: input }, 'taken for what is asked: the field "input" may name another column')
  if (fields.target === undefined && target !== undefined && target !== 'target')
    notes.changed({ line: null, field: target }, 'taken for what the answer is held against: the field "target" may name another column')
}

function noInput(columns: readonly string[], file: string): Error {
  const has = columns.length === 0 ? 'it has none' : `it has ${columns.slice(0, 20).map(quoted).join(', ')}`
  return refused(file, `no column says what is asked, and ${has}: the field "input" names it (--field input=COLUMN)`, { path: 'input' })
}

function unknownField(what: string, name: string, columns: readonly string[], file: string): Error {
  const near = nearest(name, columns)
  return refused(file, `there is no column ${quoted(name)}${near === undefined ? '' : `: did you mean ${quoted(near)}?`}`, {
    path: `fields.${what}`,
  })
}
