import { basename, extname } from 'node:path'
import type { SuiteFormat } from '#contract/batches'
import { assertNever } from '#contract/errors'
import { batchOfSuite } from './batch-of-suite.ts'
import { refuseRegistry } from './evals-registry.ts'
import { readInspect } from './inspect.ts'
import { Notes, refused } from './notes.ts'
import { readOpenAiEvals } from './openai-evals.ts'
import { readPackage } from './package.ts'
import { parquetRows } from './parquet-rows.ts'
import { readPlainRows } from './plain-rows.ts'
import { isPromptfoo, readPromptfoo, readPromptfooRows } from './promptfoo/read-promptfoo.ts'
import { formatOfRows, type Writing, writingOf } from './recognise.ts'
import { csvRows, jsonLines, jsonList, type SourceRow, withoutMark } from './source-rows.ts'
import type { ReadSuite, Suite, SuiteRequest } from './suite.ts'
import { readYaml } from './yaml-source.ts'

/**
 * A suite of another tool as a batch, and the list of what does not come along. Reads what it is given and nothing else.
 * Errors: INVALID_INPUT naming line and field: what it is not, or what in it is flawed where `partial` does not allow it.
 */
export async function readSuite(request: SuiteRequest): Promise<ReadSuite> {
  const notes = new Notes()
  const bytes = request.base64 === undefined ? undefined : Buffer.from(request.base64, 'base64')
  const writing = writingOf(request.file, request.text, bytes)
  if (writing === 'zip' || request.format === 'package') return await readPackage(bytes, request, notes)
  const { format, suite } = await read(writing, request, bytes, notes)
  if (!request.partial) notes.refuseFlaws(request.file)
  const name = request.name ?? suite.name ?? (basename(request.file, extname(request.file)) || 'Imported')
  const { batch, checks } = batchOfSuite(suite, name, request, notes)
  const prompts = Array.isArray(batch.dataset) ? batch.dataset.length : 1
  return { format, batch, prompts, checks, notCarried: notes.list(), models: suite.models ?? [], package: null }
}

interface Read {
  readonly format: SuiteFormat
  readonly suite: Suite
}

async function read(writing: Writing, request: SuiteRequest, bytes: Buffer | undefined, notes: Notes): Promise<Read> {
  const { file, text = '' } = request
  const isDocument =
    writing === 'yaml' || (writing === 'json' && (request.format === 'promptfoo' || !withoutMark(text).trimStart().startsWith('[')))
  if (isDocument) {
    const source = readYaml(withoutMark(text), file)
    if (request.format === 'auto' && !isPromptfoo(source)) refuseRegistry(source, file)
    if (request.format !== 'auto' && request.format !== 'promptfoo')
      throw refused(file, `samples of ${request.format} are a list of rows: csv, json or jsonl`)
    return { format: 'promptfoo', suite: await readPromptfoo(source, request, notes) }
  }
  const rows = await readRows(writing, request, bytes, notes)
  const format = request.format === 'auto' ? formatOfRows(rows) : request.format
  return { format, suite: suiteOfRows(format, rows, request, writing === 'csv', notes) }
}

async function readRows(
  writing: Writing,
  { file, text = '' }: SuiteRequest,
  bytes: Buffer | undefined,
  notes: Notes,
): Promise<SourceRow[]> {
  switch (writing) {
    case 'csv':
      return await csvRows(text, file, notes)
    case 'jsonl':
      return jsonLines(text, file, notes)
    case 'parquet':
      return await parquetRows(bytes ?? Buffer.alloc(0), file)
    case 'json':
    case 'yaml':
    case 'zip':
      return jsonList(text, file, notes)
    default:
      return assertNever(writing)
  }
}

function suiteOfRows(format: SuiteFormat, rows: readonly SourceRow[], request: SuiteRequest, isCsv: boolean, notes: Notes): Suite {
  const { fields, targetCheck, file } = request
  switch (format) {
    case 'openai-evals':
      return readOpenAiEvals(rows, targetCheck, notes)
    case 'inspect':
      return readInspect(rows, fields, targetCheck, notes)
    case 'promptfoo':
      return readPromptfooRows(rows, fields, file, notes, isCsv)
    case 'rows':
    case 'package':
      return readPlainRows(rows, fields, targetCheck, notes, file)
    default:
      return assertNever(format)
  }
}
