import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Migration, migrations } from '#migrations'
import { temporaryFolder } from '../../../../../test/builders/temporary-folder.ts'
import { migrate } from './migrate.ts'

function openMemory(): BetterSqlite.Database {
  const db = new BetterSqlite(':memory:')
  onTestFinished(() => void db.close())
  return db
}

const tables = (db: BetterSqlite.Database) => db.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck().all()
const version = (db: BetterSqlite.Database) => db.pragma('user_version', { simple: true })

const step = (number: number, sql: string): Migration => ({ version: number, name: `step-${number}`, up: (db) => db.exec(sql) })
const first = step(1, 'create table one (id integer)')
const second = step(2, 'create table two (id integer)')

describe('migrate', () => {
  it('runs each step that is due, in order, and answers with the version reached', () => {
    const db = openMemory()
    migrate(db, { steps: [first] })

    expect(migrate(db, { steps: [first, second] })).toBe(2)
    expect(tables(db)).toEqual(['one', 'two'])
    expect(version(db)).toBe(2)
  })

  it('leaves the version before a failing step whole', () => {
    const db = openMemory()
    const failing = step(2, 'create table half (id integer); create table one (id integer)')

    expect(() => migrate(db, { steps: [first, failing] })).toThrow(/already exists/)
    expect(tables(db)).toEqual(['one'])
    expect(version(db)).toBe(1)
  })

  it('refuses a database of a newer app and changes nothing in it', () => {
    const file = path.join(temporaryFolder(), 'assay.db')
    const db = new BetterSqlite(file)
    onTestFinished(() => void db.close())
    migrate(db, { steps: [first, second] })

    expect(() => migrate(db, { steps: [first] })).toThrow(
      expect.objectContaining({ failure: { code: 'DATABASE_TOO_NEW', file, found: 2, supported: 1 } }),
    )
    expect(tables(db)).toEqual(['one', 'two'])
    expect(version(db)).toBe(2)
  })

  it('keeps a copy before the first step on a database that holds something', () => {
    const db = openMemory()
    migrate(db, { steps: [first] })
    const copies: unknown[] = []
    const keepCopy = (from: number) => copies.push({ from, tables: tables(db) })

    migrate(db, { steps: [first, second, step(3, 'create table three (id integer)')], keepCopy })
    expect(copies).toEqual([{ from: 1, tables: ['one'] }])
  })

  it.each([
    ['a new database', [], [first, second]],
    ['a database that is up to date', [first, second], [first, second]],
  ])('keeps no copy of %s', (_what, before, steps) => {
    const db = openMemory()
    migrate(db, { steps: before })
    const copies: number[] = []

    migrate(db, { steps, keepCopy: (from) => copies.push(from) })
    expect(copies).toEqual([])
  })

  it('does not go on when the copy could not be kept', () => {
    const db = openMemory()
    migrate(db, { steps: [first] })
    const keepCopy = () => {
      throw new Error('disk full')
    }

    expect(() => migrate(db, { steps: [first, second], keepCopy })).toThrow('disk full')
    expect(version(db)).toBe(1)
  })
})

describe('migrations', () => {
  it('are listed in order, without a gap or a number taken twice', () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('are named as verb and noun', () => {
    for (const { name } of migrations) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/)
  })

  it('make tables that hold what their columns say', () => {
    const db = openMemory()
    migrate(db)

    const loose = db
      .prepare(`select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'`)
      .pluck()
      .all()
    expect(loose).toEqual([])
  })

  it('let no price version be changed', () => {
    const db = openMemory()
    migrate(db)
    db.exec(`
      insert into provider (id, key, name, kind, connect_ms, silence_ms, total_ms, sends_attempt_id, enabled, revision)
        values (1, 'p', 'p', 'openai', 1, 1, 1, 1, 1, 1);
      insert into pool (id, provider_id, name, max_parallel, day_resets_at, revision) values (1, 1, 'default', 1, '00:00 UTC', 1);
      insert into model (id, provider_id, pool_id, wire_id, name, status, is_default, capabilities, revision)
        values (1, 1, 1, 'm', 'm', 'active', 1, '{}', 1);
      insert into price_version (ulid, model_id, effective_from_ms, seq, tiers, source, source_kind, created_at_ms)
        values ('one', 1, 0, 1, '[]', 'list', 'seed', 0);
    `)

    expect(() => db.exec(`update price_version set tiers = '[{}]'`)).toThrow('a price version is immutable')
    expect(db.prepare('select tiers from price_version').pluck().all()).toEqual(['[]'])
  })
})

describe('the step to 2', () => {
  it('keeps what a pool remembered and a probe was, and adds what is not known of them', () => {
    const db = openMemory()
    migrate(db, { steps: migrations.slice(0, 1) })
    db.exec(`
      insert into provider (id, key, name, kind, connect_ms, silence_ms, total_ms, sends_attempt_id, enabled, revision)
        values (1, 'alpha', 'Alpha', 'openai', 1, 1, 1, 1, 1, 1);
      insert into pool (id, provider_id, name, max_parallel, day_resets_at, revision) values (1, 1, 'default', 4, '00:00 UTC', 1);
      insert into pool_state (pool_id, parked_until_ms, cause, backoff_step, hinted, updated_at_ms) values (1, 99, 'RATE_LIMITED', 2, 0, 7);
      insert into run (id, ulid, name, batch, status, on_restart, user, samples, prompt_count, created_at_ms)
        values (1, 'r', 'run', '{}', 'running', 'hold', 'ada', 1, 1, 1);
      insert into probe (id, run_id, model_id, prompt_idx, sample, status) values (1, 1, 1, 0, 0, 'pending');
    `)
    migrate(db, { steps: migrations.slice(0, 2) })
    expect(db.prepare('select parked_until_ms, backoff_step, caution from pool_state').get()).toEqual({
      parked_until_ms: 99,
      backoff_step: 2,
      caution: null,
    })
    expect(db.prepare('select status, used_fallback, fallback_model_id from probe').get()).toEqual({
      status: 'pending',
      used_fallback: 0,
      fallback_model_id: null,
    })
    expect(db.prepare('select count(*) from circuit_breaker_state').pluck().get()).toBe(0)
  })
})

