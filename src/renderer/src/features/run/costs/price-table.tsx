import { Link } from '@tanstack/react-router'
import type { CostSnapshot, RunPrice } from '#contract/costs'
import { formatCount, formatInstantWithZone } from '#renderer/lib'
import { type Column, DataTable, EmptyState, Spend, StatusBadge, useSortedRows, When } from '#renderer/ui'
import { Embedded } from '../overview/embedded.tsx'

/** Each price that calls of the run were reckoned at, beside what the same model costs today. What was paid stays what it was. */
export function PriceTable({ items }: { readonly items: readonly RunPrice[] }) {
  const rows = useSortedRows(items, columns)
  return (
    <Embedded rows={items.length}>
      <DataTable
        label="Prices, then and now"
        columns={columns}
        rowKey={({ model, was }) => `${model} ${was?.priceVersionId ?? ''}`}
        empty={<EmptyState title="No call was reckoned at a price" />}
        {...rows}
      />
    </Embedded>
  )
}

type Rate = 'costInputPerMillion' | 'costOutputPerMillion' | 'costCacheReadPerMillion'

const columns: Column<RunPrice>[] = [
  {
    id: 'model',
    header: 'Model',
    width: 150,
    grow: 1,
    cell: ({ model }) => (
      <Link to="/models" search={{ model }} title={model}>
        {model}
      </Link>
    ),
    sortBy: ({ model }) => model,
  },
  { id: 'calls', header: 'Calls', width: 72, align: 'end', cell: ({ calls }) => formatCount(calls), sortBy: ({ calls }) => calls },
  { id: 'cost', header: 'Cost', width: 118, align: 'end', cell: ({ cost }) => <Spend total={cost} />, sortBy: ({ cost }) => cost.nanoUsd },
  { id: 'from', header: 'In force from', width: 116, cell: ({ was }) => (was === null ? 'no price' : <From snapshot={was} />) },
  { id: 'input', header: 'Input / M', width: 130, align: 'end', cell: (price) => <Rates price={price} rate="costInputPerMillion" /> },
  { id: 'output', header: 'Output / M', width: 130, align: 'end', cell: (price) => <Rates price={price} rate="costOutputPerMillion" /> },
  { id: 'cached', header: 'Cached / M', width: 130, align: 'end', cell: (price) => <Rates price={price} rate="costCacheReadPerMillion" /> },
  {
    id: 'today',
    header: 'Today',
    width: 104,
    cell: ({ was, today, isOther }) =>
      today === null ? (
        <StatusBadge tone="doubt">no price</StatusBadge>
      ) : isOther || was === null ? (
        <StatusBadge tone="waiting" title={`In force from ${formatInstantWithZone(today.effectiveFromMs)}, ${today.source}`}>
          another
        </StatusBadge>
      ) : (
        <StatusBadge tone="quiet">the same</StatusBadge>
      ),
  },
]

function From({ snapshot }: { readonly snapshot: CostSnapshot }) {
  return (
    <span title={snapshot.source}>
      <When atMs={snapshot.effectiveFromMs} />
    </span>
  )
}

/** The rate as it was, and, where it is another now, what it has become. */
function Rates({ price: { was, today }, rate }: { readonly price: RunPrice; readonly rate: Rate }) {
  const [before, now] = [was?.[rate], today?.[rate]]
  const isOther = today !== null && before !== now
  return (
    <>
      {sayRate(before)}
      {isOther ? ` → ${sayRate(now)}` : null}
    </>
  )
}

function sayRate(usd: string | null | undefined): string {
  if (usd === null || usd === undefined) return '–'
  const [whole, fraction = ''] = usd.split('.')
  return usd === '0' ? 'free' : `$${whole}.${fraction.padEnd(2, '0')}`
}
