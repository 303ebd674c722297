import { extname } from 'node:path'
import type { Batch, Variables } from '#contract/batch'
import { assertNever } from '#contract/errors'
import { mostPrompts } from '#contract/scenarios'
import type { Tokens } from '#contract/units'
import { checkBatch, rowChecker } from './check-batch.ts'
import { invalidInput, type PathIssue, pathText, quoted } from './input-error.ts'
import { readJsonList } from './json-rows.ts'
import { readJsonLines } from './jsonl-rows.ts'
import type { Row } from './row.ts'
import { scenarioRows } from './scenario-rows.ts'
import { createSchemaFlaws } from './schema-flaws.ts'
import { batchMessages, inputTokensUpper, namesNeeded, promptBytes, renderMessages } from './template.ts'

/** One prompt of a batch. `index` from 0; `variables` the whole row; `line` where the row begins in the dataset's file, else null. */
export interface Prompt {
  readonly index: number
  readonly variables: Variables
  readonly line: number | null
}

/** All prompts of a batch, measured as they are sent. Units: UTF-8 bytes of the rendered contents. */
export interface BatchSurvey {
  readonly prompts: number
  readonly totalBytes: number
  readonly minBytes: number
  readonly maxBytes: number
  /** No prompt has more tokens than this, whatever the tokenizer. */
  readonly maxInputTokensUpper: Tokens
}

/**
 * The prompts of a batch in the order of its dataset, each row with its scenarios, streamed: memory holds a few rows. Without either one prompt without variables.
 * Errors: INVALID_INPUT naming file, line and column: what `readBatch` refuses, a dataset that cannot be read, is empty, is malformed, or leaves a variable unfilled.
 */
export async function* readPrompts(batch: Batch): AsyncGenerator<Prompt> {
  const schemas = createSchemaFlaws()
  const shapes = checkBatch(batch)
  const flaws = shapes.length > 0 ? shapes : await schemas.ofBatch(batch)
  if (flaws.length > 0)
    throw invalidInput(
      undefined,
      flaws.map(({ path, message, suggestion }) => ({
        path: pathText(path),
        message,
        ...(suggestion === undefined ? {} : { suggestion }),
      })),
    )
  const check = rowChecker(batch)
  let index = 0
  for await (const { variables, line } of rowsOf(batch)) {
    if (typeof batch.dataset === 'string') {
      refuseFlawed(check(variables, 'this row'), batch.dataset, line)
      refuseFlawed(inColumn(await schemas.ofRow(variables)), batch.dataset, line)
    }
    for (const scenario of batch.scenarios === undefined ? [{}] : scenarioRows(batch.scenarios)) {
      if (index === mostPrompts && batch.scenarios !== undefined) throw tooMany()
      yield { index, variables: { ...variables, ...scenario }, line }
      index += 1
    }
  }
  if (index === 0 && typeof batch.dataset === 'string')
    throw invalidInput(batch.dataset, [{ path: '', message: 'the dataset is empty: expected at least one row' }])
}

function tooMany(): Error {
  const message = `the rows of the dataset, each with every scenario, make more than ${mostPrompts} prompts: take a sample of the scenarios`
  return invalidInput(undefined, [{ path: 'scenarios', message }])
}

/** One pass over all prompts: checks every row and measures what will be sent. Errors: as `readPrompts`. */
export async function surveyBatch(batch: Batch): Promise<BatchSurvey> {
  const template = batchMessages(batch)
  let survey: BatchSurvey = { prompts: 0, totalBytes: 0, minBytes: Number.POSITIVE_INFINITY, maxBytes: 0, maxInputTokensUpper: 0 as Tokens }
  for await (const { variables } of readPrompts(batch)) {
    const messages = renderMessages(template, variables)
    const bytes = promptBytes(messages)
    survey = {
      prompts: survey.prompts + 1,
      totalBytes: survey.totalBytes + bytes,
      minBytes: Math.min(survey.minBytes, bytes),
      maxBytes: Math.max(survey.maxBytes, bytes),
      maxInputTokensUpper: Math.max(survey.maxInputTokensUpper, inputTokensUpper(messages)) as Tokens,
    }
  }
  return survey
}

async function* rowsOf(batch: Batch): AsyncGenerator<Row> {
  const { dataset, scenarios } = batch
  if (dataset === undefined) yield { variables: {}, line: null }
  else if (typeof dataset === 'string') {
    const made = Object.keys(scenarios?.dimensions ?? {})
    yield* await fileRows(
      dataset,
      namesNeeded(batch).filter((name) => !made.includes(name)),
    )
  } else for (const variables of dataset) yield { variables, line: null }
}

/** The reader of a format is loaded with the first file of it. */
async function fileRows(file: string, needed: readonly string[]): Promise<AsyncGenerator<Row>> {
  const format = formatOf(file)
  switch (format) {
    case 'csv':
      return (await import('./csv-rows.ts')).readCsv(file, needed)
    case 'json':
      return readJsonList(file)
    case 'jsonl':
      return readJsonLines(file)
    case 'parquet':
      return (await import('./parquet-rows.ts')).readParquet(file, needed)
    case undefined:
      throw invalidInput(file, [
        { path: 'dataset', message: `a dataset's name ends in .csv, .json, .jsonl or .parquet, not in ${quoted(extname(file))}` },
      ])
    default:
      return assertNever(format)
  }
}

function formatOf(file: string): 'csv' | 'json' | 'jsonl' | 'parquet' | undefined {
  const extension = extname(file).toLowerCase()
  if (extension === '.csv') return 'csv'
  if (extension === '.json') return 'json'
  if (extension === '.parquet') return 'parquet'
  return extension === '.jsonl' || extension === '.ndjson' ? 'jsonl' : undefined
}

function inColumn(issues: readonly PathIssue[]): (PathIssue & { readonly column: string })[] {
  return issues.map((issue) => ({ ...issue, column: pathText(issue.path) }))
}

function refuseFlawed(flaws: ReturnType<ReturnType<typeof rowChecker>>, file: string, line: number | null): void {
  if (flaws.length === 0) return
  throw invalidInput(
    file,
    flaws.map(({ column, message, suggestion }) => ({
      path: column,
      ...(line === null ? {} : { line }),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    })),
  )
}
