import { Button, Switch } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { counted, formatInstantWithZone } from '#renderer/lib'
import { FilterBar, useScopeFilters } from '#renderer/parts'
import { EmptyState, FailureState, Loaded, LoadingState, Notice, Page, PageHeader, PageViews, Toolbar } from '#renderer/ui'
import classes from './costs.module.css'
import { ledgerSearch } from './costs-scope.ts'
import { PerformanceView } from './performance/performance-view.tsx'
import { sayRange } from './range.ts'
import { RangePicker } from './range-picker.tsx'
import type { CostsSearch } from './search.ts'
import { SpendView } from './spend/spend-view.tsx'
import { useChange } from './use-change.ts'
import { useCosts } from './use-costs.ts'
import { useCostsExport } from './use-costs-export.tsx'
import { useWorkspace } from './use-workspace.ts'
import type { WorkspaceMoney } from './workspace-money.ts'

export function CostsPage() {
  const { query, workspace } = useWorkspace()
  if (workspace === undefined)
    return (
      <Page header={<PageHeader title="Costs" />}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  return <Costs workspace={workspace} />
}

function Costs({ workspace }: { readonly workspace: WorkspaceMoney }) {
  const search = useSearch({ from: '/costs' })
  const change = useChange()
  const navigate = useNavigate()
  const { clock } = workspace
  const costs = useCosts(search, clock)
  const { shown, range, nowMs, canAsk } = costs
  const filters = useScopeFilters(search, change).filter(({ name }) => name !== 'time')
  const isFiltered = filters.some(({ said }) => said !== undefined)
  const exporting = useCostsExport(costs, clock)
  const clearFilters = () => change(Object.fromEntries(filters.map(({ name }) => [name, undefined])))
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Costs"
          facts={
            <>
              <span>{canAsk ? sayRange(range, nowMs, clock) : 'no time at all'}</span>
              <span title={`Up to entry ${shown?.watermark ?? 0} of the ledger`}>as of {formatInstantWithZone(nowMs)}</span>
            </>
          }
          actions={
            <>
              <Follow costs={costs} />
              {canAsk ? (
                <Button onClick={() => void navigate({ to: '/ledger', search: ledgerSearch(search, range) })}>The calls</Button>
              ) : null}
              {canAsk ? exporting.menu : null}
            </>
          }
        />
      }
    >
      <Toolbar label="Which calls">
        <RangePicker range={range} clock={clock} nowMs={nowMs} onChange={change} />
        <FilterBar items={filters} onClearAll={clearFilters} />
      </Toolbar>
      {exporting.notice}
      {canAsk ? (
        <Views>
          {search.view === 'performance' ? (
            <PerformanceView scope={costs.scope} granularity={costs.granularity} clock={clock} range={range} nowMs={nowMs} />
          ) : costs.failed !== undefined ? (
            <FailureState error={costs.failed.error} onRetry={() => costs.failed?.refetch()} />
          ) : shown === undefined ? (
            <LoadingState rows={12} />
          ) : shown.total.calls === 0 ? (
            <NoCalls
              isFiltered={isFiltered}
              onAll={() => change({ range: 'all', from: undefined, to: undefined })}
              onClear={clearFilters}
            />
          ) : (
            <div aria-busy={costs.isWaiting} className={classes['shown']}>
              {shown.droppedBeforeMs !== null && shown.droppedBeforeMs > shown.fromMs ? (
                <Notice tone="doubt">
                  Calls before {formatInstantWithZone(shown.droppedBeforeMs)} were given up by retention. Their sums are kept by quarters of
                  an hour: a range that ends within one there is counted to its end.
                </Notice>
              ) : null}
              <SpendView shown={shown} workspace={workspace} search={search} />
            </div>
          )}
        </Views>
      ) : (
        <EmptyState
          title="The range ends before it begins"
          actions={<Button onClick={() => change({ range: '30d', from: undefined, to: undefined })}>The last 30 days</Button>}
        >
          It goes from {formatInstantWithZone(range.fromMs ?? 0)} to {formatInstantWithZone(range.toMs ?? 0)}: no call can be in it.
        </EmptyState>
      )}
    </Page>
  )
}

/** What has come since the page was told, quietly; or the page goes along with it. */
function Follow({ costs }: { readonly costs: ReturnType<typeof useCosts> }) {
  const { isBehind, isLive, setLive, refresh, news, shown } = costs
  const more = shown === undefined ? 0 : (news?.total.calls ?? 0) - shown.total.calls
  return (
    <>
      {isBehind && !isLive ? (
        <Button variant="subtle" onClick={refresh}>
          {more > 0 ? `${counted(more, 'new call')}: refresh` : 'Refresh'}
        </Button>
      ) : null}
      <Switch label="Live" checked={isLive} onChange={(event) => setLive(event.currentTarget.checked)} />
    </>
  )
}

const titles = { spend: 'Spend', performance: 'Performance' } as const

function Views({ children }: { readonly children: React.ReactNode }) {
  const { view = 'spend' } = useSearch({ from: '/costs' })
  const navigate = useNavigate({ from: '/costs' })
  const show = (name: keyof typeof titles) =>
    void navigate({
      search: ({ view: _, ...search }): CostsSearch => (name === 'performance' ? { ...search, view: 'performance' } : search),
    })
  return (
    <PageViews label="Views of the costs" titles={titles} value={view} onChange={show} scrolls>
      {children}
    </PageViews>
  )
}

function NoCalls({
  isFiltered,
  onAll,
  onClear,
}: {
  readonly isFiltered: boolean
  readonly onAll: () => void
  readonly onClear: () => void
}) {
  return (
    <EmptyState
      title="No calls in this range"
      actions={
        <>
          {isFiltered ? <Button onClick={onClear}>Without the filters</Button> : null}
          <Button onClick={onAll}>All there are</Button>
        </>
      }
    >
      {isFiltered ? 'None that is as you ask.' : 'Every call that a run makes is counted here, as soon as it has settled.'}
    </EmptyState>
  )
}
