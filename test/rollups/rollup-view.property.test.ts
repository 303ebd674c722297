import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { documentedViews } from '#engine/questions'
import { call, LedgerAtRandom, upkeep } from './ledger-at-random.ts'

const course = fc.array(fc.oneof({ weight: 5, arbitrary: call }, { weight: 1, arbitrary: upkeep }), { minLength: 1, maxLength: 80 })
const view = documentedViews.find(({ name }) => name === 'rollup')?.sql
const group = 'service, model, session_id, run_name, method, user_id, decision, kind, code, cost_state'
const quarter = 'started_at_ms / 900000 * 900000'

/** By either table, what each group comes to. */
const ofSums = `select bucket, bucket_ms, ${group}, sum(calls), sum(answered), sum(cost_nanousd), sum(upper_nanousd), sum(cache_read_input_tokens),
  sum(uncached_input_tokens + cache_read_input_tokens + cache_write_input_tokens), sum(text_output_tokens + reasoning_output_tokens), cast(round(sum(duration_ms) * 1000) as integer)
  from temp.rollup group by bucket, bucket_ms, ${group} order by bucket, ${group}`
const ofCalls = `select strftime('%Y-%m-%dT%H:%MZ', ${quarter} / 1000, 'unixepoch') as bucket, ${quarter} as bucket_ms, ${group}, count(*), sum(success),
  coalesce(sum(cost_nanousd), 0), coalesce(sum(case when cost_nanousd is null then cost_upper_nanousd end), 0), coalesce(sum(cache_read_input_tokens), 0),
  coalesce(sum(input_tokens), 0), coalesce(sum(generation_tokens), 0), coalesce(sum(case when success then cast(round(generation_latency_ms * 1000) as integer) end), 0)
  from call_event group by bucket, bucket_ms, ${group} order by bucket, ${group}`

describe('the table of sums for questions', () => {
  test.prop([course], { numRuns: 40 })('comes to what the calls come to, those that are in no sum yet, too', async (steps) => {
    const ledger = new LedgerAtRandom()
    const { db } = ledger.writer.context
    db.exec(`create temp view rollup as ${view}`)
    for (const step of steps) ledger.take(step)
    expect(db.prepare(ofSums).raw().all()).toEqual(db.prepare(ofCalls).raw().all())
    await ledger.db.destroy()
  })
})
