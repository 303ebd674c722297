import { Breaker } from '#contract/breakers'
import type { EpochMs } from '#contract/units'
import { defineCommand } from '../command.ts'
import { duration, instant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain, shorten } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const reasonWidth = 60

const columnsAt = (nowMs: EpochMs): readonly Column<Breaker>[] => [
  { head: 'service', cell: ({ service }) => plain(service) },
  { head: 'state', cell: ({ state }) => state },
  { head: 'since', cell: ({ lastStateChangeAtMs }) => instant(lastStateChangeAtMs) },
  { head: 'half-open in', align: 'right', cell: ({ halfOpenAtMs }) => untilText(halfOpenAtMs, nowMs) },
  { head: 'failures', align: 'right', cell: ({ failures }) => String(failures) },
  { head: 'failed', align: 'right', cell: ({ totalFailures }) => totalFailures.toLocaleString('en-US') },
  { head: 'answered', align: 'right', cell: ({ totalSuccesses }) => totalSuccesses.toLocaleString('en-US') },
  { head: 'hold', cell: holdText },
  { head: 'reason', cell: ({ reason }) => (reason === null ? '–' : shorten(plain(reason), reasonWidth)) },
]

export const command = defineCommand({
  args: {
    state: {
      type: 'enum',
      options: [...Breaker.shape.state.options],
      description: 'Only services in this state; one that is held counts as what it is held.',
    },
    ...pagingArgs,
  },
  details: [
    'A breaker watches each provider and each model that was ever called. Closed lets everything through; open nothing, until it is half-open: then one call goes first.',
    'failures are those in a row now; failed and answered are all there ever were.',
  ],
  examples: ['breakers list', 'breakers list --state open'],
  run: async (context, args) => {
    const input = { state: readOptional(Breaker.shape.state, '--state', args.state), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.breakers.list(input), { columns: columnsAt(context.clock.nowMs()), none: 'No breakers.' }),
    )
  },
})

function untilText(atMs: EpochMs | null, nowMs: EpochMs): string {
  if (atMs === null) return '–'
  return atMs <= nowMs ? 'now' : duration(Math.max(1000, atMs - nowMs))
}

function holdText({ hold, holdBy, holdReason }: Breaker): string {
  return hold === null ? '–' : `${hold} by ${plain(holdBy ?? 'somebody')}: ${shorten(plain(holdReason ?? ''), reasonWidth)}`
}
