import type { Variables } from '#contract/batch'
import { innerColumns } from '../columns.ts'
import type { Notes } from '../notes.ts'
import type { SourceRow } from '../source-rows.ts'
import { Spot } from '../spot.ts'
import { isObject, type Json, own, shown } from '../values.ts'
import { type Assertion, assertionOfText, readAssertions } from './assertion.ts'
import type { Beside } from './beside.ts'
import { sayOthers, whereFilesAre } from './others.ts'

/** One of promptfoo's tests. `columns`: what describes it and is not sent. */
export interface TestCase {
  readonly spot: Spot
  readonly vars: Json
  readonly assertions: readonly Assertion[]
  readonly threshold: number | undefined
  readonly prefix: string | undefined
  readonly suffix: string | undefined
  readonly isExpanded: boolean
  readonly columns: Variables
}

export const noTest: Omit<TestCase, 'spot'> = {
  ...{ vars: {}, assertions: [], threshold: undefined, prefix: undefined, suffix: undefined, isExpanded: true, columns: {} },
}

/** A test as an object; undefined, and noted, where it is none. */
export function readTest(value: unknown, spot: Spot, notes: Notes, beside: Beside): TestCase | undefined {
  const before = notes.flaws
  if (!isObject(value)) {
    notes.flaw(spot, `expected a test { vars, assert }, got ${shown(value)}: ${whereFilesAre}`)
    return undefined
  }
  if (own(value, 'path') !== undefined && own(value, 'vars') === undefined && own(value, 'assert') === undefined) {
    notes.flaw(spot.in('path'), 'expected a test { vars, assert }: code that makes tests is never run')
    return undefined
  }
  sayOthers(value, ['vars', 'assert', 'threshold', 'options', 'description', 'metadata'], spot, notes)
  const vars = readVars(own(value, 'vars'), spot.in('vars'), notes, beside)
  const options = own(value, 'options')
  const metadata = own(value, 'metadata')
  if (isObject(options)) sayOthers(options, ['prefix', 'suffix', 'disableVarExpansion'], spot.in('options'), notes)
  const description = own(value, 'description')
  const test: TestCase = {
    spot,
    vars,
    assertions: readAssertions(own(value, 'assert'), spot.in('assert'), notes, beside),
    threshold: shareOf(own(value, 'threshold'), spot.in('threshold'), notes),
    prefix: isObject(options) ? textIn(own(options, 'prefix')) : undefined,
    suffix: isObject(options) ? textIn(own(options, 'suffix')) : undefined,
    isExpanded: !(isObject(options) && own(options, 'disableVarExpansion') === true),
    columns: described(vars, description, isObject(metadata) ? metadata : {}, spot, notes),
  }
  return notes.flaws > before ? undefined : test
}

/** A test as a row of a csv: columns are its variables, but for those that begin with two underscores. */
export function readCsvTest({ line, values }: SourceRow, notes: Notes, file?: string): TestCase | undefined {
  const before = notes.flaws
  const spot = Spot.ofLine(line, file)
  const entries = Object.entries(values).map(([name, value]) => [name, String(value ?? '')] as const)
  const vars = Object.fromEntries(entries.filter(([name]) => !name.startsWith('__')))
  const named = (name: string) => entries.find(([key, value]) => key === name && value !== '')?.[1]
  const metadata = entries.flatMap(([name, value]) =>
    name.startsWith('__metadata:') && value !== '' ? [[name.slice(11), value] as const] : [],
  )
  const metric = named('__metric')
  const assertions = entries.flatMap(([name, value]) => {
    if (!/^__expected\d*$/.test(name) || value.trim() === '') return []
    return [{ ...assertionOfText(value.trim(), spot.in(name)), name: metric }]
  })
  for (const [name, value] of entries)
    if (name.startsWith('__') && value !== '' && !/^__(expected\d*|prefix|suffix|description|threshold|metric|metadata:.+)$/.test(name))
      notes.lost(spot.in(name), name === '__providerOutput' ? 'an answer that is already there is not sent for' : 'it has no place here')
  const test: TestCase = {
    spot,
    vars,
    assertions,
    threshold: shareOf(named('__threshold'), spot.in('__threshold'), notes),
    prefix: named('__prefix'),
    suffix: named('__suffix'),
    isExpanded: false,
    columns: described(vars, named('__description'), Object.fromEntries(metadata), spot, notes),
  }
  return notes.flaws > before ? undefined : test
}

function readVars(value: unknown, spot: Spot, notes: Notes, beside: Beside): Json {
  if (value === undefined || value === null) return {}
  const vars = typeof value === 'string' ? beside.document(value)?.value : value
  if (!isObject(vars)) {
    notes.flaw(spot, `expected variables by name, got ${shown(value)}: ${whereFilesAre}`)
    return {}
  }
  return Object.fromEntries(
    Object.entries(vars).map(([name, inner]) => {
      const text = beside.text(inner)
      if (text === undefined && typeof inner === 'string' && inner.startsWith('file://'))
        notes.flaw(spot.in(name), `expected a value, got ${shown(inner)}: ${whereFilesAre}`)
      return [name, text !== undefined && String(inner).startsWith('file://') ? text.trim() : inner]
    }),
  )
}

function described(vars: Json, description: unknown, metadata: Json, spot: Spot, notes: Notes): Variables {
  const taken = new Set([...Object.keys(vars), 'description', 'prompt_name'])
  const inner = innerColumns(metadata, 'metadata', taken, spot.line, notes)
  if (typeof description !== 'string' || description === '') return inner
  if (!Object.hasOwn(vars, 'description')) return { description, ...inner }
  notes.lost(spot.in('description'), 'there is a variable of that name')
  return inner
}

/** The share of the weights that must pass. */
function shareOf(value: unknown, spot: Spot, notes: Notes): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const share = Number(value)
  if (share >= 0 && share <= 1) return share
  notes.flaw(spot, `expected a share from 0 to 1, got ${shown(value)}`)
  return undefined
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
