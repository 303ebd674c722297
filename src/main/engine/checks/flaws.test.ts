import { describe, expect, it } from 'vitest'
import { Check } from '#contract/check'
import { checkIssues } from './flaws.ts'
import { schemaIssues } from './schema-issues.ts'

const checks = (...all: (typeof Check._zod.input)[]) => all.map((check) => Check.parse(check))

describe('what is wrong with checks', () => {
  it('is nothing where all is well', async () => {
    const well = checks(
      { type: 'equals', value: '{{capital}}' },
      { type: 'regex', pattern: '^{{capital}}' },
      { type: 'numeric', value: '1,234.5' },
      { type: 'json-schema', schema: { type: 'object' } },
    )
    expect(checkIssues(well, ['capital'])).toEqual([])
    expect(checkIssues(well, null)).toEqual([])
    expect(await schemaIssues(well)).toEqual([])
  })

  it('is told by its place: expressions, numbers, columns', () => {
    const issues = checkIssues(
      checks(
        { type: 'regex', pattern: '(' },
        { type: 'any', checks: [{ type: 'is-json' }, { type: 'numeric', value: 'twelve' }] },
        { type: 'contains', value: '{{capitol}}' },
      ),
      ['capital'],
    )
    expect(issues).toEqual([
      { path: [0, 'pattern'], at: 'value', message: '"(" is no regular expression: Unterminated group' },
      { path: [1, 'checks', 1, 'value'], at: 'value', message: 'expected a number, or a {{column}} that holds one, got "twelve"' },
      {
        path: [2, 'value'],
        at: 'value',
        message: 'no column fills {{capitol}}: the columns are "capital"; \\{{capitol}} means the braces themselves',
      },
    ])
  })

  it('is told of schemas, in groups, too', async () => {
    const issues = await schemaIssues(
      checks(
        { type: 'json-schema', schema: { type: 'nothing' } },
        { type: 'all', checks: [{ type: 'json-schema', schema: { $ref: '#/nowhere' } }] },
      ),
    )
    expect(issues.map(({ path }) => path)).toEqual([
      [0, 'schema'],
      [1, 'checks', 0, 'schema'],
    ])
  })
})
