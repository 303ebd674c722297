import { Button, Select, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ProviderKey } from '#contract/ids'
import type { MonitorState } from '#contract/monitor'
import { failureOf, formatInstantWithZone } from '#renderer/lib'
import { useApi, useConnectionState } from '#renderer/transport'
import { EmptyState, Loaded, LoadingState, Page, PageHeader } from '#renderer/ui'
import { BreakersTable } from './breakers-table.tsx'
import { ErrorsTable } from './errors-table.tsx'
import { Figures } from './figures.tsx'
import { LatencyChart } from './latency-chart.tsx'
import { MinutesChart } from './minutes-chart.tsx'
import classes from './monitor.module.css'
import { PoolsTable } from './pools-table.tsx'
import { useUnhurried } from './use-unhurried.ts'

const everyone = ''

/** What happens now: told by the engine at most twice a second, and only what has changed is drawn anew. */
export function MonitorPage() {
  const { provider } = useSearch({ from: '/monitor' })
  const connection = useConnectionState()
  const query = useQuery(
    useApi().monitor.watch.experimental_liveOptions({ input: provider === undefined ? {} : { provider: provider as ProviderKey } }),
  )
  const lostAtMs = connection.kind === 'lost' ? connection.sinceMs : undefined
  const isUnknown = query.data === undefined && failureOf(query.error)?.code === 'NOT_FOUND'
  return (
    <Page
      header={
        <PageHeader
          title="Monitor"
          facts={lostAtMs === undefined ? 'As it happens' : `As it was at ${formatInstantWithZone(lostAtMs)}: not live now`}
          actions={<ProviderSelect provider={provider} />}
        />
      }
    >
      {isUnknown ? (
        <NoSuchProvider provider={provider ?? ''} />
      ) : (
        <Loaded query={query} loading={<LoadingState rows={12} />}>
          {(state) => (
            <div className={classes['body']} data-stale={lostAtMs !== undefined || undefined}>
              <Live key={provider ?? everyone} state={state} provider={provider} />
            </div>
          )}
        </Loaded>
      )}
    </Page>
  )
}

/** A chart of an hour is drawn anew no more often: figures and tables follow each word of the engine. */
const chartsEveryMs = 2000

function Live({ state, provider }: { readonly state: MonitorState; readonly provider: string | undefined }) {
  const { minutes, errors, pools, breakers, inFlight } = state
  const drawn = useUnhurried(state, chartsEveryMs)
  const isQuiet = inFlight === 0 && minutes.every(({ started, answered, failed }) => started + answered + failed === 0)
  return (
    <>
      <Figures state={state} />
      <VisuallyHidden component="h2">Calls</VisuallyHidden>
      <div className={classes['charts']}>
        {isQuiet ? (
          <EmptyState
            title="No calls in the last hour"
            actions={
              <Button component={Link} to="/runs/new">
                New run
              </Button>
            }
          >
            {provider === undefined ? 'What a run sends is counted here as it happens.' : `None went to ${provider}.`}
          </EmptyState>
        ) : (
          <>
            <MinutesChart minutes={drawn.minutes} />
            <LatencyChart latency={drawn.latency} />
          </>
        )}
      </div>
      <div className={classes['pair']}>
        <ErrorsTable errors={errors} minuteAtMs={minutes.at(-1)?.atMs ?? 0} provider={provider} />
        <BreakersTable breakers={breakers} />
      </div>
      <PoolsTable pools={pools} />
    </>
  )
}

function ProviderSelect({ provider }: { readonly provider: string | undefined }) {
  const navigate = useNavigate({ from: '/monitor' })
  const { data } = useQuery(useApi().providers.list.queryOptions({ input: { limit: 500 } }))
  const options = useMemo(() => {
    const known = data?.items.map(({ key, name }) => ({ value: String(key), label: name })) ?? []
    const isMissing = provider !== undefined && known.every(({ value }) => value !== provider)
    return [{ value: everyone, label: 'All providers' }, ...known, ...(isMissing ? [{ value: provider, label: provider }] : [])]
  }, [data, provider])
  return (
    <Select
      aria-label="Provider"
      w={200}
      allowDeselect={false}
      data={options}
      value={provider ?? everyone}
      onChange={(value) => void navigate({ search: value === null || value === everyone ? {} : { provider: value }, replace: true })}
    />
  )
}

function NoSuchProvider({ provider }: { readonly provider: string }) {
  const navigate = useNavigate({ from: '/monitor' })
  return (
    <EmptyState
      title={`There is no provider “${provider}”`}
      actions={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show all providers</Button>}
    >
      It may have been removed. Its calls are still in the ledger.
    </EmptyState>
  )
}
