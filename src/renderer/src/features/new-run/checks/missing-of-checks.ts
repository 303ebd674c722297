import type { Missing } from '../missing.ts'
import type { DraftCheck } from './draft-check.ts'

/** What unfinished checks still want, each at its field. `under`: where they stand in the batch. */
export function missingOfChecks(checks: readonly DraftCheck[], under = 'checks', number = ''): Missing[] {
  return checks.flatMap((check, index) => {
    const [path, called] = [`${under}[${index}]`, `${number}${index + 1}`]
    if (check.type === 'all' || check.type === 'any')
      return check.checks.length === 0
        ? [{ field: path, words: `Give group ${called} a check, or remove it` }]
        : missingOfChecks(check.checks, `${path}.checks`, `${called}.`)
    const wanted = wantedOf(check)
    return wanted === undefined || check[wanted.key].trim() !== ''
      ? []
      : [{ field: `${path}.${wanted.key}`, words: `${wanted.words} of check ${called}` }]
  })
}

interface Wanted {
  readonly key: 'value' | 'values' | 'pattern' | 'schema' | 'usd' | 'ms' | 'rubric'
  readonly words: string
}

/** An answer may be held against nothing: `equals` wants no value. */
function wantedOf({ type }: DraftCheck): Wanted | undefined {
  switch (type) {
    case 'contains':
    case 'icontains':
    case 'starts-with':
      return { key: 'value', words: 'Write the text' }
    case 'numeric':
      return { key: 'value', words: 'Write the number' }
    case 'one-of':
      return { key: 'values', words: 'Write the values' }
    case 'regex':
      return { key: 'pattern', words: 'Write the expression' }
    case 'json-schema':
      return { key: 'schema', words: 'Write the schema' }
    case 'max-cost':
      return { key: 'usd', words: 'Write the cost' }
    case 'max-latency':
      return { key: 'ms', words: 'Write the time' }
    case 'rubric':
      return { key: 'rubric', words: 'Write the rubric' }
    case 'equals':
    case 'is-json':
    case 'all':
    case 'any':
      return undefined
  }
}
