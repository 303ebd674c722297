import { Button } from '@mantine/core'
import { useSearch as useAddress, useNavigate } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { LedgerEntry, LedgerFilter } from '#contract/ledger'
import { formatCount } from '#renderer/lib'
import { EmptyState, FailureState, LoadingState } from '#renderer/ui'
import { EntryTable } from './entry-table.tsx'
import classes from './ledger.module.css'
import { useLedgerRows } from './use-ledger-rows.ts'
import { useTail } from './use-tail.ts'

/** The entries of a filter; new ones above them as they come, while the top is in sight and none is open, else counted. */
export function LedgerList({ filter, isLive }: { readonly filter: LedgerFilter; readonly isLive: boolean }) {
  const { open } = useAddress({ from: '/ledger' })
  const rows = useLedgerRows(filter)
  const [isTop, setTop] = useState(true)
  const [jumps, setJumps] = useState(0)
  const { shown, watermark, readTop } = rows
  const { head, waiting, hasGap, show } = useTail({ filter: shown, watermark, isLive, isFollowed: isTop && open === undefined, readTop })
  const { onRange: onRowRange } = rows
  const above = head.length
  const onRange = useCallback(
    (first: number, last: number) => {
      setTop(first === 0)
      onRowRange(Math.max(0, first - above), Math.max(0, last - above))
    },
    [onRowRange, above],
  )
  if (rows.count === undefined)
    return rows.error === null ? <LoadingState rows={16} /> : <FailureState error={rows.error} onRetry={rows.retry} />
  const rowAt = (index: number): LedgerEntry | undefined => (index < above ? head[index] : rows.rowAt(index - above))
  return (
    <>
      {waiting === 0 ? null : (
        <div className={classes['bar']} role="status">
          {formatCount(waiting)}
          {hasGap ? ' or more' : ''} new
          <Button
            size="compact-xs"
            onClick={() => {
              show()
              if (hasGap) readTop()
              setJumps((before) => before + 1)
            }}
          >
            Show them
          </Button>
        </div>
      )}
      <EntryTable
        count={rows.count + above}
        rowAt={rowAt}
        rowsOf={`${JSON.stringify(shown)} ${jumps}`}
        inSight={rows.inSight}
        onRange={onRange}
        empty={<NoEntries isFiltered={Object.keys(shown).length > 0} />}
      />
    </>
  )
}

function NoEntries({ isFiltered }: { readonly isFiltered: boolean }) {
  const navigate = useNavigate({ from: '/ledger' })
  return isFiltered ? (
    <EmptyState
      title="No entry is like that"
      actions={<Button onClick={() => void navigate({ search: {}, replace: true })}>Show all</Button>}
    >
      Take a filter away: what is chosen of each holds together with all the others. Events and changes have no model, code or cost.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing is written yet">
      Every call that is made, whatever comes of it, every event and every change stands here.
    </EmptyState>
  )
}
