import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { KeyInfo } from '#contract/keys'
import { counted } from '#renderer/lib'
import { DataTable, EmptyState, Loaded, Page, PageHeader, useSortedRows } from '#renderer/ui'
import { keyColumns, type NamedKey } from './key-columns.tsx'
import { KeyDrawer } from './key-drawer.tsx'
import { standingOf } from './key-words.ts'
import { useKeys } from './use-keys.ts'

export function KeysPage() {
  const { keys, places, nameOf } = useKeys()
  const { provider: chosen } = useSearch({ from: '/keys' })
  const navigate = useNavigate({ from: '/keys' })
  const open = (provider: string | undefined) =>
    navigate({ search: provider === undefined ? {} : { provider }, replace: chosen !== undefined })
  const rows = keys.data?.items.map((key) => ({ ...key, name: nameOf(key.provider) })) ?? []
  const key = rows.find(({ provider }) => provider === chosen)
  return (
    <Page isFixed header={<PageHeader title="Keys" facts={keys.data === undefined ? null : sayAll(keys.data.items)} />}>
      <Loaded query={keys}>{() => <KeysTable keys={rows} chosen={chosen} onOpen={open} />}</Loaded>
      <KeyDrawer
        key={chosen}
        keyInfo={key}
        isWanted={chosen !== undefined && keys.data !== undefined}
        places={places.data?.items}
        onClose={() => open(undefined)}
      />
    </Page>
  )
}

function KeysTable({
  keys,
  chosen,
  onOpen,
}: {
  readonly keys: readonly NamedKey[]
  readonly chosen: string | undefined
  readonly onOpen: (provider: string) => unknown
}) {
  const columns = useMemo(() => keyColumns((provider) => void onOpen(provider)), [onOpen])
  return (
    <DataTable
      label="Keys"
      columns={columns}
      rowKey={({ provider }) => provider}
      chosenKey={chosen}
      onOpen={({ provider }) => void onOpen(provider)}
      empty={<EmptyState title="There is no provider yet">Add one with “assay providers add”; its key is given here.</EmptyState>}
      {...useSortedRows(keys, columns)}
    />
  )
}

function sayAll(items: readonly KeyInfo[]): string {
  const waiting = items.filter((key) => standingOf(key).needsAct).length
  const all = counted(items.length, 'provider')
  return waiting === 0 ? `${all}; each can be asked` : `${all}; ${waiting} cannot be asked yet`
}
