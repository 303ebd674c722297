import { type Notes, refused } from '../notes.ts'
import type { SourceRow } from '../source-rows.ts'
import { Spot } from '../spot.ts'
import type { Fields, Suite, SuiteRequest } from '../suite.ts'
import { columnName, isObject, type Json, own, shown } from '../values.ts'
import type { YamlSource } from '../yaml-source.ts'
import { assemble } from './assemble.ts'
import { Beside } from './beside.ts'
import { sayOthers } from './others.ts'
import { type NamedPrompt, readPrompts } from './prompts.ts'
import { readProviders } from './providers.ts'
import { noTest, readCsvTest, readTest, type TestCase } from './test-case.ts'

/** A configuration of promptfoo, or a list of its tests, in YAML or JSON. (promptfoo.dev/docs/configuration/reference) */
export async function readPromptfoo(source: YamlSource, request: SuiteRequest, notes: Notes): Promise<Suite> {
  const { fields, file } = request
  const beside = new Beside(request.beside)
  const { value, root } = source
  if (Array.isArray(value)) return ofTests(await readTests(value, root, notes, beside), fields, file, notes)
  if (!isObject(value)) throw refused(file, `expected prompts, providers and tests, got ${shown(value)}`)
  const carried = ['$schema', 'description', 'prompts', 'providers', 'targets', 'tests', 'defaultTest', 'evaluateOptions']
  sayOthers(value, carried, root, notes)
  const prompts = readPrompts(own(value, 'prompts'), root.in('prompts'), notes, beside)
  const shared = readShared(own(value, 'defaultTest'), root.in('defaultTest'), notes, beside)
  const given = own(value, 'tests')
  const tests =
    given === undefined || given === null ? [{ ...noTest, spot: root }] : await readTests(given, root.in('tests'), notes, beside)
  const key = own(value, 'providers') === undefined ? 'targets' : 'providers'
  const description = own(value, 'description')
  const suite = prompts.length === 0 ? ofTests(tests, fields, file, notes, shared) : assemble(prompts, tests, shared, notes)
  return {
    ...suite,
    ...optionsOf(own(value, 'evaluateOptions'), root.in('evaluateOptions'), notes),
    name: typeof description === 'string' && description.trim() !== '' ? description.trim().slice(0, 200) : undefined,
    models: readProviders(own(value, key), root.in(key), notes),
  }
}

/** Tests of promptfoo in a csv, or one object a line. */
export function readPromptfooRows(rows: readonly SourceRow[], fields: Fields, file: string, notes: Notes, isCsv: boolean): Suite {
  const tests = rows.flatMap(
    (row) => (isCsv ? readCsvTest(row, notes) : readTest(row.values, Spot.ofLine(row.line), notes, new Beside())) ?? [],
  )
  return ofTests(tests, fields, file, notes)
}

export function isPromptfoo({ value }: YamlSource): boolean {
  const isTest = (item: unknown) => isObject(item) && (own(item, 'vars') !== undefined || own(item, 'assert') !== undefined)
  if (Array.isArray(value)) return value.some(isTest)
  return (
    isObject(value) && ['prompts', 'providers', 'targets', 'tests', 'defaultTest'].filter((key) => own(value, key) !== undefined).length > 1
  )
}

/** Tests without a prompt: it is made of their variables, and a person is told. */
function ofTests(
  tests: readonly TestCase[],
  { input }: Fields,
  file: string,
  notes: Notes,
  shared: TestCase = { ...noTest, spot: Spot.ofLine(null) },
): Suite {
  const names = [...new Set(tests.flatMap(({ vars }) => Object.keys({ ...shared.vars, ...vars })))].map(columnName)
  if (input !== undefined && !names.includes(input)) throw refused(file, `there is no column ${shown(input)}`, { path: 'fields.input' })
  if (names.length === 0 && notes.flaws === 0) throw refused(file, 'it has neither a prompt nor variables', { path: 'prompts' })
  const content = input === undefined ? names.map((name) => `${name}: {{${name}}}`).join('\n') : `{{${input}}}`
  notes.changed(
    { line: null, field: 'prompts' },
    input === undefined
      ? 'the file has no prompt: one is made of all its variables, for you to rewrite'
      : 'the file has no prompt: it is what this column says',
  )
  const prompt: NamedPrompt = { name: 'prompt 1', messages: [{ role: 'user', content }] }
  return assemble([prompt], tests, shared, notes)
}

/** In place, or in files that were given with it. */
async function readTests(value: unknown, spot: Spot, notes: Notes, beside: Beside): Promise<TestCase[]> {
  const tests: TestCase[] = []
  for (const [index, item] of (Array.isArray(value) ? value : [value]).entries()) {
    const at = Array.isArray(value) ? spot.in(index) : spot
    const inFile = await beside.tests(item, notes)
    const test = inFile === undefined ? readTest(item, at, notes, beside) : undefined
    tests.push(...(inFile ?? []), ...(test === undefined ? [] : [test]))
  }
  return tests
}

function readShared(value: unknown, spot: Spot, notes: Notes, beside: Beside): TestCase {
  const read = beside.document(value) ?? { value, root: spot }
  const none = { ...noTest, spot }
  return read.value === undefined || read.value === null ? none : (readTest(read.value, read.root, notes, beside) ?? none)
}

function optionsOf(value: unknown, spot: Spot, notes: Notes): Pick<Suite, 'samples' | 'maxParallel' | 'cache'> {
  if (!isObject(value)) return {}
  sayOthers(value, ['repeat', 'maxConcurrency', 'cache'], spot, notes)
  return {
    samples: wholeOf(value, 'repeat', 100_000, spot, notes),
    maxParallel: wholeOf(value, 'maxConcurrency', 10_000, spot, notes),
    cache: own(value, 'cache') === true,
  }
}

function wholeOf(value: Json, name: string, most: number, spot: Spot, notes: Notes): number | undefined {
  const given = own(value, name)
  if (given === undefined || given === null) return undefined
  if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= most) return given
  notes.flaw(spot.in(name), `expected a whole number from 1 to ${most}, got ${shown(given)}`)
  return undefined
}
