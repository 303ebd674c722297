import { hash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'

const spentFacts = `count(*) as calls, sum(coalesce(cost_nanousd, 0)) as spent,
  sum(case when cost_nanousd is null then coalesce(cost_upper_nanousd, 0) else 0 end) as upper,
  max(cost_nanousd is null and cost_state <> 'unknown' and cost_upper_nanousd is not null)
    + 2 * max(cost_nanousd is null and (cost_state = 'unknown' or cost_upper_nanousd is null)) as doubt`

/**
 * What a probe spent stands in its row wherever its last call's cost is not the whole of it: of several calls, of one whose cost is not sure (`spent_doubt`, bits: 1, there is a
 * bound; 2, there is none), and of calls before an answer that was kept. `answer_key`: 52 bits of SHA-256 of the answer, white space around it apart; two answers are the same when it
 * is. What the calls of a judge came to is found by an index, as they are few among many.
 */
export function keepWhatProbesSpent(db: Database): void {
  db.exec(`
    alter table probe add column spent_doubt integer;
    alter table probe add column answer_key integer;
    create index attempt_of_judge on attempt (run_id) where method = 'judge';

    update probe set (spent_nanousd, spent_upper_nanousd, spent_doubt) = (
      select spent, upper, doubt from (select ${spentFacts} from attempt where attempt.probe_id = probe.id and method = 'probe' and state <> 'started')
      where calls >= probe.attempts - (probe.status = 'in_flight') and calls > 0)
    where attempts > 1 or (attempts = 1 and (cost_nanousd is null or cached_from is not null));
  `)
  db.function('key_of_answer', { deterministic: true }, (text: string | null, encoding: string | null, data: Buffer | null) => {
    if (text === null) return null
    const whole = data === null ? text : (encoding === 'zstd' ? zstdDecompressSync(data) : data).toString()
    return Number.parseInt(hash('sha256', whole.trim(), 'hex').slice(0, 13), 16)
  })
  db.exec(`
    update probe set answer_key = (select key_of_answer(answer_text, encoding, data) from attempt left join body on body.hash = attempt.answer_hash
      where attempt.id = coalesce(probe.answer_attempt_id, probe.cached_from))
    where answer_attempt_id is not null or cached_from is not null;
  `)
}
