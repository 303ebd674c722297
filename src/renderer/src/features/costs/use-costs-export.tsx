import type { CostDimension, CostQuery } from '#contract/costs'
import type { ZoneClock } from '#renderer/lib'
import { type ExportChoice, useExportMenu } from '#renderer/parts'
import { breakdownWords } from './group-words.ts'
import type { useCosts } from './use-costs.ts'

/** What is shown, as files: the same questions, so that their totals are the same. */
/** Up to the same entry of the ledger. */
export function useCostsExport({ scope, granularity = 'day', stack, by, shown }: ReturnType<typeof useCosts>, { zone }: ZoneClock) {
  const watermark = shown?.watermark
  const costs = (groupBy: CostDimension[], columns: 'assay' | 'focus' = 'assay') => {
    const order: CostQuery = { ...scope, groupBy, timeZone: zone, minCalls: 1 }
    return { report: 'costs', columns, ...order } as const
  }
  const choices: readonly ExportChoice[] = [
    { label: `Spend by ${granularity} and ${stack}`, order: () => costs([granularity, stack]) },
    { label: `Spend by ${breakdownWords[by].toLowerCase()}`, order: () => costs([by]) },
    {
      label: 'FOCUS columns, by day',
      order: () => costs(['day', 'provider', 'model', 'cost_state'], 'focus'),
      formats: ['csv', 'parquet'],
    },
    { label: 'Every call', order: () => ({ report: 'calls', ...scope }) },
  ]
  return useExportMenu(
    'Export',
    choices.map((choice) => ({ ...choice, watermark })),
  )
}
