import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CostRow } from '#contract/costs'
import type { RunSummary } from '#contract/runs'
import { CoverageBand } from '#renderer/charts'
import { formatCount, formatUsd } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { EmptyState, Loaded, LoadingState, Section, Spend, Stat, Stats } from '#renderer/ui'
import { CostCharts } from './cost-charts.tsx'
import { PriceTable } from './price-table.tsx'

/** What the run cost: by model, by first calls and those after them, and at which prices, then and now. */
export function CostsView({ summary }: { readonly summary: RunSummary }) {
  const { costs } = useApi()
  const query = useQuery(costs.report.queryOptions({ input: { run: summary.id, groupBy: ['model', 'kind', 'method'] } }))
  const prices = useQuery(costs.runPrices.queryOptions({ input: { run: summary.id } }))
  return (
    <Loaded query={query} loading={<LoadingState rows={8} />}>
      {({ rows, total }) =>
        total.calls === 0 ? (
          <EmptyState title="No call has settled yet">What each call cost stands here as soon as its outcome is kept.</EmptyState>
        ) : (
          <>
            <Section
              title="In all"
              aside={
                <Link to="/costs" search={{ run: summary.id, range: 'all' }}>
                  Over time, and to export
                </Link>
              }
            >
              <Figures rows={rows} total={total} />
              <CoverageBand total={total.cost} />
            </Section>
            <CostCharts rows={rows} total={total} />
            <Section title="Prices, then and now">
              <Loaded query={prices} loading={<LoadingState rows={3} />}>
                {({ items }) => <PriceTable items={items} />}
              </Loaded>
            </Section>
          </>
        )
      }
    </Loaded>
  )
}

function Figures({ rows, total }: { readonly rows: readonly CostRow[]; readonly total: CostRow }) {
  const again = rows.filter(({ group }) => group[1] !== 'first')
  const spentAgain = again.reduce((sum, { cost }) => sum + cost.nanoUsd, 0)
  const { succeededProbes, cost } = total
  const isKnown = succeededProbes > 0 && cost.coverage.unknown.calls === 0
  return (
    <Stats>
      <Stat label="Spent" value={<Spend total={cost} />} note={`${formatCount(total.calls)} calls`} />
      <Stat
        label="On tries after the first"
        value={formatUsd(spentAgain)}
        note={`${formatCount(again.reduce((sum, { calls }) => sum + calls, 0))} calls`}
      />
      <Stat
        label="Per successful probe"
        value={isKnown ? formatUsd(cost.nanoUsd / succeededProbes) : '–'}
        note={`${formatCount(succeededProbes)} successful`}
      />
    </Stats>
  )
}
