import type { Batch, Variables } from '#contract/batch'
import type { PathIssue } from './input-error.ts'
import { quoted } from './input-error.ts'
import { nearest } from './nearest.ts'
import { batchMessages, variablesOf } from './template.ts'

/** What the schema cannot say of a batch: its fields against each other. Empty when all is well; the dataset's file is not opened. */
export function checkBatch(batch: Batch): PathIssue[] {
  return [...promptIssues(batch), ...modelIssues(batch), ...datasetIssues(batch)]
}

/** The sentence for a variable that a row, or the header of a file, does not fill. */
export function unfilled(variable: string, columns: readonly string[], where: string): { message: string; suggestion?: string } {
  const suggestion = nearest(variable, columns)
  const has = columns.length === 0 ? 'which has no columns' : `which has ${columns.slice(0, 20).map(quoted).join(', ')}`
  const message = `no column fills {{${variable}}} in ${where}, ${has}`
  return suggestion === undefined ? { message } : { message, suggestion }
}

function promptIssues({ prompt, messages }: Batch): PathIssue[] {
  if (prompt !== undefined && messages !== undefined)
    return [{ path: ['messages'], at: 'key', message: 'prompt and messages exclude each other: keep one of them' }]
  if (prompt === undefined && messages === undefined)
    return [{ path: [], at: 'value', message: 'a batch needs a prompt, or messages: neither is here' }]
  return []
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
  const variables = variablesOf(batchMessages(batch))
  if (batch.dataset === undefined) return variables.map((name) => withoutDataset(batch, name))
  if (typeof batch.dataset === 'string') return []
  if (batch.dataset.length === 0) return [{ path: ['dataset'], at: 'value', message: 'the dataset is empty: expected at least one row' }]
  return batch.dataset.flatMap((row, index) => rowIssues(row, index, variables))
}

function withoutDataset(batch: Batch, name: string): PathIssue {
  return {
    path: [batch.prompt === undefined ? 'messages' : 'prompt'],
    at: 'value',
    message: `{{${name}}} has nothing that fills it: add a dataset with a column ${quoted(name)}, or write \\{{${name}}} to mean the braces themselves`,
  }
}

function rowIssues(row: Variables, index: number, variables: readonly string[]): PathIssue[] {
  return variables
    .filter((name) => !Object.hasOwn(row, name))
    .map((name) => ({ path: ['dataset', index], at: 'value', ...unfilled(name, Object.keys(row), `row ${index + 1}`) }))
}
