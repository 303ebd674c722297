import type { Variables } from '#contract/batch'
import type { LeafCheck } from '#contract/check'
import { filled } from './fill.ts'
import { type Finding, failed, passedAs, shown, undecided } from './finding.ts'
import { numberFrom, numbersIn } from './numbers.ts'

type Of<Type extends LeafCheck['type']> = Extract<LeafCheck, { type: Type }>

interface Comparison {
  readonly trim: boolean
  readonly ignoreCase: boolean
}

export function equals(answer: string, check: Of<'equals'>, variables: Variables): Finding {
  const value = filled(check.value, variables)
  return asIs(answer, check) === asIs(value, check)
    ? passedAs(`the answer is ${shown(value)}`)
    : failed(`expected the answer to be ${shown(value)}, found ${shown(answer)}`)
}

export function contains(answer: string, check: Of<'contains' | 'icontains'>, variables: Variables): Finding {
  const value = filled(check.value, variables)
  const isIn = check.type === 'contains' ? answer.includes(value) : folded(answer).includes(folded(value))
  return isIn
    ? passedAs(`the answer has ${shown(value)} in it`)
    : failed(`expected ${shown(value)} in the answer${check.type === 'contains' ? '' : ', in capitals or not'}, found ${shown(answer)}`)
}

export function startsWith(answer: string, check: Of<'starts-with'>, variables: Variables): Finding {
  const value = filled(check.value, variables)
  return asIs(answer, check).startsWith(asIs(value, check))
    ? passedAs(`the answer starts with ${shown(value)}`)
    : failed(`expected the answer to start with ${shown(value)}, found ${shown(answer)}`)
}

export function oneOf(answer: string, check: Of<'one-of'>, variables: Variables): Finding {
  const values = check.values.map((value) => filled(value, variables))
  const found = values.find((value) => asIs(answer, check) === asIs(value, check))
  if (found !== undefined) return passedAs(`the answer is ${shown(found)}`)
  const listed = values.slice(0, 10).map((value) => shown(value, 30))
  const rest = values.length > 10 ? ` and ${values.length - 10} more` : ''
  return failed(`expected one of ${listed.join(', ')}${rest}, found ${shown(answer)}`)
}

export function numeric(answer: string, check: Of<'numeric'>, variables: Variables): Finding {
  const wanted = typeof check.value === 'number' ? check.value : numberFrom(filled(check.value, variables))
  if (wanted === undefined) return undecided(`${shown(filled(String(check.value), variables))} is no number to compare with`)
  const found = numbersIn(answer)
  const range = rangeText(wanted, check)
  if (found.length === 0) return failed(`expected ${range}, found no number in ${shown(answer)}`)
  if (check.number === 'only' && found.length > 1)
    return failed(`expected ${range} and no other number, found ${found.length}: ${found.slice(0, 5).join(', ')}`)
  const got = (check.number === 'first' ? found[0] : found.at(-1)) ?? Number.NaN
  return isWithin(got, wanted, check) ? passedAs(`found ${got}`) : failed(`expected ${range}, found ${got}`)
}

/** Half a unit in the fifteenth place is forgiven: 0.3 is within 0.1 of 0.2. */
function isWithin(got: number, wanted: number, { tolerance, relative }: Of<'numeric'>): boolean {
  const allowed = relative ? tolerance * Math.abs(wanted) : tolerance
  const rounding = allowed === 0 ? 0 : Number.EPSILON * 4 * Math.max(Math.abs(got), Math.abs(wanted), allowed)
  return Math.abs(got - wanted) <= allowed + rounding
}

function rangeText(wanted: number, { tolerance, relative }: Of<'numeric'>): string {
  if (tolerance === 0) return String(wanted)
  return `${wanted} within ${relative ? `${Number((tolerance * 100).toPrecision(12))} % of it` : tolerance}`
}

function asIs(text: string, { trim, ignoreCase }: Comparison): string {
  const inside = trim ? text.trim() : text
  return ignoreCase ? folded(inside) : inside
}

/** In one case, and characters that were put together in one way: `É` typed as one or as two is the same letter. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}
