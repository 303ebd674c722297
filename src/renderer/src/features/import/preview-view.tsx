import { Button } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { ImportRow } from '#contract/imports'
import { counted, failureOf, formatCount } from '#renderer/lib'
import { useConnection } from '#renderer/transport'
import { DataTable, EmptyState, FailureState, LoadingState, Notice, Page, PageHeader, toastFailure, When } from '#renderer/ui'
import type { Applied } from './applied.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import type { KeptImport } from './kept-import.ts'
import { KindBar } from './kind-bar.tsx'
import { isTaken, type Picks, takenOf, withTaken } from './picks.ts'
import { rowColumns } from './row-columns.tsx'
import { RowDrawer } from './row-drawer.tsx'
import { RowFilters } from './row-filters.tsx'
import { formatWords } from './row-words.ts'
import { allRows, filterOf, useImportRows } from './use-import-rows.ts'
import { useKeptImport } from './use-kept-import.ts'

interface PreviewViewProps {
  readonly id: string
  readonly onApplied: (applied: Applied) => void
  readonly onReadAgain: () => void
}

/** What a catalog would change, row by row: taken or left, and then applied as one. */
export function PreviewView({ id, ...events }: PreviewViewProps) {
  const { kept, decide } = useKeptImport(id)
  if (kept === undefined) return <Forgotten />
  return <Rows kept={kept} decide={decide} {...events} />
}

function Rows({
  kept,
  decide,
  onApplied,
  onReadAgain,
}: Omit<PreviewViewProps, 'id'> & { readonly kept: KeptImport; readonly decide: (change: (picks: Picks) => Picks) => void }) {
  const { preview, picks } = kept
  const search = useSearch({ from: '/import' })
  const navigate = useNavigate({ from: '/import' })
  const { client } = useConnection()
  const filter = useMemo(() => filterOf(preview.id, search), [preview.id, search])
  const rows = useImportRows(filter)
  const [isApplying, setIsApplying] = useState(false)
  const [isMarking, setIsMarking] = useState(false)
  const taken = takenOf(preview.picked, picks)
  const take = useCallback((row: ImportRow, isWanted: boolean) => decide((before) => withTaken(before, [row], isWanted)), [decide])
  const takeAll = (isWanted: boolean) => {
    setIsMarking(true)
    allRows(client, filter)
      .then((all) => decide((before) => withTaken(before, all, isWanted)))
      .catch(toastFailure)
      .finally(() => setIsMarking(false))
  }
  const open = (row: number | undefined) => {
    const { row: _, ...rest } = search
    void navigate({ search: row === undefined ? rest : { ...rest, row }, replace: search.row !== undefined })
  }
  const columns = useMemo(() => rowColumns(picks, take), [picks, take])
  if (rows.error !== null && failureOf(rows.error)?.code === 'NOT_FOUND') return <Forgotten />
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title={preview.source}
          above={<Link to="/import">Import</Link>}
          facts={
            <>
              <span>{formatWords[preview.format]}</span>
              <span>{counted(preview.entries, 'entry', 'entries')}</span>
              <span>
                read <When atMs={preview.atMs} />
              </span>
              {preview.lastEntries === null ? null : <span>the last one had {formatCount(preview.lastEntries)}</span>}
            </>
          }
          actions={
            <>
              <Button onClick={() => void navigate({ search: {} })}>Put it away</Button>
              <Button variant="filled" disabled={taken === 0} onClick={() => setIsApplying(true)}>
                Import {counted(taken, 'row')}
              </Button>
            </>
          }
        />
      }
    >
      {preview.isSuspiciouslyShort ? (
        <Notice tone="waiting">
          It is short: {counted(preview.entries, 'entry', 'entries')}, where the last import of this source had{' '}
          {formatCount(preview.lastEntries ?? 0)}. Perhaps a part is missing. Nothing is imported before you say that it is meant so.
        </Notice>
      ) : null}
      <KindBar preview={preview} />
      <RowFilters
        preview={preview}
        aside={
          <>
            <span role="status">
              {rows.total === undefined ? '' : counted(rows.total, 'row')}, {formatCount(taken)} taken in all
            </span>
            <Button size="compact-xs" loading={isMarking} onClick={() => takeAll(true)}>
              Take these
            </Button>
            <Button size="compact-xs" disabled={isMarking} onClick={() => takeAll(false)}>
              Leave these
            </Button>
          </>
        }
      />
      {rows.total === undefined ? (
        rows.error === null ? (
          <LoadingState rows={14} />
        ) : (
          <FailureState error={rows.error} onRetry={rows.refetch} />
        )
      ) : (
        <DataTable
          label="Rows of the catalog"
          columns={columns}
          count={rows.total}
          rowAt={rows.rowAt}
          rowKey={({ index }) => String(index)}
          rowsOf={JSON.stringify(filter)}
          chosenKey={search.row === undefined ? undefined : String(search.row)}
          onOpen={({ index }) => open(index)}
          onMark={(row) => take(row, !isTaken(row, picks))}
          onRange={rows.onRange}
          isPlain
          empty={<EmptyState title="No row is like that">Take a filter away to see others.</EmptyState>}
        />
      )}
      <RowDrawer
        id={preview.id}
        index={search.row}
        row={rows.rows.find(({ index }) => index === search.row)}
        picks={picks}
        decide={decide}
        onClose={() => open(undefined)}
      />
      {isApplying ? <ApplyDialog kept={kept} onApplied={onApplied} onReadAgain={onReadAgain} onLeave={() => setIsApplying(false)} /> : null}
    </Page>
  )
}

function Forgotten() {
  return (
    <Page header={<PageHeader title="Import" above={<Link to="/import">Import</Link>} />}>
      <EmptyState title="This preview is gone" actions={<Link to="/import">Read a catalog</Link>}>
        It was imported, or the engine has ended or read others since. Nothing was changed by looking at it: read the catalog again.
      </EmptyState>
    </Page>
  )
}
