import { skipToken, useQuery } from '@tanstack/react-query'
import type { RepriceRow } from '#contract/reports'
import { counted, formatCount, formatUsd, formatUsdExactly } from '#renderer/lib'
import { FilterBar, useScopeFilters } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Loaded, Notice, Stat, Stats, Toolbar, useSortedRows } from '#renderer/ui'
import { sayDifference, sayGrowth } from '../report-words.ts'
import classes from '../reports.module.css'
import { useReportSearch, useScope } from '../use-report-search.ts'
import { PriceFields } from './price-fields.tsx'
import { pricesOf } from './prices.ts'

/** What calls would have cost at other prices. Nothing is changed by it. */
export function RepriceView() {
  const { search, change, clearScope } = useReportSearch()
  const filters = useScopeFilters(search, change)
  const scope = useScope(search)
  const asked = pricesOf(search)
  const query = useQuery(
    useApi().reports.reprice.queryOptions({
      input: 'wanted' in asked ? skipToken : { ...scope, prices: asked.prices },
      placeholderData: (previous) => previous,
    }),
  )
  return (
    <>
      <Toolbar label="Which calls">
        <FilterBar items={filters} onClearAll={clearScope} />
      </Toolbar>
      <PriceFields search={search} change={change} />
      {'wanted' in asked ? (
        <EmptyState title={asked.wanted}>What the calls would have cost then is shown here.</EmptyState>
      ) : (
        <Loaded query={query}>
          {({ rows, total }) => (
            <div className={classes['shown']} aria-busy={query.isPlaceholderData}>
              <Figures total={total} />
              <Repriced rows={rows} />
            </div>
          )}
        </Loaded>
      )}
    </>
  )
}

function Figures({ total }: { readonly total: RepriceRow }) {
  const { calls, priced, unpriced, wasNanoUsd, wouldBeNanoUsd } = total
  return (
    <>
      <div className={classes['figures']}>
        <Stats>
          <Stat
            label="It was"
            value={<span title={formatUsdExactly(wasNanoUsd)}>{formatUsd(wasNanoUsd)}</span>}
            note={counted(priced, 'call')}
          />
          <Stat
            label="It would have been"
            value={<span title={formatUsdExactly(wouldBeNanoUsd)}>{formatUsd(wouldBeNanoUsd)}</span>}
            note="for the same tokens"
          />
          <Stat
            label="Difference"
            value={<Difference nanoUsd={wouldBeNanoUsd - wasNanoUsd} />}
            note={priced === 0 ? '–' : sayGrowth(wasNanoUsd, wouldBeNanoUsd)}
          />
          <Stat
            label="Calls"
            value={formatCount(calls)}
            note={unpriced === 0 ? 'all are priced' : `${formatCount(unpriced)} are not priced`}
          />
        </Stats>
      </div>
      {unpriced === 0 ? null : (
        <Notice tone="doubt">
          {counted(unpriced, 'call is', 'calls are')} in neither sum: what was used, or a price for it, is not known.
        </Notice>
      )}
    </>
  )
}

function Repriced({ rows }: { readonly rows: readonly RepriceRow[] }) {
  return (
    <DataTable
      label="At other prices, by model"
      columns={columns}
      rowKey={({ model }) => model ?? ''}
      empty={<EmptyState title="No calls are like that">Leave out a filter, or take a longer time.</EmptyState>}
      {...useSortedRows(rows, columns)}
    />
  )
}

function Difference({ nanoUsd }: { readonly nanoUsd: number }) {
  const { text, title } = sayDifference(nanoUsd)
  return (
    <span title={title} className={nanoUsd > 0 ? classes['more'] : nanoUsd < 0 ? classes['less'] : undefined}>
      {text}
    </span>
  )
}

const columns: readonly Column<RepriceRow>[] = [
  { id: 'model', header: 'Model', width: 200, grow: 3, sortBy: ({ model }) => model, cell: ({ model }) => <span>{model ?? 'none'}</span> },
  { id: 'calls', header: 'Calls', width: 90, align: 'end', sortBy: ({ calls }) => calls, cell: ({ calls }) => formatCount(calls) },
  {
    id: 'unpriced',
    header: 'Not priced',
    width: 90,
    align: 'end',
    sortBy: ({ unpriced }) => unpriced,
    cell: ({ unpriced }) => formatCount(unpriced),
  },
  {
    id: 'was',
    header: 'It was',
    width: 110,
    align: 'end',
    sortBy: ({ wasNanoUsd }) => wasNanoUsd,
    title: ({ wasNanoUsd }) => formatUsdExactly(wasNanoUsd),
    cell: ({ priced, wasNanoUsd }) => (priced === 0 ? '–' : formatUsd(wasNanoUsd)),
  },
  {
    id: 'would',
    header: 'Would have been',
    width: 130,
    align: 'end',
    sortBy: ({ wouldBeNanoUsd }) => wouldBeNanoUsd,
    title: ({ wouldBeNanoUsd }) => formatUsdExactly(wouldBeNanoUsd),
    cell: ({ priced, wouldBeNanoUsd }) => (priced === 0 ? '–' : formatUsd(wouldBeNanoUsd)),
  },
  {
    id: 'difference',
    header: 'Difference',
    width: 110,
    align: 'end',
    sortBy: ({ wasNanoUsd, wouldBeNanoUsd }) => wouldBeNanoUsd - wasNanoUsd,
    cell: ({ priced, wasNanoUsd, wouldBeNanoUsd }) => (priced === 0 ? '–' : <Difference nanoUsd={wouldBeNanoUsd - wasNanoUsd} />),
  },
  {
    id: 'growth',
    header: 'Change',
    width: 80,
    align: 'end',
    cell: ({ priced, wasNanoUsd, wouldBeNanoUsd }) => (priced === 0 ? '–' : sayGrowth(wasNanoUsd, wouldBeNanoUsd)),
  },
]
