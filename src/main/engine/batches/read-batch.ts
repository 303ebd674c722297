import { dirname, resolve } from 'node:path'
import { Batch } from '#contract/batch'
import { checkBatch } from './check-batch.ts'
import { parseSource } from './document.ts'
import { explainIssue } from './explain-issue.ts'
import { invalidInput } from './input-error.ts'

/**
 * A batch as a person wrote it, in YAML or JSON, with the path of its dataset made absolute against the folder of `file`. Opens no file.
 * A `$schema` key, by which editors find the JSON Schema, says nothing and is passed over.
 * Errors: INVALID_INPUT naming `file`, and for each issue its line and column, what was expected, what was got, and what may be meant.
 */
export function readBatch({ text, file }: { readonly text: string; readonly file: string }): Batch {
  const source = parseSource(text, file)
  const root = withoutSchemaKey(source.value)
  const parsed = Batch.safeParse(root)
  const issues = parsed.success ? checkBatch(parsed.data) : parsed.error.issues.flatMap((issue) => explainIssue(issue, root))
  if (!parsed.success || issues.length > 0) throw invalidInput(file, issues.map(source.locate))
  return withAbsoluteDataset(parsed.data, file)
}

function withoutSchemaKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'))
}

function withAbsoluteDataset(batch: Batch, file: string): Batch {
  return typeof batch.dataset === 'string' ? { ...batch, dataset: resolve(dirname(file), batch.dataset) } : batch
}
