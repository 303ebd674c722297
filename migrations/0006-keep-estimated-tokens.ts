import type { Database } from 'better-sqlite3'

/** The tokens a cost was reckoned by where they are not those its provider counted, so that it can be shown how it came about. Null: as counted, or from before this was kept. */
export function keepEstimatedTokens(db: Database): void {
  db.exec(`
    alter table attempt add column estimated_input_tokens integer;
    alter table attempt add column estimated_output_tokens integer;
  `)
}
