import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import { useSearch as useAddress, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { LedgerEntry } from '#contract/ledger'
import { useRunNames } from '#renderer/parts'
import { DataTable, useNow } from '#renderer/ui'
import { EntryDrawer } from './entry-drawer.tsx'
import classes from './ledger.module.css'
import { ledgerColumns } from './ledger-columns.tsx'
import { keyOfEntry } from './ledger-words.ts'

/** Milliseconds that rows are in sight before their runs' names are asked for. */
const namedAfterMs = 120

interface EntryTableProps {
  readonly count: number
  readonly rowAt: (index: number) => LedgerEntry | undefined
  readonly rowsOf: string
  /** Entries that are here around those in sight. */
  readonly inSight: readonly LedgerEntry[]
  readonly onRange?: (first: number, last: number) => void
  readonly empty: ReactNode
}

/** Entries as rows, and the one that the address names beside them. */
export function EntryTable({ count, rowAt, rowsOf, inSight, onRange, empty }: EntryTableProps) {
  const { open } = useAddress({ from: '/ledger' })
  const navigate = useNavigate({ from: '/ledger' })
  const [opened, setOpened] = useState<{ readonly key: string; readonly index: number }>()
  const isNarrow = useMediaQuery('(max-width: 1279px)', window.innerWidth < 1280)
  const minuteMs = useNow(60_000)
  const [named, setNamed] = useState({ first: 0, last: 40 })
  const nameSoon = useDebouncedCallback((first: number, last: number) => setNamed({ first, last }), namedAfterMs)
  const onRows = useCallback(
    (first: number, last: number) => {
      nameSoon(first, last)
      onRange?.(first, last)
    },
    [nameSoon, onRange],
  )
  const nameOfRun = useRunNames(runsOf(Array.from({ length: named.last - named.first + 1 }, (_, index) => rowAt(named.first + index))))
  const columns = useMemo(() => ledgerColumns(nameOfRun, minuteMs, isNarrow), [nameOfRun, minuteMs, isNarrow])
  const show = (entry: LedgerEntry, index: number) => {
    setOpened({ key: keyOfEntry(entry), index })
    void navigate({ search: (search) => ({ ...search, open: keyOfEntry(entry) }), replace: open !== undefined })
  }
  const index = open !== undefined && opened?.key === open ? opened.index : undefined
  const step = (by: number) => {
    const entry = index === undefined || index + by < 0 ? undefined : rowAt(index + by)
    return entry === undefined || index === undefined ? undefined : () => show(entry, index + by)
  }
  const known = index === undefined ? undefined : rowAt(index)
  const entry = known !== undefined && keyOfEntry(known) === open ? known : inSight.find((each) => keyOfEntry(each) === open)
  return (
    <div className={classes['table']}>
      <DataTable
        label="Ledger"
        columns={columns}
        count={count}
        rowAt={rowAt}
        rowKey={keyOfEntry}
        rowsOf={rowsOf}
        onOpen={show}
        chosenKey={open}
        follow={index}
        isPlain
        empty={empty}
        onRange={onRows}
      />
      <EntryDrawer open={open} entry={entry} onPrevious={step(-1)} onNext={step(1)} />
    </div>
  )
}

function runsOf(entries: readonly (LedgerEntry | undefined)[]): string[] {
  return entries.flatMap((each) => (each?.entry === 'call' ? (each.call.run ?? []) : each?.entry === 'event' ? (each.event.run ?? []) : []))
}
