import type { Database } from 'better-sqlite3'

/**
 * What was imported, and what each source last said of each model: so that the next import of it can tell what is gone, what is its own news, and
 * where sources contradict each other. Figures are named by ref, since a source may speak of what was taken away since.
 */
export function rememberImports(db: Database): void {
  db.exec(`
    create table import_record (
      id integer primary key,
      entry_id integer references audit_entry (id),
      format text not null,
      source text not null,
      at_ms integer not null,
      entries integer not null,
      models integer not null
    ) strict;
    create index import_record_by_format on import_record (format);

    create table import_figure (
      format text not null,
      ref text not null,
      figures text not null,
      primary key (format, ref)
    ) strict, without rowid;
  `)
}
