import type { Check } from '#contract/check'
import type { CheckIssue } from './flaws.ts'
import type { Schemas } from './schemas.ts'

/** Says which schemas among checks cannot be used, with why. What compiles them is loaded with the first. */
export type SchemaJudge = (checks: readonly Check[]) => Promise<CheckIssue[]>

/** Different schemas that are tried: each takes a millisecond, and rows may bring a hundred thousand. What is wrong with a later one its check says. */
const mostTried = 500

/** Remembers what it has tried, for checks that are much alike. */
export function createSchemaJudge(): SchemaJudge {
  const tried = new Set<string>()
  let known: Schemas | undefined
  return async (checks) => {
    const found = checks.flatMap((check, index) =>
      check.type === 'all' || check.type === 'any'
        ? check.checks.map((each, n) => ({ check: each, path: [index, 'checks', n] }))
        : [{ check, path: [index] }],
    )
    const schemas = found.flatMap(({ check, path }) => (check.type === 'json-schema' ? [{ schema: check.schema, path }] : []))
    if (schemas.length === 0) return []
    known ??= (await import('./schemas.ts')).createSchemas()
    const issues: CheckIssue[] = []
    for (const { schema, path } of schemas) {
      const key = JSON.stringify(schema)
      if (!tried.has(key) && tried.size >= mostTried) continue
      tried.add(key)
      const compiled = known.of(schema)
      if (typeof compiled !== 'string') continue
      issues.push({ path: [...path, 'schema'], at: 'value', message: `the schema cannot be used: ${compiled}` })
    }
    return issues
  }
}

export async function schemaIssues(checks: readonly Check[]): Promise<CheckIssue[]> {
  return await createSchemaJudge()(checks)
}
