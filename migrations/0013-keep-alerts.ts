import type { Database } from 'better-sqlite3'

/**
 * What rules of alerts fire for, so that a restart tells nothing twice; where webhooks lead, by a reference to the secret; and what is on its way to them.
 * A subject may be followed by what of it is meant (`model:openai/gpt-5 latency`).
 */
export function keepAlerts(db: Database): void {
  db.exec(`
    create table alert_state (
      rule text not null,
      subject text not null,
      firing_since_ms integer,
      told_at_ms integer,
      is_told integer not null check (is_told in (0, 1)),
      message text not null,
      primary key (rule, subject)
    ) strict, without rowid;
    create table alert_address (
      channel text primary key,
      credential text not null,
      origin text not null
    ) strict, without rowid;
    create table alert_delivery (
      id integer primary key,
      ulid text not null unique,
      channel text not null,
      event_ulid text,
      facts text not null,
      message text not null,
      state text not null check (state in ('waiting', 'delivered', 'failed')),
      tries integer not null,
      at_ms integer not null,
      next_at_ms integer,
      failure text
    ) strict;
    create index alert_delivery_by_state on alert_delivery (state);
  `)
}
