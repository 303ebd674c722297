import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AlertDelivery } from '#contract/alerts'
import { formatCount } from '#renderer/lib'
import { useApi } from '#renderer/transport'
import { type Column, Countdown, DataTable, EmptyState, Loaded, StatusBadge, Toolbar, toastDone, toastFailure, When } from '#renderer/ui'
import { deliveryStanding } from './channel-words.ts'
import type { AlertsSearch } from './search.ts'

const states = [
  { value: 'all', label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
] as const

type State = AlertsSearch['state']

/** What was sent to webhooks, newest first, and what came of it. */
export function DeliveriesView({ state, onState }: { readonly state: State; readonly onState: (state: State) => void }) {
  const query = useInfiniteQuery(
    useApi().alerts.deliveries.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: 100,
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ next }) => next,
      placeholderData: (previous) => previous,
    }),
  )
  const deliveries = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  return (
    <>
      <Toolbar label="Filter deliveries">
        <SegmentedControl
          aria-label="State"
          data={[...states]}
          value={state ?? 'all'}
          onChange={(value) =>
            onState(states.map((each) => each.value).find((each): each is NonNullable<State> => each !== 'all' && each === value))
          }
        />
      </Toolbar>
      <Loaded query={query}>
        {() => (
          <DataTable
            label="Deliveries"
            columns={columns}
            count={deliveries.length}
            rowAt={(index) => deliveries[index]}
            rowKey={({ id }) => id}
            rowsOf={state ?? ''}
            onRange={(_first, last) => {
              if (last >= deliveries.length - 1 && query.hasNextPage && !query.isFetching) void query.fetchNextPage()
            }}
            empty={
              <EmptyState title={state === undefined ? 'Nothing was sent to a webhook yet' : 'None is in that state'}>
                An alert goes to the webhooks that its rule names. One that is not taken is tried again, later each time.
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </>
  )
}

function Retry({ delivery }: { readonly delivery: AlertDelivery }) {
  const { mutate, isPending } = useMutation(
    useApi().alerts.retry.mutationOptions({ onSuccess: ({ channel }) => toastDone(`${channel}: it is sent again`), onError: toastFailure }),
  )
  return (
    <Button size="compact-xs" loading={isPending} onClick={() => mutate({ id: delivery.id })}>
      Try again
    </Button>
  )
}

const columns: readonly Column<AlertDelivery>[] = [
  { id: 'at', header: 'At', width: 96, cell: ({ atMs }) => <When atMs={atMs} /> },
  {
    id: 'state',
    header: 'State',
    width: 100,
    cell: (delivery) => <StatusBadge tone={deliveryStanding(delivery).tone}>{deliveryStanding(delivery).word}</StatusBadge>,
  },
  { id: 'channel', header: 'Webhook', width: 110, grow: 1, cell: ({ channel }) => <span>{channel}</span> },
  { id: 'message', header: 'Alert', width: 180, grow: 5, title: ({ message }) => message, cell: ({ message }) => <span>{message}</span> },
  { id: 'tries', header: 'Tries', width: 48, align: 'end', cell: ({ tries }) => formatCount(tries) },
  {
    id: 'next',
    header: 'Next try',
    width: 72,
    align: 'end',
    cell: ({ nextAtMs }) => (nextAtMs === null ? '–' : <Countdown untilMs={nextAtMs} />),
  },
  {
    id: 'failure',
    header: 'What came back',
    width: 130,
    grow: 2,
    title: ({ failure }) => failure ?? undefined,
    cell: ({ failure }) => <span>{failure ?? '–'}</span>,
  },
  {
    id: 'act',
    header: 'Action',
    width: 88,
    align: 'end',
    cell: (delivery) => (delivery.state === 'failed' ? <Retry delivery={delivery} /> : null),
  },
]
