import type { Database } from 'better-sqlite3'

/**
 * Whatever an edit changes is kept whole, so that it can be taken back: rows are marked as removed and never deleted, a price version is withdrawn by another,
 * a setting keeps counting its revisions when it is its default again. Of changes from before the rows are not known: they can be read, and not undone.
 */
export function keepWholeChanges(db: Database): void {
  db.exec(`
    alter table provider add column removed_at_ms integer;
    alter table pool add column removed_at_ms integer;
    alter table model add column removed_at_ms integer;
    drop index model_one_default;
    create unique index model_one_default on model (provider_id) where is_default = 1 and removed_at_ms is null;
    create index run_model_by_model on run_model (model_id);
    create index probe_by_fallback on probe (fallback_model_id, status) where fallback_model_id is not null;

    alter table price_version add column withdraws_id integer references price_version (id);
    create trigger price_version_is_kept before delete on price_version
      begin select raise(abort, 'a price version is kept'); end;

    alter table system_setting rename to old_setting;
    create table system_setting (
      key text primary key,
      value text,
      revision integer not null,
      updated_at_ms integer not null
    ) strict, without rowid;
    insert into system_setting (key, value, revision, updated_at_ms) select key, value, revision, updated_at_ms from old_setting;
    drop table old_setting;

    create table audit_change (
      entry_id integer not null references audit_entry (id),
      ordinal integer not null,
      kind text not null,
      subject text not null,
      row_id integer,
      before text,
      after text,
      primary key (entry_id, ordinal)
    ) strict, without rowid;
    create index audit_change_by_subject on audit_change (subject, entry_id);
    create index audit_change_by_row on audit_change (kind, row_id, entry_id);
    insert into audit_change (entry_id, ordinal, kind, subject, row_id, before, after)
      select id, 0, subject_kind, subject, null, before, after from audit_entry;

    alter table audit_entry drop column before;
    alter table audit_entry drop column after;
    alter table audit_entry add column undoes_id integer references audit_entry (id);
    create index audit_entry_by_undone on audit_entry (undoes_id) where undoes_id is not null;

    create trigger audit_entry_is_immutable before update on audit_entry
      begin select raise(abort, 'an audit entry is immutable'); end;
    create trigger audit_entry_is_kept before delete on audit_entry
      begin select raise(abort, 'an audit entry is kept'); end;
    create trigger audit_change_is_immutable before update on audit_change
      begin select raise(abort, 'an audited change is immutable'); end;
    create trigger audit_change_is_kept before delete on audit_change
      begin select raise(abort, 'an audited change is kept'); end;
  `)
}
