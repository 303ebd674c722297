import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'

/**
 * All keys that a query finds, in its order, as one value: a hundred thousand rows of one column cost four times as much.
 * SQLite keeps the order of a subquery for every aggregate but count, min and max (https://sqlite.org/omitnoopjoin.html, "Omit ORDER BY").
 */
export async function idsInOrder<Tables extends keyof Database>(
  db: Kysely<Database>,
  query: SelectQueryBuilder<Database, Tables, { id: number }>,
): Promise<readonly number[]> {
  const { rows } = await sql<{ ids: string }>`select json_group_array(id) as ids from (${query})`.execute(db)
  return JSON.parse(rows[0]?.ids ?? '[]') as number[]
}
