import type { Statements } from '../sqlite/statements.ts'
import { rollupState } from './roll-up.ts'
import { quarterMs, quartersOfDay, sumColumns } from './units.ts'

const whole = sumColumns.map((column) => `coalesce(sum(${column}), 0)`).join(', ')
const keepWhatIsLeft = `update rollup_key set (${sumColumns.join(', ')}, first_quarter, last_quarter, first_seq, last_seq) =
  (select ${whole}, coalesce(min(quarter), 0), coalesce(max(quarter), 0), coalesce(min(first_seq), 0), coalesce(max(last_seq), 0) from rollup_quarter where key_id = rollup_key.id)`

/**
 * Forgets all sums but those whose attempts have been given up, so that `rollUp` makes them anew; until it has, every question is answered from the attempts,
 * which takes longer and comes to the same.
 */
export function clearRollups(context: Statements): void {
  const state = rollupState(context)
  const sinceQuarter = (state.dropped_before_ms ?? 0) / quarterMs
  const sinceDay = Math.floor(sinceQuarter / quartersOfDay)
  context.prepare('delete from rollup_quarter where quarter >= ?').run(sinceQuarter)
  context.prepare(keepWhatIsLeft).run()
  context.prepare('delete from rollup_key where calls = 0').run()
  context.prepare('delete from latency_quarter where quarter >= ?').run(sinceQuarter)
  context.prepare('delete from latency_day where day >= ?').run(sinceDay)
  context
    .prepare(
      `insert into latency_day (key_id, day, step, calls)
        select key_id, ?, step, sum(calls) from latency_quarter where quarter >= ? group by key_id, step`,
    )
    .run(sinceDay, sinceDay * quartersOfDay)
  context.prepare('update rollup_state set dropped_seq = max(dropped_seq, seq), seq = 0, generation = generation + 1').run()
}
