import { AttemptState } from '#contract/calls'
import { defineCommand } from '../command.ts'
import { UsageError } from '../errors.ts'
import { callColumns } from '../ledger/columns.ts'
import { callFilterArgs, moreThanOnce, readLedgerFilter } from '../ledger/filter-args.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { repeated } from '../parse/repeated.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

const table = { columns: callColumns, none: 'No calls.' }

export const command = defineCommand({
  args: {
    ...callFilterArgs,
    state: { type: 'enum', options: [...AttemptState.options], description: 'Only calls in this state; started: those in flight.' },
    ...pagingArgs,
  },
  details: [
    'The ledger: every request to a provider that has ended, newest first. With --json all figures of each. What was asked and answered: assay runs transcript.',
    moreThanOnce,
  ],
  examples: [
    'calls list --limit 20',
    'calls list --code RATE_LIMITED --code TIMEOUT --provider openai',
    'calls list --min-cost 0.01 --from 2026-11-01 --answered off',
    'calls list --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --json',
  ],
  run: async (context, args, rawArgs) => {
    const paging = readPaging(args)
    if (repeated(rawArgs, 'state').includes('started')) {
      refuseMore(rawArgs)
      return await readInSession(context, async ({ client }) =>
        replyPage(context, await client.runs.calls({ state: 'started', ...paging }), table),
      )
    }
    const filter = readLedgerFilter(args as Parameters<typeof readLedgerFilter>[0], rawArgs)
    return await readInSession(context, async ({ client }) => {
      const { items, ...rest } = await client.ledger.list({ ...filter, entry: 'call', ...paging })
      return replyPage(context, { ...rest, items: items.flatMap((entry) => (entry.entry === 'call' ? [entry.call] : [])) }, table)
    })
  },
})

/** Of what is in flight the ledger knows nothing yet to pick it by. */
function refuseMore(rawArgs: readonly string[]): void {
  const more = Object.keys(callFilterArgs).find((flag) => repeated(rawArgs, flag).length > 0)
  if (more !== undefined) throw new UsageError(`--state started: calls in flight are listed all together; --${more} does not go with it.`)
}
