import { Button } from '@mantine/core'
import type { AlertChannelView } from '#contract/alerts'
import { type Column, DataTable, EmptyState, StatusBadge, useSortedRows } from '#renderer/ui'
import { channelStanding, formatWords, sayPlace } from './channel-words.ts'

/** Who is told besides this app. */
export function ChannelsView({
  channels,
  chosen,
  onOpen,
  onAdd,
}: {
  readonly channels: readonly AlertChannelView[]
  readonly chosen: string | undefined
  readonly onOpen: (channel: string) => void
  readonly onAdd: () => void
}) {
  return (
    <DataTable
      label="Webhooks"
      columns={columns}
      rowKey={({ name }) => name}
      chosenKey={chosen}
      onOpen={({ name }) => onOpen(name)}
      empty={
        <EmptyState title="There is no webhook" actions={<Button onClick={onAdd}>Add a webhook</Button>}>
          Alerts stand in the inbox, and the system’s own notices tell them. A webhook takes them to Slack, to Discord or to a service of
          your own.
        </EmptyState>
      }
      {...useSortedRows(channels, columns)}
    />
  )
}

const columns: readonly Column<AlertChannelView>[] = [
  { id: 'name', header: 'Webhook', width: 140, grow: 2, sortBy: ({ name }) => name, cell: ({ name }) => <span>{name}</span> },
  {
    id: 'state',
    header: 'State',
    width: 120,
    cell: (channel) => <StatusBadge tone={channelStanding(channel).tone}>{channelStanding(channel).word}</StatusBadge>,
  },
  { id: 'format', header: 'Format', width: 90, sortBy: ({ format }) => format, cell: ({ format }) => formatWords[format].title },
  {
    id: 'host',
    header: 'Leads to',
    width: 200,
    grow: 3,
    sortBy: ({ host }) => host,
    title: ({ host }) => host ?? undefined,
    cell: ({ host }) => <span>{host ?? '–'}</span>,
  },
  { id: 'place', header: 'Address kept in', width: 140, grow: 1, cell: sayPlace },
]
