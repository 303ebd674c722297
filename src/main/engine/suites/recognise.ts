import { extname } from 'node:path'
import type { SuiteFormat } from '#contract/batches'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import type { SourceRow } from './source-rows.ts'

/** How a file is written, by what it begins with, else by its name. */
export type Writing = 'zip' | 'parquet' | 'csv' | 'jsonl' | 'json' | 'yaml'

/** `bytes`: of a binary file. */
export function writingOf(file: string, text: string | undefined, bytes: Uint8Array | undefined): Writing {
  const extension = extname(file).toLowerCase()
  if (bytes !== undefined) {
    const mark = String.fromCharCode(...bytes.subarray(0, 4))
    if (mark === 'PAR1') return 'parquet'
    if (mark === 'PK\u0003\u0004' || mark === 'PK\u0005\u0006') return 'zip'
    return extension === '.parquet' ? 'parquet' : 'zip'
  }
  if (extension === '.csv') return 'csv'
  if (extension === '.jsonl' || extension === '.ndjson') return 'jsonl'
  if (extension === '.yaml' || extension === '.yml') return 'yaml'
  return writingOfText(text ?? '')
}

function writingOfText(text: string): Writing {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (start.startsWith('[')) return 'json'
  if (!start.startsWith('{')) return /^[\w$-]+:(\s|$)/m.test(start.slice(0, 10_000)) && !/^[^\n]*,/.test(start) ? 'yaml' : 'csv'
  return isObjectALine(start) ? 'jsonl' : 'json'
}

/** Whether its first line is a whole object and another begins after it. */
function isObjectALine(start: string): boolean {
  const end = start.indexOf('\n')
  const first = (end === -1 ? start : start.slice(0, end)).trim()
  if (!first.endsWith('}') || (end !== -1 && !/^\s*(\{|$)/.test(start.slice(end)))) return false
  try {
    JSON.parse(first)
    return end !== -1
  } catch {
    return false
  }
}

/** Whose rows they are, by the names of their columns. */
export function formatOfRows(rows: readonly SourceRow[]): Exclude<SuiteFormat, 'package'> {
  const columns = new Set(rows.slice(0, 100).flatMap(({ values }) => Object.keys(values)))
  const has = (...names: readonly string[]) => names.some((name) => columns.has(name))
  if (has(messagesColumn, checksColumn)) return 'rows'
  if (
    has('vars', 'assert') ||
    [...columns].some((name) => /^__(expected\d*|prefix|suffix|description|threshold|metric|metadata:.*)$/.test(name))
  )
    return 'promptfoo'
  if (has('input') && has('ideal')) return 'openai-evals'
  return has('input') && (has('target', 'choices', 'metadata') || columns.size === 1) ? 'inspect' : 'rows'
}
