import type { LedgerEntry } from '#contract/ledger'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { counted } from '../format/quantities.ts'
import { renderTable } from '../format/table.ts'
import { entryColumns } from '../ledger/columns.ts'
import { ledgerFilterArgs, moreThanOnce, readLedgerFilter } from '../ledger/filter-args.ts'
import { readCount } from '../parse/read-values.ts'
import { reply } from '../reply.ts'
import { readInSession } from '../session/with-session.ts'

export const command = defineCommand({
  args: {
    text: { type: 'positional', required: true, description: 'What is looked for, whatever its case: 2 letters at least.' },
    ...ledgerFilterArgs,
    limit: { type: 'string', valueHint: 'N', description: 'Hits at most: 1 to 500, 100 unless told.' },
    before: { type: 'string', valueHint: 'SEQ', description: 'Only entries below this place, as the last search said.' },
  },
  details: [
    'Looks for a text in prompts, answers, messages, events and changes, from the newest entry to the oldest; Ctrl-C ends it. With --json the hits and how far it looked.',
    moreThanOnce,
  ],
  examples: [
    'ledger search "context length"',
    'ledger search refund --run 01JD3R0W8Q5TN2N4Z1V9K7XH6C --answered on',
    'ledger search quota --entry event --json',
  ],
  run: async (context, args, rawArgs) => {
    const { terminal } = context
    const before = readCount('--before', args.before, { min: 1, max: Number.MAX_SAFE_INTEGER })
    const limit = readCount('--limit', args.limit, { min: 1, max: 500 })
    const input = {
      ...readLedgerFilter(args, rawArgs),
      text: args.text,
      ...(before !== undefined && { before }),
      ...(limit !== undefined && { limit }),
    }
    return await readInSession(context, async ({ client }) => {
      const hits: LedgerEntry[] = []
      let [looked, readTo] = [0, 0]
      for await (const state of await client.ledger.search(input)) {
        hits.push(...state.hits)
        looked = state.looked
        readTo = state.readTo
        terminal.live(`${counted(looked, 'entry', 'entries')} looked through, ${counted(hits.length, 'hit')}`)
      }
      terminal.live('')
      reply(context, { items: hits, looked, readTo }, () => {
        if (hits.length === 0) return 'Nothing found.'
        const table = renderTable({ columns: entryColumns, rows: hits, width: terminal.columns, paint: terminal.paint })
        return readTo === 0 ? table : `${table}\n${terminal.paint.dim(`More: --before ${readTo}`)}`
      })
      return exitCodes.done
    })
  },
})
