import { zstdDecompressSync } from 'node:zlib'
import type { Database } from 'better-sqlite3'

/**
 * What a table of probes is sorted by stands in the probe's own row: to look up the call of each of 100,000 takes half a second.
 * A cell begins with its prompt, so that the order of prompts is the index's own;
 * what is ready is indexed anew after it, for of two indexes that promise the same SQLite goes by the newer. Of an answer that is kept as a body, the first KiB
 * stands in the attempt too, to be shown and looked through.
 */
export function addProbeOutcomes(db: Database): void {
  db.exec(`
    alter table probe add column last_attempt_id integer;
    alter table probe add column duration_ms real;
    alter table probe add column first_chunk_ms real;
    alter table probe add column tokens integer;
    alter table probe add column cost_nanousd integer;

    drop index probe_by_cell;
    create unique index probe_by_cell on probe (run_id, prompt_idx, model_id, sample);
    drop index probe_ready;
    create index probe_ready on probe (run_id, model_id) where status = 'pending' or status = 'waiting';

    update probe set last_attempt_id = (select max(attempt.id) from attempt where attempt.probe_id = probe.id and attempt.state <> 'started');
    update probe set duration_ms = attempt.duration_ms, first_chunk_ms = attempt.first_chunk_ms, cost_nanousd = attempt.cost_nanousd,
      tokens = attempt.uncached_input_tokens + attempt.cache_read_input_tokens + attempt.cache_write_5m_input_tokens
        + attempt.cache_write_1h_input_tokens + attempt.text_output_tokens + attempt.reasoning_output_tokens
      from attempt where attempt.id = probe.last_attempt_id;
  `)
  keepBeginnings(db)
}

interface LongAnswer {
  readonly id: number
  readonly encoding: string
  readonly data: Buffer
}

/** A page at a time, so that what is read need not fit into memory. */
function keepBeginnings(db: Database): void {
  const page = db.prepare<[number], LongAnswer>(`select attempt.id, body.encoding, body.data from attempt
    join body on body.hash = attempt.answer_hash where attempt.id > ? and attempt.answer_text is null order by attempt.id limit 500`)
  const keep = db.prepare('update attempt set answer_text = ? where id = ?')
  for (let rows = page.all(0); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? 0)) {
    for (const { id, encoding, data } of rows) {
      const whole = encoding === 'zstd' ? zstdDecompressSync(data) : data
      keep.run(new TextDecoder().decode(whole.subarray(0, 1024), { stream: true }), id)
    }
  }
}
