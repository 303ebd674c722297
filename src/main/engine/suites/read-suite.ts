import { basename, extname } from 'node:path'
import type { SuiteFormat } from '#contract/batches'
import { assertNever } from '#contract/errors'
import { batchOfSuite } from './batch-of-suite.ts'
import { readInspect } from './inspect.ts'
import { Notes, refused } from './notes.ts'
import { readOpenAiEvals } from './openai-evals.ts'
import { readPlainRows } from './plain-rows.ts'
import { formatOfRows, type Writing, writingOf } from './recognise.ts'
import { csvRows, jsonLines, jsonList, type SourceRow } from './source-rows.ts'
import type { ReadSuite, Suite, SuiteRequest } from './suite.ts'

/**
 * A suite of another tool as a batch, and the list of what does not come along. Reads the text that it is given and nothing else.
 * Errors: INVALID_INPUT naming line and field: what it is not, or what in it is flawed where `partial` does not allow it.
 */
export async function readSuite(request: SuiteRequest): Promise<ReadSuite> {
  const notes = new Notes()
  const bytes = request.base64 === undefined ? undefined : Buffer.from(request.base64, 'base64')
  const writing = writingOf(request.file, request.text, bytes)
  const { format, suite } = await read(writing, request, bytes, notes)
  if (!request.partial) notes.refuseFlaws(request.file)
  const name = request.name ?? suite.name ?? nameOf(request.file)
  const { batch, checks } = batchOfSuite(suite, name, request.file, request.partial ? new Notes() : notes)
  const prompts = Array.isArray(batch.dataset) ? batch.dataset.length : 1
  return { format, batch, prompts, checks, notCarried: notes.list(), models: suite.models ?? [], package: null }
}

async function read(
  writing: Writing,
  request: SuiteRequest,
  bytes: Buffer | undefined,
  notes: Notes,
): Promise<{ readonly format: SuiteFormat; readonly suite: Suite }> {
  const rows = await readRows(writing, request, bytes, notes)
  const format = request.format === 'auto' ? formatOfRows(rows) : request.format
  return { format, suite: suiteOfRows(format, rows, request, notes) }
}

async function readRows(
  writing: Writing,
  { file, text = '' }: SuiteRequest,
  _bytes: Buffer | undefined,
  notes: Notes,
): Promise<SourceRow[]> {
  switch (writing) {
    case 'csv':
      return await csvRows(text, file, notes)
    case 'jsonl':
      return jsonLines(text, file, notes)
    case 'json':
      return jsonList(text, file, notes)
    case 'parquet':
    case 'zip':
    case 'yaml':
      throw refused(file, 'not read yet')
    default:
      return assertNever(writing)
  }
}

function suiteOfRows(format: SuiteFormat, rows: readonly SourceRow[], { fields, targetCheck, file }: SuiteRequest, notes: Notes): Suite {
  switch (format) {
    case 'openai-evals':
      return readOpenAiEvals(rows, targetCheck, notes)
    case 'inspect':
      return readInspect(rows, fields, targetCheck, notes)
    case 'rows':
      return readPlainRows(rows, fields, targetCheck, notes, file)
    case 'promptfoo':
    case 'package':
      throw refused(file, 'not read yet')
    default:
      return assertNever(format)
  }
}

function nameOf(file: string): string {
  return basename(file, extname(file)).slice(0, 200) || 'Imported'
}
