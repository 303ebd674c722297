import { scopeNames, splitValues, type ZoneClock } from '#renderer/lib'
import { isDay, type Range } from '../range.ts'
import type { CostsSearch } from '../search.ts'

/** Which budget all that is shown counts to, and nothing else does: a run's, a provider's of a day, or the month's. */
export type BudgetOf =
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'day'; readonly provider: string }
  | { readonly kind: 'month' }
  | { readonly kind: 'none' }

/** `range`: as a sum over it is drawn, from its beginning on. */
export function budgetOf(search: CostsSearch, range: Range, clock: ZoneClock): BudgetOf {
  const run = only(search, 'run')
  if (run !== undefined) return { kind: 'run', run }
  const provider = only(search, 'provider')
  if (provider !== undefined && isDay(range, clock)) return { kind: 'day', provider }
  const isMonth = range.name === 'month' || range.name === 'last-month'
  return isMonth && scopeNames.every((name) => search[name] === undefined) ? { kind: 'month' } : { kind: 'none' }
}

/** The one value of a filter that stands alone. */
export function only(search: CostsSearch, name: 'run' | 'provider'): string | undefined {
  const values = splitValues(search[name])
  return values.length === 1 && scopeNames.every((other) => other === name || search[other] === undefined) ? values[0] : undefined
}
