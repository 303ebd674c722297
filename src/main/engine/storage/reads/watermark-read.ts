import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'

/** The highest place in the ledger that a settled call has; 0: none has. */
export async function watermark(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('attempt')
    .select((field) => field.fn.max<number | null>('seq').as('seq'))
    .where('seq', 'is not', null)
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}
