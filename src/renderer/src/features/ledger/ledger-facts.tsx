import { useQuery } from '@tanstack/react-query'
import type { LedgerFilter } from '#contract/ledger'
import { counted, formatCount } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { pageRows } from './row-places.ts'

/** How many entries there are of the filter, and up to which the list was read. */
export function LedgerFacts({ filter, isFiltered }: { readonly filter: LedgerFilter; readonly isFiltered: boolean }) {
  const { data } = useQuery(useApi().ledger.list.queryOptions({ input: { ...filter, limit: pageRows } }))
  if (data === undefined) return 'Every call, event and change, newest first'
  const { total, watermark, items, next } = data
  return (
    <>
      <span>
        {total === null
          ? next === undefined
            ? sayTotal(items.length, isFiltered)
            : `More than ${formatCount(items.length)} entries; to count them would take longer than to show them`
          : sayTotal(total, isFiltered)}
      </span>
      <span>{watermark === 0 ? 'nothing is written yet' : `written up to no. ${formatCount(watermark)}`}</span>
      <span>newest first</span>
    </>
  )
}

function sayTotal(total: number, isFiltered: boolean): string {
  const entries = counted(total, 'entry', 'entries')
  return isFiltered ? `${entries} of the filter` : entries
}
