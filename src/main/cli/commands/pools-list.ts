import { ProviderKey } from '#contract/ids'
import type { Pool } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { defineCommand } from '../command.ts'
import { nearInstant } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const limit = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-US'))

const columnsAt = (nowMs: EpochMs): readonly Column<Pool>[] => [
  { head: 'pool', cell: (pool) => `${pool.provider}/${pool.name}` },
  { head: 'parallel', align: 'right', cell: (pool) => limit(pool.limits.maxParallel) },
  { head: 'rpm', align: 'right', cell: (pool) => limit(pool.limits.requestsPerMinute) },
  { head: 'tpm', align: 'right', cell: (pool) => limit(pool.limits.tokensPerMinute) },
  { head: 'in tpm', align: 'right', cell: (pool) => limit(pool.limits.inputTokensPerMinute) },
  { head: 'out tpm', align: 'right', cell: (pool) => limit(pool.limits.outputTokensPerMinute) },
  { head: 'rpd', align: 'right', cell: (pool) => limit(pool.limits.requestsPerDay) },
  { head: 'models', align: 'right', cell: (pool) => String(pool.models.length) },
  { head: 'now', cell: (pool) => stateOf(pool, nowMs) },
]

export const command = defineCommand({
  args: { provider: { type: 'string', valueHint: 'KEY', description: 'Only pools of this provider.' }, ...pagingArgs },
  details: ['Per minute: rpm requests, tpm tokens in and out together, in tpm and out tpm each; rpd requests per day.'],
  examples: ['pools list', 'pools list --provider openai'],
  run: async (context, args) => {
    const input = { provider: readOptional(ProviderKey, '--provider', args.provider), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.pools.list(input), { columns: columnsAt(context.clock.nowMs()), none: 'No pools.' }),
    )
  },
})

function stateOf({ parkedUntilMs, parkedCause, inFlight, ready }: Pool, nowMs: EpochMs): string {
  if (parkedUntilMs !== null)
    return `parked until ${nearInstant(parkedUntilMs, nowMs)}${parkedCause === null ? '' : ` (${plain(parkedCause)})`}`
  return inFlight + ready === 0 ? 'idle' : `${inFlight} in flight, ${ready} ready`
}
