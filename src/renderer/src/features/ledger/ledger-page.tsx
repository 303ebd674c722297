import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch as useAddress, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { counted, formatWhen } from '#renderer/lib'
import { FilterBar, useExportMenu } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Notice, Page, PageHeader, Toolbar, useNow } from '#renderer/ui'
import { FindField } from './find-field.tsx'
import { LedgerFacts } from './ledger-facts.tsx'
import { type LedgerChange, useLedgerFilters } from './ledger-filters.tsx'
import { LedgerList } from './ledger-list.tsx'
import { callFilterOf, filterOf, hasCalls } from './ledger-query.ts'
import { readLedgerSearch } from './search.ts'
import { SearchList } from './search-list.tsx'

/** Every call, event and change in one list, newest first: filtered, looked through, followed, opened and exported. */
export function LedgerPage() {
  const address = useAddress({ from: '/ledger' })
  const navigate = useNavigate({ from: '/ledger' })
  const { open: _, live, find, ...filters } = address
  const told = JSON.stringify(filters)
  const filter = useMemo(() => filterOf(JSON.parse(told), Date.now()), [told])
  const change = (changes: LedgerChange) => void navigate({ search: readLedgerSearch({ ...address, ...changes }), replace: true })
  const items = useLedgerFilters(address, change)
  const { menu, notice } = useLedgerExport(filters)
  const isFinding = find !== undefined && find.length >= shortestText
  return (
    <Page isFixed header={<PageHeader title="Ledger" facts={<LedgerFacts filter={filter} isFiltered={told !== '{}'} />} actions={menu} />}>
      <FailedWrites />
      {notice}
      <Toolbar
        label="Filter entries"
        aside={
          isFinding ? undefined : (
            <Switch
              label="Live"
              title="New entries are told as they come"
              checked={live !== 'off'}
              onChange={(event) => change({ live: event.currentTarget.checked ? undefined : 'off' })}
            />
          )
        }
      >
        <FindField value={find ?? ''} onChange={(text) => change({ find: text === '' ? undefined : text })} />
        <FilterBar items={items} onClearAll={() => void navigate({ search: find === undefined ? {} : { find }, replace: true })} />
      </Toolbar>
      {isFinding ? <SearchList filter={filter} text={find} /> : <LedgerList filter={filter} isLive={live !== 'off'} />}
    </Page>
  )
}

/** As the contract has it. */
const shortestText = 2

/** What of the ledger was lost is said: it never cost an answer. */
function FailedWrites() {
  const { data } = useQuery(useApi().ledger.health.queryOptions())
  const nowMs = useNow(60_000)
  if (data === undefined || data.failedEvents + data.failedRollups === 0) return null
  const { failedEvents, failedRollups, lastFailure } = data
  const lost = [
    ...(failedEvents === 0 ? [] : [`${counted(failedEvents, 'event')} could not be written`]),
    ...(failedRollups === 0 ? [] : [`${counted(failedRollups, 'sum')} could not be kept and will be reckoned anew`]),
  ]
  return (
    <Notice tone="doubt">
      Since the engine began {lost.join(', ')}. No answer was lost by it, and no cost.
      {lastFailure === null ? null : ` The last, ${formatWhen(lastFailure.atMs, nowMs)}: ${lastFailure.message}`}
    </Notice>
  )
}

function useLedgerExport(filters: Parameters<typeof callFilterOf>[0]) {
  const order = (report: 'calls' | 'dataset') => () => ({ report, ...callFilterOf(filters, Date.now()) })
  const { menu, notice } = useExportMenu('Export these', [
    { label: 'Calls, a row each', order: order('calls') },
    { label: 'As a data set: messages, answer, outcome', order: order('dataset'), formats: ['jsonl', 'parquet', 'csv', 'json'] },
  ])
  return { menu: hasCalls(filters) ? menu : null, notice }
}
