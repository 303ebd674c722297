import { defineCommand } from '../command.ts'
import { entryColumns } from '../ledger/columns.ts'
import { ledgerFilterArgs, moreThanOnce, readLedgerFilter } from '../ledger/filter-args.ts'
import { pagingArgs, readPaging } from '../paging.ts'
import { replyPage } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: { ...ledgerFilterArgs, ...pagingArgs },
  details: [
    'Calls, events and what people changed, in one row, newest first. What only a call has leaves events and changes out.',
    moreThanOnce,
  ],
  examples: [
    'ledger list',
    'ledger list --entry event --entry audit --from 2026-11-20',
    'ledger list --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --json',
  ],
  run: async (context, args, rawArgs) => {
    const input = { ...readLedgerFilter(args, rawArgs), ...readPaging(args) }
    return await readInSession(context, async ({ client }) =>
      replyPage(context, await client.ledger.list(input), { columns: entryColumns, none: 'No entries.' }),
    )
  },
})
