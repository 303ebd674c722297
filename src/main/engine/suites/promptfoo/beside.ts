import { extname } from 'node:path'
import type { Notes } from '../notes.ts'
import { csvRows, jsonLines } from '../source-rows.ts'
import { Spot } from '../spot.ts'
import type { SuiteRequest } from '../suite.ts'
import { isObject } from '../values.ts'
import { readYaml } from '../yaml-source.ts'
import { readCsvTest, readTest, type TestCase } from './test-case.ts'

/** Files that a configuration names and that were given with it. */
export class Beside {
  readonly #texts: ReadonlyMap<string, string>

  constructor(given: SuiteRequest['beside'] = []) {
    this.#texts = new Map(given.map(({ file, text }) => [pathOf(file), text]))
  }

  /** The text that a value such as `file://a.txt` stands for; undefined: it stands for none that was given. */
  text(value: unknown): string | undefined {
    return typeof value === 'string' ? this.#texts.get(pathOf(value)) : undefined
  }

  /** The prompts in a file: a conversation, or texts between lines of three dashes. */
  prompts(value: unknown): string[] | undefined {
    const text = this.text(value)
    if (text === undefined) return undefined
    const isDocument = /\.(json|ya?ml)$/i.test(pathOf(String(value)))
    return isDocument ? [text] : text.split(/^---[ \t]*$/m).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  }

  /** A list or map in a file. INVALID_INPUT where it is no YAML or JSON. */
  document(value: unknown): { readonly value: unknown; readonly root: Spot } | undefined {
    const text = this.text(value)
    if (text === undefined) return undefined
    const file = pathOf(String(value))
    const source = readYaml(text, file)
    return { value: source.value, root: source.root.of(file) }
  }

  /** The tests in a file: csv, JSON Lines, JSON or YAML. */
  async tests(value: unknown, notes: Notes): Promise<TestCase[] | undefined> {
    const text = this.text(value)
    if (text === undefined) return undefined
    const file = pathOf(String(value))
    if (extname(file).toLowerCase() === '.csv')
      return (await csvRows(text, file, notes, file)).flatMap((row) => readCsvTest(row, notes, file) ?? [])
    if (/\.(jsonl|ndjson)$/i.test(file))
      return jsonLines(text, file, notes, file).flatMap((row) => readTest(row.values, Spot.ofLine(row.line, file), notes, this) ?? [])
    const read = this.document(value)
    const items = Array.isArray(read?.value) ? read.value : isObject(read?.value) ? [read.value] : []
    return items.flatMap((item, index) => readTest(item, read?.root.in(index) ?? Spot.ofLine(null, file), notes, this) ?? [])
  }
}

function pathOf(value: string): string {
  return value.replace(/^file:\/\//, '').replace(/^\.\//, '')
}
