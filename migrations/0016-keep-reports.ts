import type { Database } from 'better-sqlite3'

/**
 * Reports that were bundled and are kept. What one cites is dropped by no retention: the calls up to its watermark that started in [cited_from_ms, cited_to_ms), and their
 * bodies where `cites_bodies` is 1. An empty range: it cites none.
 */
export function keepReports(db: Database): void {
  db.exec(`
    create table kept_report (
      name text primary key,
      report_order text not null,
      file text not null,
      sha256 text not null,
      watermark integer not null,
      rows integer not null,
      cost text,
      made_at_ms integer not null,
      user text not null,
      cited_from_ms integer not null,
      cited_to_ms integer not null,
      cites_bodies integer not null check (cites_bodies in (0, 1))
    ) strict, without rowid;
  `)
}
