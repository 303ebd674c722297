import type { CostRow } from '#contract/costs'
import { isoText, parseRfc3339Ms } from '#engine/resilience'
import type { Cell, ExportColumn, ExportRow } from './export-column.ts'

const dayMs = 86_400_000

/** What the question is grouped by: a row a day (UTC), provider, model that served and cost state. */
export const focusDimensions = ['day', 'provider', 'served_model', 'cost_state'] as const

interface Charge {
  readonly row: CostRow
  readonly dayAtMs: number
  readonly provider: string
  readonly model: string
  readonly state: string
  /** null: nobody knows, and no $0 stands for it. */
  readonly nanoUsd: number | null
}

type FocusColumn = ExportColumn & { readonly of: (charge: Charge) => Cell }

const text = (name: string, of: (charge: Charge) => string | null): FocusColumn => ({ name, type: 'text', of })
const usd = (name: string): FocusColumn => ({ name, type: 'usd', of: ({ nanoUsd }) => nanoUsd })
const none = (name: string): FocusColumn => text(name, () => null)
const int = (name: string, of: (charge: Charge) => number): FocusColumn => ({ name, type: 'int', of })
const instant = (name: string, of: (charge: Charge) => number): FocusColumn => ({ name, type: 'instant', of })

/**
 * Columns by the names of the FinOps Open Cost and Usage Specification 1.2, and ours with `x_` in front. What only an invoice says is null.
 * Source: https://focus.finops.org/focus-specification/v1-2/, read on 2026-11-21.
 */
const columns: readonly FocusColumn[] = [
  usd('BilledCost'),
  text('BillingAccountId', ({ provider }) => provider),
  text('BillingAccountName', ({ provider }) => provider),
  text('BillingCurrency', () => 'USD'),
  instant('BillingPeriodEnd', ({ dayAtMs }) => nextMonthMs(dayAtMs)),
  instant('BillingPeriodStart', ({ dayAtMs }) => monthMs(dayAtMs)),
  text('ChargeCategory', () => 'Usage'),
  none('ChargeClass'),
  text('ChargeDescription', ({ model, row }) => `${row.calls} ${row.calls === 1 ? 'call' : 'calls'} of ${model}`),
  text('ChargeFrequency', () => 'Usage-Based'),
  instant('ChargePeriodEnd', ({ dayAtMs }) => dayAtMs + dayMs),
  instant('ChargePeriodStart', ({ dayAtMs }) => dayAtMs),
  int('ConsumedQuantity', tokensOf),
  text('ConsumedUnit', () => 'Tokens'),
  usd('ContractedCost'),
  none('ContractedUnitPrice'),
  usd('EffectiveCost'),
  text('InvoiceIssuerName', ({ provider }) => provider),
  usd('ListCost'),
  none('ListUnitPrice'),
  text('PricingCategory', () => 'Standard'),
  int('PricingQuantity', tokensOf),
  text('PricingUnit', () => 'Tokens'),
  text('ProviderName', ({ provider }) => provider),
  text('PublisherName', ({ provider }) => provider),
  none('RegionId'),
  none('RegionName'),
  text('ResourceId', ({ model }) => model),
  text('ResourceName', ({ model }) => model.slice(model.indexOf('/') + 1)),
  text('ResourceType', () => 'Model'),
  text('ServiceCategory', () => 'AI and Machine Learning'),
  text('ServiceName', ({ provider }) => provider),
  text('ServiceSubcategory', () => 'Generative AI'),
  text('SkuId', ({ model }) => model),
  none('SkuPriceId'),
  none('SubAccountId'),
  none('SubAccountName'),
  none('Tags'),
  int('x_Calls', ({ row }) => row.calls),
  int('x_FailedCalls', ({ row }) => row.failed),
  text('x_CostState', ({ state }) => state),
  { name: 'x_CostUpper', type: 'usd', of: ({ row }) => row.cost.nanoUsd + row.cost.upperNanoUsd },
  int('x_InputTokens', ({ row }) => row.inputTokens),
  int('x_CacheReadInputTokens', ({ row }) => row.cacheReadInputTokens),
  int('x_CacheWriteInputTokens', ({ row }) => row.cacheWriteInputTokens),
  int('x_OutputTokens', ({ row }) => row.outputTokens),
  int('x_ReasoningOutputTokens', ({ row }) => row.reasoningOutputTokens),
]

export const focusColumns: readonly ExportColumn[] = columns.map(({ name, type }) => ({ name, type }))

/** `row`: of the question grouped by `focusDimensions`. */
export function focusCells(row: CostRow): ExportRow {
  const [day = null, provider, model, state] = row.group
  const charge: Charge = {
    row,
    dayAtMs: instantOf(day ?? '1970-01-01'),
    provider: provider ?? '',
    model: model ?? '',
    state: state ?? '',
    nanoUsd: state === 'unknown' || state === 'maybe_billed' ? null : row.cost.nanoUsd,
  }
  return columns.map(({ of }) => of(charge))
}

function tokensOf({ row }: Charge): number {
  return row.inputTokens + row.cacheReadInputTokens + row.cacheWriteInputTokens + row.outputTokens + row.reasoningOutputTokens
}

function monthMs(dayAtMs: number): number {
  return instantOf(`${isoText(dayAtMs).slice(0, 7)}-01`)
}

/** 32 days on is always in the month after. */
function nextMonthMs(dayAtMs: number): number {
  return monthMs(monthMs(dayAtMs) + 32 * dayMs)
}

function instantOf(day: string): number {
  return parseRfc3339Ms(`${day}T00:00:00Z`) ?? 0
}
