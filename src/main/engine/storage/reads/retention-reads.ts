import { type Kysely, sql } from 'kysely'
import type { Retention } from '#contract/storage'
import type { Database } from '../database.ts'

export type RetentionKind = keyof Retention

export interface KeptAmount {
  readonly rows: number
  readonly bytes: number
  readonly oldestAtMs: number | null
}

export interface RetentionSurvey {
  readonly fileBytes: number
  readonly freeBytes: number
  readonly kept: Readonly<Record<RetentionKind, KeptAmount>>
  /** What is before it may go; null: nothing. Of attempts the beginning of a quarter of an hour. */
  readonly untilMs: Readonly<Record<RetentionKind, number | null>>
  /** Rows before it, and those of them that a kept report cites. */
  readonly would: Readonly<Record<RetentionKind, { readonly rows: number; readonly cited: number }>>
  readonly last: { readonly atMs: number; readonly dropped: string; readonly freedBytes: number } | null
  /** Runs at rest of which it was not kept what they came to. */
  readonly uncounted: readonly string[]
}

const dayMs = 86_400_000
const quarterMs = 900_000
const megabyte = 1_000_000
const mostUncounted = 500

const tables = { bodies: 'body', events: 'event', attempts: 'attempt' } as const
/** Instants of each kind; a body is as old as the newest call that names it. */
const instants = {
  bodies: sql`(select max(started_at_ms) from attempt where answer_hash = body.hash)`,
  events: sql`at_ms`,
  attempts: sql`started_at_ms`,
} as const

/** How large everything is, and what the rules would drop at an instant. Passes over whole tables. */
export async function retentionSurvey(
  db: Kysely<Database>,
  { rules, nowMs }: { readonly rules: Retention; readonly nowMs: number },
): Promise<RetentionSurvey> {
  const pages = await sql<{ size: number; count: number; free: number }>`select
    (select page_size from pragma_page_size) as size, (select page_count from pragma_page_count) as count,
    (select freelist_count from pragma_freelist_count) as free`.execute(db)
  const { size = 0, count = 0, free = 0 } = pages.rows[0] ?? {}
  const kinds = ['bodies', 'events', 'attempts'] as const
  const kept = Object.fromEntries(await each(kinds, (kind) => amountOf(db, kind))) as RetentionSurvey['kept']
  const untilMs = Object.fromEntries(
    await each(kinds, (kind) => untilOf(db, kind, rules[kind], kept[kind], nowMs)),
  ) as RetentionSurvey['untilMs']
  const would = Object.fromEntries(await each(kinds, (kind) => wouldGo(db, kind, untilMs[kind]))) as RetentionSurvey['would']
  const state = await db.selectFrom('retention_state').selectAll().executeTakeFirstOrThrow()
  const { last_at_ms: atMs, last_dropped: dropped, last_freed_bytes: freedBytes } = state
  const uncounted = await db
    .selectFrom('run')
    .select('ulid')
    .where('status', 'in', ['finished', 'cancelled'])
    .where('totals', 'is', null)
    .limit(mostUncounted)
    .execute()
  return {
    ...{ fileBytes: size * count, freeBytes: size * free, kept, untilMs, would },
    last: atMs === null || dropped === null ? null : { atMs, dropped, freedBytes: freedBytes ?? 0 },
    uncounted: uncounted.map(({ ulid }) => ulid),
  }
}

async function each<Kind extends string, Value>(kinds: readonly Kind[], find: (kind: Kind) => Promise<Value>): Promise<[Kind, Value][]> {
  const found: [Kind, Value][] = []
  for (const kind of kinds) found.push([kind, await find(kind)])
  return found
}

async function amountOf(db: Kysely<Database>, kind: RetentionKind): Promise<KeptAmount> {
  const table = sql.table(tables[kind])
  const bytes =
    kind === 'bodies'
      ? sql`(select coalesce(sum(length(data)), 0) from body)`
      : sql`(select coalesce(sum(pgsize), 0) from dbstat where aggregate = 1 and name in (select name from sqlite_master where tbl_name = ${tables[kind]}))`
  const { rows } = await sql<KeptAmount>`select (select count(*) from ${table}) as rows, ${bytes} as bytes,
    (select min(${instants[kind]}) from ${table}) as oldestAtMs`.execute(db)
  return rows[0] ?? { rows: 0, bytes: 0, oldestAtMs: null }
}

async function untilOf(
  db: Kysely<Database>,
  kind: RetentionKind,
  { olderThanDays, largerThanMb }: Retention[RetentionKind],
  kept: KeptAmount,
  nowMs: number,
): Promise<number | null> {
  const byAge = olderThanDays === null ? 0 : nowMs - olderThanDays * dayMs
  const excess = largerThanMb === null ? 0 : kept.bytes - largerThanMb * megabyte
  const bySize = excess <= 0 || kept.bytes === 0 ? 0 : await oldestOf(db, kind, Math.ceil((excess / kept.bytes) * kept.rows))
  const until = Math.min(Math.max(byAge, bySize), nowMs)
  if (until <= 0) return null
  return kind === 'attempts' ? Math.floor(until / quarterMs) * quarterMs : until
}

/** The instant right after the oldest so many rows, of attempts that of their last quarter of an hour. */
async function oldestOf(db: Kysely<Database>, kind: RetentionKind, rows: number): Promise<number> {
  const { rows: found } = await sql<{ at: number | null }>`select ${instants[kind]} as at from ${sql.table(tables[kind])}
    order by 1 limit 1 offset ${Math.max(0, rows - 1)}`.execute(db)
  const at = (found[0]?.at ?? 0) + 1
  return kind === 'attempts' ? Math.ceil(at / quarterMs) * quarterMs : at
}

async function wouldGo(db: Kysely<Database>, kind: RetentionKind, untilMs: number | null): Promise<{ rows: number; cited: number }> {
  if (untilMs === null) return { rows: 0, cited: 0 }
  const citing =
    kind === 'events'
      ? sql`0`
      : sql`coalesce(sum(exists (select 1 from kept_report where ${kind === 'bodies' ? sql`cites_bodies = 1 and` : sql``}
          at >= cited_from_ms and at < cited_to_ms)), 0)`
  const { rows } = await sql<{ rows: number; cited: number }>`select count(*) as rows, ${citing} as cited
    from (select coalesce(${instants[kind]}, 0) as at from ${sql.table(tables[kind])}) where at < ${untilMs}`.execute(db)
  const { rows: all = 0, cited = 0 } = rows[0] ?? {}
  return { rows: all - cited, cited }
}
