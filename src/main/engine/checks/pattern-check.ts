import type { Variables } from '#contract/batch'
import type { LeafCheck } from '#contract/check'
import { filledPattern } from './fill.ts'
import { type Finding, failed, passedAs, shown, undecided } from './finding.ts'
import { patternLimitMs, type WithinTime } from './time-limit.ts'

/** A search anywhere in the answer. An expression that is none, or that takes too long, decides nothing. */
export function matches(
  answer: string,
  check: Extract<LeafCheck, { type: 'regex' }>,
  variables: Variables,
  withinTime: WithinTime,
): Finding {
  const pattern = filledPattern(check.pattern, variables)
  const compiled = compile(pattern, check.flags)
  if (typeof compiled === 'string') return undecided(`/${pattern}/${check.flags} is no regular expression: ${compiled}`)
  const found = withinTime(() => compiled.exec(answer))
  if (found === undefined) return undecided(`/${pattern}/${check.flags} took longer than ${patternLimitMs} ms and was given up`)
  if (found.value === null) return failed(`expected a match of /${pattern}/${check.flags}, found none in ${shown(answer)}`)
  return passedAs(`/${pattern}/${check.flags} matches ${shown(found.value[0])}`)
}

/** A sentence instead, where it is none. */
export function compile(pattern: string, flags: string): RegExp | string {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, '') : String(error)
  }
}
