import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { KeptReport } from '#contract/reports'
import { formatCount, formatInstantWithZone } from '#renderer/lib'
import { addressOfExport } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import {
  type Column,
  ConfirmDialog,
  CopyButton,
  DataTable,
  EmptyState,
  Loaded,
  Spend,
  toastDone,
  toastFailure,
  useSortedRows,
  When,
} from '#renderer/ui'
import { sayOrder } from '../report-words.ts'

/** Reports that were bundled: what each stands on is dropped by nothing until it is forgotten. */
export function KeptView() {
  const query = useQuery(useApi().reports.kept.queryOptions())
  return <Loaded query={query}>{({ items }) => <KeptTable items={items} />}</Loaded>
}

function KeptTable({ items }: { readonly items: readonly KeptReport[] }) {
  const [forgetting, setForgetting] = useState<string>()
  const columns = useMemo(() => columnsOf(setForgetting), [])
  return (
    <>
      <DataTable
        label="Kept reports"
        columns={columns}
        rowKey={({ name }) => name}
        empty={
          <EmptyState
            title="No report is kept yet"
            actions={
              <Button component="a" href="#/reports?view=new">
                New report
              </Button>
            }
          >
            A bundle is one file with the report, its filters, the prices it was reckoned at and a hash of each part: made again, it is the
            same to the byte. What it stands on is kept as long as it is.
          </EmptyState>
        }
        {...useSortedRows(items, columns)}
      />
      <Forget name={forgetting} onDone={() => setForgetting(undefined)} />
    </>
  )
}

function Forget({ name, onDone }: { readonly name: string | undefined; readonly onDone: () => void }) {
  const api = useApi()
  const queries = useQueryClient()
  const { mutate } = useMutation(
    api.reports.forget.mutationOptions({
      onSuccess: async (_, order) => {
        toastDone(`${order.name} is forgotten; its file stays`)
        await queries.invalidateQueries({ queryKey: api.reports.kept.key() })
      },
      onError: toastFailure,
    }),
  )
  return (
    <ConfirmDialog
      isOpen={name !== undefined}
      title={`Forget ${name ?? ''}?`}
      onLeave={onDone}
      leaveLabel="Keep it"
      choices={[
        {
          label: 'Forget it',
          isDangerous: true,
          onChoose: () => {
            if (name !== undefined) mutate({ name })
            onDone()
          },
        },
      ]}
    >
      <p>Its file stays where it is. The calls it stands on may be dropped by retention from now on, and then it cannot be made again.</p>
    </ConfirmDialog>
  )
}

function columnsOf(onForget: (name: string) => void): readonly Column<KeptReport>[] {
  return [
    { id: 'name', header: 'Name', width: 140, grow: 2, sortBy: ({ name }) => name, cell: ({ name }) => <span>{name}</span> },
    {
      id: 'holds',
      header: 'Holds',
      width: 150,
      grow: 3,
      title: ({ order }) => sayOrder(order),
      cell: ({ order }) => <span>{sayOrder(order)}</span>,
    },
    { id: 'rows', header: 'Rows', width: 72, align: 'end', sortBy: ({ rows }) => rows, cell: ({ rows }) => formatCount(rows) },
    { id: 'cost', header: 'Cost', width: 96, align: 'end', cell: ({ cost }) => (cost === null ? '–' : <Spend total={cost} />) },
    {
      id: 'made',
      header: 'Made',
      width: 96,
      sortBy: ({ madeAtMs }) => madeAtMs,
      title: ({ madeAtMs, user }) => `${formatInstantWithZone(madeAtMs)} by ${user}`,
      cell: ({ madeAtMs }) => <When atMs={madeAtMs} />,
    },
    {
      id: 'hash',
      header: 'SHA-256',
      width: 140,
      title: ({ sha256 }) => sha256,
      cell: ({ sha256, name }) => (
        <span>
          <code>{sha256.slice(0, 10)}…</code> <CopyButton text={sha256} label={`Copy the SHA-256 of ${name}`} />
        </span>
      ),
    },
    {
      id: 'file',
      header: 'File',
      width: 84,
      title: ({ file }) => file,
      cell: ({ file }) => (
        <a href={addressOfExport(file)} download={file}>
          Download
        </a>
      ),
    },
    {
      id: 'act',
      header: 'Action',
      width: 70,
      align: 'end',
      cell: ({ name }) => (
        <Button size="compact-xs" aria-label={`Forget ${name}`} onClick={() => onForget(name)}>
          Forget
        </Button>
      ),
    },
  ]
}
