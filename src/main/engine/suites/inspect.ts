import type { Variables } from '#contract/batch'
import type { TargetCheck } from '#contract/batches'
import { type AskedRow, readTargets, suiteOfAsked } from './asked-rows.ts'
import { innerColumns, otherColumns } from './columns.ts'
import { readMessages } from './conversation.ts'
import { readChoices, withChoices } from './inspect-choices.ts'
import type { Notes } from './notes.ts'
import type { SourceRow } from './source-rows.ts'
import type { Fields, Suite } from './suite.ts'
import { isObject, own, shown } from './values.ts'

/**
 * Samples of Inspect: `input`, `target`, `id`, `choices`, `metadata`; `files`, `sandbox` and `setup` have no place here. Unless it is said otherwise an answer passes that holds one of the targets, whatever the
 * case, as the scorer `includes` has it. (inspect.aisi.org.uk/datasets.html, /scorers.html)
 */
export function readInspect(rows: readonly SourceRow[], fields: Fields, check: TargetCheck | undefined, notes: Notes): Suite {
  const names: Names = {
    input: fields.input ?? 'input',
    target: fields.target ?? 'target',
    id: fields.id ?? 'id',
    kind: check ?? 'includes',
  }
  return suiteOfAsked(
    rows.flatMap((row) => readSample(row, names, notes)),
    { input: 'input', target: 'target', kind: names.kind },
  )
}

interface Names {
  readonly input: string
  readonly target: string
  readonly id: string
  readonly kind: TargetCheck
}

const worlds = ['files', 'sandbox', 'setup'] as const

function readSample({ line, values }: SourceRow, names: Names, notes: Notes): AskedRow[] {
  const before = notes.flaws
  const given = own(values, names.input)
  const input = Array.isArray(given) ? readMessages(given, { line, field: names.input }, notes) : given
  if (!Array.isArray(given) && (typeof given !== 'string' || given === ''))
    notes.flaw({ line, field: names.input }, `expected a text, or a list of messages { role, content }, got ${shown(given)}`)
  for (const name of worlds)
    if (hasValue(own(values, name))) notes.lost({ line, field: name }, 'a sample has no files and no machine of its own here')
  const place = { line, field: names.target }
  const choices = readChoices(own(values, 'choices'), { line, field: 'choices' }, notes)
  const targets = readTargets(own(values, names.target), choices === undefined ? names.kind : 'includes', place, notes)
  const columns = columnsOf({ line, values }, names, notes)
  if (notes.flaws > before || (typeof input !== 'string' && !Array.isArray(input))) return []
  if (choices === undefined) return [{ line, columns, input, targets }]
  const chosen = withChoices(input, choices, targets, place, notes)
  return notes.flaws > before ? [] : [{ line, columns: { ...columns, choices: JSON.stringify(choices) }, targets, ...chosen }]
}

function columnsOf({ line, values }: SourceRow, names: Names, notes: Notes): Variables {
  const id = own(values, names.id)
  const metadata = metadataOf(own(values, 'metadata'))
  const known = new Set<string>([
    names.input,
    names.target,
    names.id,
    'input',
    'target',
    'id',
    'choices',
    ...worlds,
    ...(metadata === undefined ? [] : ['metadata']),
  ])
  const others = otherColumns(values, known, line, notes)
  const inner = metadata === undefined ? {} : innerColumns(metadata, 'metadata', new Set([...known, ...Object.keys(others)]), line, notes)
  return { ...(hasValue(id) ? { id: typeof id === 'number' ? id : String(id) } : {}), ...others, ...inner }
}

/** In a csv it stands as JSON text. */
function metadataOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (isObject(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined
  try {
    const read: unknown = JSON.parse(value)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
