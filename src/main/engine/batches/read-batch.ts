import { dirname, resolve } from 'node:path'
import { Batch } from '#contract/batch'
import { checkBatch } from './check-batch.ts'
import { parseSource } from './document.ts'
import { explainIssue } from './explain-issue.ts'
import { invalidInput } from './input-error.ts'
import { createSchemaFlaws } from './schema-flaws.ts'

/** What is wrong with it is said by line and column. */
type Source = ReturnType<typeof parseSource>

interface Text {
  readonly text: string
  readonly file: string
}

/**
 * A batch as a person wrote it, in YAML or JSON, with the path of its dataset made absolute against the folder of `file`. Opens no file.
 * A `$schema` key, by which editors find the JSON Schema, says nothing and is passed over. JSON Schemas of checks are not tried: see `readWholeBatch`.
 * Errors: INVALID_INPUT naming `file`, and for each issue its line and column, what was expected, what was got, and what may be meant.
 */
export function readBatch(given: Text): Batch {
  return read(given).batch
}

/** As `readBatch`, and refuses schemas in its checks that cannot be used. */
export async function readWholeBatch(given: Text): Promise<Batch> {
  const { batch, source } = read(given)
  const flaws = await createSchemaFlaws().ofBatch(batch)
  if (flaws.length > 0) throw invalidInput(given.file, flaws.map(source.locate))
  return batch
}

function read({ text, file }: Text): { readonly batch: Batch; readonly source: Source } {
  const source = parseSource(text, file)
  const root = withoutSchemaKey(source.value)
  const parsed = Batch.safeParse(root)
  const issues = parsed.success ? checkBatch(parsed.data) : parsed.error.issues.flatMap((issue) => explainIssue(issue, root))
  if (!parsed.success || issues.length > 0) throw invalidInput(file, issues.map(source.locate))
  return { batch: withAbsoluteDataset(parsed.data, file), source }
}

function withoutSchemaKey(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$schema'))
}

function withAbsoluteDataset(batch: Batch, file: string): Batch {
  return typeof batch.dataset === 'string' ? { ...batch, dataset: resolve(dirname(file), batch.dataset) } : batch
}
