import { describe, expect, it } from 'vitest'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { sealBlock } from '../ledger/seal-blocks.ts'
import { ledgerPage } from './ledger-reads.ts'

describe('calls that are in no block', () => {
  it('are found and counted however many they are', async () => {
    const ledger = openLedger(1)
    const plain = { ...{ method: 'probe', number: 1, kind: 'first', state: 'answered' }, cost_state: 'none' }
    ledger.context.db
      .prepare(
        `insert into attempt (ulid, seq, method, number, kind, state, request_model_id, served_model_id, pool_id, user, output_kind, started_at_ms,
          queue_ms, reserved_input_tokens, reserved_output_tokens, cost_state)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
         select 'n' || i, 100 + i, :method, :number, :kind, :state, 1, 1, 1, case i when 7 then 'zoe' else 'ada' end, 'text', i, 0, 1, 1, :cost_state from n`,
      )
      .run(plain)
    const find = (users: readonly string[]) =>
      ledgerPage(ledger.db, { filter: { calls: { users }, events: null, audits: null }, limit: 2, isCounted: true })
    expect(await find(['zoe'])).toMatchObject({ total: 1, rows: [{ seq: 107 }] })
    sealBlock(ledger.context)
    expect(await find(['ada'])).toMatchObject({ total: 4999, rows: [{ seq: 5100 }, { seq: 5099 }] })
    expect(await find(['nobody'])).toMatchObject({ total: 0, rows: [] })
  })
})
