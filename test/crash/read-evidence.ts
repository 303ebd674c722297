import BetterSqlite from 'better-sqlite3'
import { expectedOf } from './batch.ts'
import type { Evidence, StoredAttempt, StoredProbe, StoredRun } from './verdict.ts'

/** Calls and cost by run, model, state of cost and quarter of an hour: of the attempts that the sums say they hold, and of the sums. */
const summed = `select coalesce(run_id, 0) as run, served_model_id as model, cost_state as state, started_at_ms / 900000 as quarter, count(*) as calls,
  coalesce(sum(cost_nanousd), 0) as cost, sum(coalesce(cost_nanousd, cost_upper_nanousd, 0)) as most
  from attempt where seq <= (select seq from rollup_state) group by 1, 2, 3, 4`
const sums = `select run_id as run, served_model_id as model, cost_state as state, quarter, sum(rollup_quarter.calls) as calls,
  sum(rollup_quarter.cost_nanousd) as cost, sum(rollup_quarter.cost_nanousd + rollup_quarter.upper_nanousd) as most
  from rollup_quarter join rollup_key on rollup_key.id = key_id group by 1, 2, 3, 4`
const asText = 'json_array(run, model, state, quarter, calls, cost, most)'
const wrongSums = `select 'of calls: ' || ${asText} from (${summed} except ${sums}) union all select 'as kept: ' || ${asText} from (${sums} except ${summed})`

/** What a closed workspace's database holds, read by plain SQL and none of the engine's own code. */
export function readEvidence(file: string): Pick<Evidence, 'attempts' | 'probes' | 'runs' | 'wrongSums'> {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  try {
    return {
      attempts: db
        .prepare<[], StoredAttempt>(
          `select ulid as id, seq, state, code, cost_state as costState, cost_nanousd as costNanoUsd, cost_upper_nanousd as costUpperNanoUsd,
           probe_id as probeId, method from attempt order by id`,
        )
        .all(),
      probes: db
        .prepare<[], Omit<StoredProbe, 'expectedAnswers'> & { readonly run: string }>(
          `select probe.id, probe.status, attempt.ulid as answerAttempt, run.name as run, probe.verdict is not null as hasVerdict
           from probe join run on run.id = probe.run_id left join attempt on attempt.id = probe.answer_attempt_id`,
        )
        .all()
        .map(({ run, ...probe }) => ({ ...probe, expectedAnswers: expected(run).answers, wantsVerdict: expected(run).isChecked })),
      runs: db
        .prepare<[], Omit<StoredRun, 'expectedProbes'> & { readonly name: string }>(
          `select ulid as id, name, status, (select count(*) from probe where run_id = run.id) as probes, checking,
           checks_passed + checks_failed + checks_errors as verdicts,
           (select count(*) from probe where run_id = run.id and verdict is not null) as checkedProbes from run`,
        )
        .all()
        .map(({ name, ...run }) => ({ ...run, expectedProbes: expected(name).probes })),
      wrongSums: db.prepare<[], string>(wrongSums).pluck().all(),
    }
  } finally {
    db.close()
  }
}

function expected(name: string) {
  const found = expectedOf.get(name)
  if (found === undefined) throw new Error(`no batch is called ${name}`)
  return found
}
