import type { LeafCheck } from '#contract/check'
import { type Finding, failed, passedAs, shown, undecided } from './finding.ts'
import type { Schemas } from './schemas.ts'
import { patternLimitMs, type WithinTime } from './time-limit.ts'

/** The whole answer is JSON; white space around it is passed over, a fence around it is not. */
export function isJson(answer: string): Finding {
  const parsed = parse(answer)
  return 'flaw' in parsed ? failed(`expected JSON, found ${shown(answer)}: ${parsed.flaw}`) : passedAs('the answer is JSON')
}

export function ofSchema(
  answer: string,
  check: Extract<LeafCheck, { type: 'json-schema' }>,
  schemas: Schemas,
  withinTime: WithinTime,
): Finding {
  const schema = schemas.of(check.schema)
  if (typeof schema === 'string') return undecided(`the schema cannot be used: ${schema}`)
  const parsed = parse(answer)
  if ('flaw' in parsed) return failed(`expected JSON, found ${shown(answer)}: ${parsed.flaw}`)
  const flaw = withinTime(() => schema(parsed.value))
  if (flaw === undefined) return undecided(`holding the answer against the schema took longer than ${patternLimitMs} ms and was given up`)
  return flaw.value === null
    ? passedAs('the answer is of the schema')
    : failed(`expected JSON of the schema: ${flaw.value}, found ${shown(answer)}`)
}

function parse(text: string): { readonly value: unknown } | { readonly flaw: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { flaw: (error instanceof Error ? error.message : String(error)).replace(/, ".*" is not valid JSON$/s, '') }
  }
}
