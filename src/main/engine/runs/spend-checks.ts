import type { Quote, QuoteRow } from '#contract/runs'
import type { EpochMs, NanoUsd } from '#contract/units'
import { AppError } from '#engine/failure'
import { formatNanoUsd } from '#engine/money'
import type { SpendBound } from './spend-bound.ts'
import type { SpendLimits } from './spend-limits.ts'

type Priced = Pick<QuoteRow, 'model' | 'costNanoUsd'>

/** A sentence for each budget of a day or month that may not last for all of the run. */
export function spendWarnings(limits: SpendLimits, rows: readonly Priced[], nowMs: EpochMs): string[] {
  return limits.boundsOf(providersOf(rows), nowMs).flatMap((bound) => {
    const left = Math.max(0, bound.limitNanoUsd - bound.spentNanoUsd - bound.reservedNanoUsd) as NanoUsd
    if (costOf(bound, rows, 'high') <= left) return []
    const what = bound.provider === null ? 'this month' : `${bound.provider} today`
    const then = bound.provider === null ? 'the run may pause' : 'the run may wait for midnight'
    return [`${formatNanoUsd(left)} is left of the budget of ${formatNanoUsd(bound.limitNanoUsd as NanoUsd)} for ${what}: ${then}`]
  })
}

/**
 * BUDGET_UNPRICED when a model whose price is unknown would count in a budget of a day or month; BUDGET_EXCEEDED when even the low end is above what is left of the month.
 * A day that is too short is no reason: the run goes on at midnight.
 */
export function assertWithinSpend(
  limits: SpendLimits,
  quote: Pick<Quote, 'unpriced'> & { readonly rows: readonly Priced[] },
  allowUnpriced: boolean,
  nowMs: EpochMs,
): void {
  const unpriced = allowUnpriced ? [] : quote.unpriced.filter((ref) => limits.boundsOf([providerOf(ref)], nowMs).length > 0)
  if (unpriced.length > 0) throw new AppError({ code: 'BUDGET_UNPRICED', models: unpriced })
  for (const bound of limits.boundsOf(providersOf(quote.rows), nowMs)) {
    const neededNanoUsd = bound.spentNanoUsd + costOf(bound, quote.rows, 'low')
    if (bound.scope === 'month' && neededNanoUsd > bound.limitNanoUsd)
      throw new AppError({ code: 'BUDGET_EXCEEDED', budgetNanoUsd: bound.limitNanoUsd, neededNanoUsd, scope: 'month' })
  }
}

function costOf({ provider }: SpendBound, rows: readonly Priced[], end: 'low' | 'high'): number {
  return rows
    .filter(({ model }) => provider === null || providerOf(model) === provider)
    .reduce((sum, { costNanoUsd }) => sum + (costNanoUsd?.[end] ?? 0), 0)
}

function providersOf(rows: readonly Priced[]): string[] {
  return [...new Set(rows.map(({ model }) => providerOf(model)))]
}

function providerOf(ref: string): string {
  return ref.slice(0, ref.indexOf('/'))
}
