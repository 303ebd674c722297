import type { Batch, Variables } from '#contract/batch'
import { checksColumn } from '#contract/own-columns'
import { createSchemaJudge } from '#engine/checks'
import type { PathIssue } from './input-error.ts'
import { checksOf, ownChecks } from './own-columns.ts'

/** Says of a batch, or of one of its rows, which JSON Schemas in its checks cannot be used. Both have passed `checkBatch` and its rows' checks. */
export interface SchemaFlaws {
  /** Its own, and those of rows in place. */
  ofBatch(batch: Batch): Promise<PathIssue[]>
  ofRow(row: Variables): Promise<PathIssue[]>
}

export function createSchemaFlaws(): SchemaFlaws {
  const judge = createSchemaJudge()
  const ofRow = async (row: Variables): Promise<PathIssue[]> => {
    // Most rows have none, and each would be read as JSON.
    if (!String(row[checksColumn] ?? '').includes('json-schema')) return []
    const own = ownChecks(row)
    const issues = own === undefined ? [] : await judge(checksOf(own))
    return issues.map((issue) => ({ ...issue, path: [checksColumn, ...issue.path] }))
  }
  return {
    ofRow,
    async ofBatch({ checks, dataset }) {
      const found: PathIssue[] = (await judge(checks)).map((issue) => ({ ...issue, path: ['checks', ...issue.path] }))
      if (!Array.isArray(dataset)) return found
      for (const [index, row] of dataset.entries())
        for (const issue of await ofRow(row)) found.push({ ...issue, path: ['dataset', index, ...issue.path] })
      return found
    },
  }
}
