import { ProviderKey } from '#contract/ids'
import type { PoolLive } from '#contract/pools'
import type { EpochMs } from '#contract/units'
import { type CommandContext, defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { nearInstant } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { readOptional } from '../parse/read-values.ts'
import { readInSession } from '../session/with-session.ts'

const count = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-US'))

const columnsAt = (nowMs: EpochMs): readonly Column<PoolLive>[] => [
  { head: 'pool', cell: (pool) => `${pool.provider}/${pool.name}` },
  { head: 'in flight', align: 'right', cell: (pool) => `${pool.inFlight} of ${pool.limit}` },
  { head: 'queued', align: 'right', cell: (pool) => count(pool.queued) },
  { head: 'requests left', align: 'right', cell: (pool) => count(pool.requestsLeft) },
  { head: 'tokens left', align: 'right', cell: (pool) => count(pool.tokensLeft ?? pool.inputTokensLeft) },
  { head: 'left today', align: 'right', cell: (pool) => count(pool.requestsLeftToday) },
  { head: 'breakers', cell: (pool) => pool.breakers.map((breaker) => breakerText(breaker, nowMs)).join(', ') || 'closed' },
  { head: 'why nothing leaves', cell: (pool) => whyText(pool, nowMs) },
]

export const command = defineCommand({
  args: {
    provider: { type: 'string', valueHint: 'KEY', description: 'Only pools of this provider.' },
    once: { type: 'boolean', description: 'Show the state once.' },
  },
  details: [
    'Every pool as it is now, again whenever something changes, until Ctrl-C. Beside a run it shows that run: what is in flight, what is left of the minute and the day, what is open, and why nothing leaves. With --json, one line for each state.',
  ],
  examples: ['pools watch', 'pools watch --provider openai', 'pools watch --once --json'],
  run: async (context, args) => {
    const input = { provider: readOptional(ProviderKey, '--provider', args.provider) }
    return await readInSession(context, async ({ client }) => {
      for await (const state of await client.pools.watch(input)) {
        show(context, state)
        if (args.once === true) break
      }
      return exitCodes.done
    })
  },
})

function show({ json, terminal }: CommandContext, state: { readonly atMs: EpochMs; readonly pools: readonly PoolLive[] }): void {
  const { pools, atMs } = state
  if (json) terminal.out(JSON.stringify(state))
  else if (pools.length === 0) terminal.screen('No pools.')
  else terminal.screen(renderTable({ columns: columnsAt(atMs), rows: pools, width: terminal.columns, paint: terminal.paint }))
}

function breakerText({ service, state, halfOpenAtMs, hold }: PoolLive['breakers'][number], nowMs: EpochMs): string {
  if (hold !== null) return `${plain(service)} held ${hold}`
  return `${plain(service)} ${state}${halfOpenAtMs === null ? '' : ` until ${nearInstant(halfOpenAtMs, nowMs)}`}`
}

function whyText({ cause, untilMs, parkedCause }: PoolLive, nowMs: EpochMs): string {
  if (cause === null) return '–'
  const why = parkedCause === null ? cause : `${cause} (${parkedCause})`
  return untilMs === null ? why : `${why} until ${nearInstant(untilMs, nowMs)}`
}
