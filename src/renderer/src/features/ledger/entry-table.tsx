import { useMediaQuery } from '@mantine/hooks'
import { useSearch as useAddress, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import type { LedgerEntry } from '#contract/ledger'
import { useRunNames } from '#renderer/parts'
import { DataTable, useNow } from '#renderer/ui'
import { EntryDrawer } from './entry-drawer.tsx'
import classes from './ledger.module.css'
import { ledgerColumns } from './ledger-columns.tsx'
import { keyOfEntry } from './ledger-words.ts'

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
  const nameOfRun = useRunNames(runsOf(inSight))
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
        {...(onRange === undefined ? {} : { onRange })}
      />
      <EntryDrawer open={open} entry={entry} onPrevious={step(-1)} onNext={step(1)} />
    </div>
  )
}

function runsOf(entries: readonly LedgerEntry[]): string[] {
  const runs = entries.map((each) => (each.entry === 'call' ? each.call.run : each.entry === 'event' ? each.event.run : null))
  return runs.filter((run) => run !== null)
}
