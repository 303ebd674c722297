import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'

/** A column of numbers by whose index the planner shall not go, for another finds fewer rows. */
export function unindexed(column: string): RawBuilder<number> {
  return sql<number>`+${sql.ref(column)}`
}

/** What holds this text, whatever its case, for `like … escape '\\'`. */
export function patternOf(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** A run's key by its ULID, as a subquery; null when there is none. */
export function runIdOf(db: Kysely<Database>, ulid: string) {
  return db.selectFrom('run').select('id').where('ulid', '=', ulid)
}
