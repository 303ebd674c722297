import { AttemptState, CallCode } from '#contract/calls'
import { ModelRef, RunId } from '#contract/ids'
import type { Call } from '#contract/runs'
import { defineCommand } from '../command.ts'
import { usd } from '../format/money.ts'
import { instant, latency, shortCount } from '../format/quantities.ts'
import type { Column } from '../format/table.ts'
import { plain } from '../format/text.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { readOptional } from '../parse/read-values.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const columns: readonly Column<Call>[] = [
  { head: 'model', cell: (call) => plain(call.servedModel) },
  { head: 'started', cell: (call) => instant(call.startedAtMs) },
  { head: 'kind', cell: (call) => (call.method === 'probe' ? call.kind : call.method) },
  { head: 'ended as', cell: (call) => call.code ?? call.state },
  { head: 'took', align: 'right', cell: (call) => latency(call.durationMs) },
  { head: 'in', align: 'right', cell: (call) => tokensIn(call) },
  { head: 'out', align: 'right', cell: (call) => tokensOut(call) },
  { head: 'cost', align: 'right', cell: (call) => costOf(call) },
]

export const command = defineCommand({
  args: {
    run: { type: 'string', description: 'Only calls of this run.' },
    model: { type: 'string', valueHint: 'REF', description: 'Only calls of this model.' },
    state: { type: 'enum', options: [...AttemptState.options], description: 'Only calls in this state.' },
    code: { type: 'enum', options: [...CallCode.options], description: 'Only calls that ended as this.' },
    ...pagingArgs,
  },
  details: [
    'The ledger: every request to a provider, newest first. With --json all figures of each, with the prices it was reckoned at. What was asked and answered: assay runs transcript.',
  ],
  examples: ['calls list --limit 20', 'calls list --code RATE_LIMITED', 'calls list --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --json'],
  run: async (context, args) => {
    const input = {
      run: readOptional(RunId, '--run', args.run),
      model: readOptional(ModelRef, '--model', args.model),
      state: readOptional(AttemptState, '--state', args.state),
      code: readOptional(CallCode, '--code', args.code),
      ...readPaging(args),
    }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.runs.calls(input), { columns, none: 'No calls.' }),
    )
  },
})

function tokensIn({ usage }: Call): string {
  if (usage === null) return '–'
  return shortCount(usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens)
}

function tokensOut({ usage }: Call): string {
  return usage === null ? '–' : shortCount(usage.textOutputTokens + usage.reasoningOutputTokens)
}

function costOf({ state, costNanoUsd, costUpperNanoUsd }: Call): string {
  if (state === 'started') return '–'
  if (costNanoUsd !== null) return usd(costNanoUsd)
  return costUpperNanoUsd === null ? 'unknown' : `≤ ${usd(costUpperNanoUsd)}`
}
