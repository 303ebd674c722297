import { Button } from '@mantine/core'
import type { LedgerFilter } from '#contract/ledger'
import { counted, formatCount, sayError } from '#renderer/lib'
import { EmptyState, LoadingState, ProgressBar } from '#renderer/ui'
import { EntryTable } from './entry-table.tsx'
import classes from './ledger.module.css'
import { type SearchState, useSearch } from './use-search.ts'

/** Entries that hold a text, as they are found, and how far the looking is. */
export function SearchList({ filter, text }: { readonly filter: LedgerFilter; readonly text: string }) {
  const { cancel, goOn, ...state } = useSearch(filter, text)
  const { hits, status, looked, total } = state
  return (
    <>
      <div className={classes['search']}>
        <span role="status">{sayProgress(state)}</span>
        {status === 'going' ? (
          <>
            <span className={classes['searchBar']}>
              <ProgressBar
                shares={[{ tone: 'going', count: looked, label: 'looked through' }]}
                total={Math.max(total ?? 0, looked, 1)}
                label="Looked through"
              />
            </span>
            <Button size="compact-xs" onClick={cancel}>
              Cancel
            </Button>
          </>
        ) : status === 'whole' ? null : (
          <Button size="compact-xs" onClick={goOn}>
            Look further back
          </Button>
        )}
      </div>
      {hits.length === 0 && status === 'going' ? (
        <LoadingState rows={6} label="Looking" />
      ) : (
        <EntryTable
          count={hits.length}
          rowAt={(index) => hits[index]}
          rowsOf={`${JSON.stringify(filter)} ${text}`}
          inSight={hits}
          empty={
            <EmptyState title={status === 'whole' ? `Nothing holds “${text}”` : 'Nothing was found so far'}>
              It is looked for in messages, prompts and answers of calls, in facts of events and in what changes changed, whatever the case.
            </EmptyState>
          }
        />
      )}
    </>
  )
}

function sayProgress({ hits, looked, total, status, error }: SearchState): string {
  const found = `${counted(hits.length, 'entry', 'entries')} found`
  const so = total === null ? `${formatCount(looked)} looked through` : `${formatCount(looked)} of ${formatCount(total)} looked through`
  switch (status) {
    case 'going':
      return `${found}, ${so}`
    case 'whole':
      return `${found}; that is all`
    case 'enough':
      return `${found}, the newest; ${so}`
    case 'cancelled':
      return `${found}; cancelled with ${so}`
    case 'failed': {
      const { title, details } = sayError(error)
      return `${found}, then it failed: ${[title, ...details].join('. ')}`
    }
  }
}
