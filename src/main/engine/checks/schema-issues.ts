import type { Check } from '#contract/check'
import type { CheckIssue } from './flaws.ts'

/** Schemas among checks that cannot be used, with why. What compiles them is loaded with the first. */
export async function schemaIssues(checks: readonly Check[]): Promise<CheckIssue[]> {
  const found = checks.flatMap((check, index) =>
    check.type === 'all' || check.type === 'any'
      ? check.checks.map((each, n) => ({ check: each, path: [index, 'checks', n] }))
      : [{ check, path: [index] }],
  )
  const schemas = found.flatMap(({ check, path }) => (check.type === 'json-schema' ? [{ schema: check.schema, path }] : []))
  if (schemas.length === 0) return []
  const { createSchemas } = await import('./schemas.ts')
  const known = createSchemas()
  return schemas.flatMap(({ schema, path }) => {
    const compiled = known.of(schema)
    return typeof compiled === 'string'
      ? [{ path: [...path, 'schema'], at: 'value' as const, message: `the schema cannot be used: ${compiled}` }]
      : []
  })
}
