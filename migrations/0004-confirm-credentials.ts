import type { Database } from 'better-sqlite3'

/**
 * Whether a person has agreed to the variable a key is read from (what came before was given by people, or by the app itself), and whether an admin
 * lets requests travel in clear: a provider at such an address, which could be added until now, waits for that word.
 */
export function confirmCredentials(db: Database): void {
  db.exec(`
    alter table provider add column credential_confirmed integer not null default 1 check (credential_confirmed in (0, 1));
    alter table provider add column allow_insecure integer not null default 0 check (allow_insecure in (0, 1));
  `)
}