describe('the step to 3', () => {
  it('keeps events and finds them by kind', () => {
    const db = openMemory()
    migrate(db, { steps: migrations.slice(0, 2) })
    db.exec(`insert into event (ulid, at_ms, kind, subject, data) values ('e', 7, 'breaker', 'model:alpha/one', '{}')`)
    migrate(db, { steps: migrations.slice(0, 3) })
    expect(db.prepare(`select ulid from event indexed by event_by_kind where kind = 'breaker'`).pluck().all()).toEqual(['e'])
  })
})

describe('the step to 8', () => {
  it('keeps who changed what, with the values, which of no row can be put back; settings with theirs', () => {
    const db = openMemory()
    migrate(db, { steps: migrations.slice(0, 7) })
    db.exec(`
      insert into audit_entry (id, ulid, at_ms, user, origin, subject_kind, subject, action, before, after, reason)
        values (3, 'e', 7, 'ada', 'cli', 'pool', 'alpha/default', 'set', '{"burst":1}', '{"burst":2}', 'agreed'),
          (4, 'f', 8, 'ada', 'cli', 'provider', 'alpha', 'remove', '{}', null, null);
      insert into system_setting (key, value, revision, updated_at_ms) values ('maxAttempts', '3', 2, 9);
    `)
    migrate(db, { steps: migrations.slice(0, 8) })
    expect(db.prepare('select * from audit_entry').all()).toEqual([
      {
        ...{ id: 3, ulid: 'e', at_ms: 7, user: 'ada', origin: 'cli', subject_kind: 'pool', subject: 'alpha/default', action: 'set' },
        ...{ reason: 'agreed', undoes_id: null },
      },
      {
        ...{ id: 4, ulid: 'f', at_ms: 8, user: 'ada', origin: 'cli', subject_kind: 'provider', subject: 'alpha', action: 'remove' },
        ...{ reason: null, undoes_id: null },
      },
    ])
    const change = { ordinal: 0, row_id: null }
    expect(db.prepare('select * from audit_change').all()).toEqual([
      { ...change, entry_id: 3, kind: 'pool', subject: 'alpha/default', before: '{"burst":1}', after: '{"burst":2}' },
      { ...change, entry_id: 4, kind: 'provider', subject: 'alpha', before: '{}', after: null },
    ])
    expect(db.prepare('select * from system_setting').all()).toEqual([{ key: 'maxAttempts', value: '3', revision: 2, updated_at_ms: 9 }])
  })

  it('lets one that was removed and was the default stand beside the default there is', () => {
    const db = openMemory()
    migrate(db)
    db.exec(`
      insert into provider (id, key, name, kind, connect_ms, silence_ms, total_ms, sends_attempt_id, enabled, revision)
        values (1, 'p', 'p', 'openai', 1, 1, 1, 1, 1, 1);
      insert into pool (id, provider_id, name, max_parallel, day_resets_at, revision) values (1, 1, 'default', 1, '00:00 UTC', 1);
    `)
    const add = (wireId: string, removedAtMs: number | null) =>
      db
        .prepare(`insert into model (provider_id, pool_id, wire_id, name, status, is_default, capabilities, revision, removed_at_ms)
          values (1, 1, ?, 'm', 'active', 1, '{}', 1, ?)`)
        .run(wireId, removedAtMs)
    add('removed', 5)
    add('one', null)
    expect(() => add('two', null)).toThrow(/UNIQUE/)
  })
})

describe('the step to 11', () => {
  it('gives calls, events and audit entries one row of numbers by time, each kind in the order it was written, and leaves what is kept kept', () => {
    const db = openMemory()
    migrate(db, { steps: migrations.slice(0, 10) })
    const attempt = (ulid: string, seq: number | null, endedAtMs: number | null) =>
      db
        .prepare(`insert into attempt (ulid, seq, method, number, kind, state, request_model_id, served_model_id, pool_id, user, output_kind,
          started_at_ms, ended_at_ms, queue_ms, reserved_input_tokens, reserved_output_tokens, cost_state)
          values (?, ?, 'probe', 1, 'first', ?, 1, 1, 1, 'ada', 'text', 1, ?, 0, 1, 1, 'none')`)
        .run(ulid, seq, seq === null ? 'started' : 'answered', endedAtMs)
    attempt('early', 1, 10)
    attempt('open', null, null)
    attempt('late', 7, 40)
    attempt('by a clock put back', 9, 20)
    db.exec(`
      insert into event (ulid, at_ms, kind, subject, data) values ('e1', 30, 'run', 's', '{}'), ('e2', 5, 'run', 's', '{}');
      insert into audit_entry (ulid, at_ms, user, origin, subject_kind, subject, action) values ('u', 20, 'ada', 'cli', 'pool', 'p', 'set');
    `)
    migrate(db)
    const order = `select ulid, seq from attempt union all select ulid, seq from event union all select ulid, seq from audit_entry order by seq`
    expect(db.prepare(order).all()).toEqual(
      ['open', 'early', 'u', 'e1', 'e2', 'late', 'by a clock put back'].map((ulid, seq) => ({ ulid, seq: seq === 0 ? null : seq })),
    )
    expect(() => db.exec(`update audit_entry set user = 'bob'`)).toThrow('an audit entry is immutable')
  })
})
