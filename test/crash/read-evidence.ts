import BetterSqlite from 'better-sqlite3'
import { probesPerRun } from './batch.ts'
import type { Evidence, StoredAttempt, StoredProbe, StoredRun } from './verdict.ts'

/** What a closed workspace's database holds, read by plain SQL and none of the engine's own code. */
export function readEvidence(file: string): Pick<Evidence, 'attempts' | 'probes' | 'runs'> {
  const db = new BetterSqlite(file, { readonly: true, fileMustExist: true })
  try {
    return {
      attempts: db
        .prepare<[], StoredAttempt>(
          `select ulid as id, seq, state, code, cost_state as costState, cost_nanousd as costNanoUsd, cost_upper_nanousd as costUpperNanoUsd,
           probe_id as probeId from attempt order by id`,
        )
        .all(),
      probes: db
        .prepare<[], StoredProbe>(
          `select probe.id, probe.status, attempt.ulid as answerAttempt from probe left join attempt on attempt.id = probe.answer_attempt_id`,
        )
        .all(),
      runs: db
        .prepare<[number], StoredRun>(
          `select ulid as id, status, (select count(*) from probe where run_id = run.id) as probes, ? as expectedProbes from run`,
        )
        .all(probesPerRun),
    }
  } finally {
    db.close()
  }
}
