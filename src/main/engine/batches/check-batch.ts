import type { Batch, Variables } from '#contract/batch'
import { checksColumn, messagesColumn } from '#contract/own-columns'
import { checkIssues } from '#engine/checks'
import type { PathIssue } from './input-error.ts'
import { quoted } from './input-error.ts'
import { nearest } from './nearest.ts'
import { checksOf, hasOwnMessages, namesInChecks, ownChecks, ownColumnIssues, withoutOwnColumns } from './own-columns.ts'
import { scenarioIssues } from './scenario-rows.ts'
import { batchMessages, namesNeeded, variablesOf } from './template.ts'

/** What the schema cannot say of a batch: its fields against each other. Empty when all is well; the dataset's file is not opened. */
export function checkBatch(batch: Batch): PathIssue[] {
  return [
    ...promptIssues(batch),
    ...modelIssues(batch),
    ...datasetIssues(batch),
    ...scenariosIssues(batch),
    ...turnIssues(batch),
    ...checksIssues(batch),
  ]
}

/** The sentence for a variable that a row, or the header of a file, does not fill. */
export function unfilled(variable: string, columns: readonly string[], where: string): { message: string; suggestion?: string } {
  const suggestion = nearest(variable, columns)
  const has = columns.length === 0 ? 'which has no columns' : `which has ${columns.slice(0, 20).map(quoted).join(', ')}`
  const message = `no column fills {{${variable}}} in ${where}, ${has}`
  return suggestion === undefined ? { message } : { message, suggestion }
}

function promptIssues({ prompt, messages, dataset }: Batch): PathIssue[] {
  if (prompt !== undefined && messages !== undefined)
    return [{ path: ['messages'], at: 'key', message: 'prompt and messages exclude each other: keep one of them' }]
  if (prompt === undefined && messages === undefined && !mayBringMessages(dataset))
    return [{ path: [], at: 'value', message: 'a batch needs a prompt, or messages: neither is here' }]
  return []
}

/** Rows in a file are seen when it is read. */
function mayBringMessages(dataset: Batch['dataset']): boolean {
  return typeof dataset === 'string' || (dataset !== undefined && dataset.length > 0 && dataset.every(hasOwnMessages))
}

/** Columns are the dataset's to miss: see `datasetIssues`. */
function checksIssues({ checks }: Batch): PathIssue[] {
  return checkIssues(checks, null).map((issue) => ({ ...issue, path: ['checks', ...issue.path] }))
}

function turnIssues({ turns, cache }: Batch): PathIssue[] {
  if (turns === undefined || !cache) return []
  return [{ path: ['cache'], at: 'value', message: 'the answers of a conversation are not kept: take out cache, or turns' }]
}

function modelIssues({ models }: Batch): PathIssue[] {
  const refs = models.map((model) => (typeof model === 'object' ? model.ref : model))
  return refs.flatMap((ref, index) => {
    const first = refs.indexOf(ref)
    return first === index
      ? []
      : [
          {
            path: ['models', index],
            at: 'value' as const,
            message: `${quoted(ref)} is listed twice, first as number ${first + 1}: a model runs once, raise samples to ask it more often`,
          },
        ]
  })
}

function datasetIssues(batch: Batch): PathIssue[] {
  if (batch.dataset === undefined)
    return namesNeeded(batch)
      .filter((name) => !Object.hasOwn(batch.scenarios?.dimensions ?? {}, name))
      .map((name) => withoutDataset(batch, name))
  if (typeof batch.dataset === 'string') return []
  if (batch.dataset.length === 0) return [{ path: ['dataset'], at: 'value', message: 'the dataset is empty: expected at least one row' }]
  const check = rowChecker(batch)
  return batch.dataset.flatMap((row, index) =>
    check(row, `row ${index + 1}`).map(({ column: _, ...issue }) => ({ ...issue, path: ['dataset', index, ...issue.path] })),
  )
}

function withoutDataset(batch: Batch, name: string): PathIssue {
  return {
    path: [placeOf(batch, name)],
    at: 'value',
    message: `{{${name}}} has nothing that fills it: add a dataset with a column or scenarios with a dimension ${quoted(name)}, or write \\{{${name}}} to mean the braces themselves`,
  }
}

/** The field that names a variable. */
function placeOf(batch: Batch, name: string): keyof Batch {
  if (variablesOf(batchMessages(batch)).includes(name)) return batch.prompt === undefined ? 'messages' : 'prompt'
  return namesNeeded({ ...batch, checks: [] }).includes(name) ? 'turns' : 'checks'
}

/** What is wrong with a row. `path`: within the row; `column`: which it is about. */
interface RowIssue extends PathIssue {
  readonly column: string
}

/** Says of any row of a batch what is wrong with it; `where`: what the row is called in sentences. Empty when all is well. */
export function rowChecker(batch: Batch): (row: Variables, where: string) => RowIssue[] {
  const dimensions = Object.keys(batch.scenarios?.dimensions ?? {})
  const [always, withOwnMessages] = [namesNeeded(batch), namesNeeded(batch, true)]
  const hasTemplate = batchMessages(batch).length > 0
  return (row, where) => {
    const own = ownColumnIssues(row)
    if (own.length > 0) return own.map((issue) => ({ ...issue, column: String(issue.path[0]) }))
    const brings = hasOwnMessages(row)
    if (!brings && !hasTemplate)
      return [
        { path: [], column: messagesColumn, at: 'value', message: `the batch has no prompt and ${where} brings no ${messagesColumn}` },
      ]
    const ofRow = ownChecks(row)
    const flawed = ofRow === undefined ? [] : checkIssues(checksOf(ofRow), null)
    if (flawed.length > 0) return flawed.map((issue) => ({ ...issue, path: [checksColumn, ...issue.path], column: checksColumn }))
    const needed = [...(brings ? withOwnMessages : always), ...(ofRow === undefined ? [] : namesInChecks(checksOf(ofRow)))]
    const missing = needed.filter(
      (name, index) => !Object.hasOwn(row, name) && !dimensions.includes(name) && needed.indexOf(name) === index,
    )
    const doubled = dimensions.filter((name) => Object.hasOwn(row, name))
    return [
      ...missing.map((name) => ({
        path: [],
        column: name,
        at: 'value' as const,
        ...unfilled(name, Object.keys(withoutOwnColumns(row)), where),
      })),
      ...doubled.map((name) => ({ path: [name], column: name, at: 'key' as const, message: twice(name) })),
    ]
  }
}

/** The sentence for a dimension that is a column, too. */
function twice(name: string): string {
  return `${quoted(name)} is a column of the dataset and a dimension of the scenarios: rename one of them`
}

function scenariosIssues({ scenarios }: Batch): PathIssue[] {
  return scenarios === undefined ? [] : scenarioIssues(scenarios)
}
