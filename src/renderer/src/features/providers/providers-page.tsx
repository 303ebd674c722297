import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { counted } from '#renderer/lib'
import { DataTable, EmptyState, Glyph, Loaded, Page, PageHeader, SideDrawer, useSortedRows } from '#renderer/ui'
import { AddProvider } from './edit-provider.tsx'
import { type ListedProvider, providerColumns } from './provider-columns.tsx'
import { ProviderDrawer } from './provider-drawer.tsx'
import { standingOf } from './provider-words.ts'
import classes from './providers.module.css'
import { useProviders } from './use-providers.ts'

export function ProvidersPage() {
  const { providers, rows, poolsOf } = useProviders()
  const { provider: chosen } = useSearch({ from: '/providers' })
  const [isAdding, setIsAdding] = useState(false)
  const navigate = useNavigate({ from: '/providers' })
  const open = (provider: string | undefined) =>
    void navigate({ search: provider === undefined ? {} : { provider }, replace: chosen !== undefined })
  const provider = rows.find(({ key }) => key === chosen)
  return (
    <Page
      isFixed
      header={
        <PageHeader
          title="Providers"
          facts={providers.data === undefined ? null : sayAll(rows)}
          actions={
            <Button variant="filled" leftSection={<Glyph name="plus" size={14} />} onClick={() => setIsAdding(true)}>
              Add a provider
            </Button>
          }
        />
      }
    >
      <Loaded query={providers}>{() => <ProvidersTable rows={rows} chosen={chosen} onOpen={open} />}</Loaded>
      <ProviderDrawer
        provider={provider}
        pools={chosen === undefined ? [] : poolsOf(chosen)}
        isWanted={chosen !== undefined && providers.data !== undefined}
        onClose={() => open(undefined)}
      />
      <SideDrawer isOpen={isAdding} onClose={() => setIsAdding(false)} title="Add a provider" width={560}>
        <div className={classes['drawer']}>
          <AddProvider
            onAdded={(key) => {
              setIsAdding(false)
              open(key)
            }}
          />
        </div>
      </SideDrawer>
    </Page>
  )
}

function ProvidersTable({
  rows,
  chosen,
  onOpen,
}: {
  readonly rows: readonly ListedProvider[]
  readonly chosen: string | undefined
  readonly onOpen: (provider: string) => void
}) {
  return (
    <DataTable
      label="Providers"
      columns={providerColumns}
      rowKey={({ key }) => key}
      chosenKey={chosen}
      onOpen={({ key }) => onOpen(key)}
      empty={<EmptyState title="There is no provider yet">Add one: a service that answers, or a server of your own.</EmptyState>}
      {...useSortedRows(rows, providerColumns)}
    />
  )
}

function sayAll(rows: readonly ListedProvider[]): string {
  const ready = rows.filter((provider) => standingOf(provider).word === 'Ready').length
  return `${counted(rows.length, 'provider')}, ${ready} ready`
}
