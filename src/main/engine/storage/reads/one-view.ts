import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Several questions of one state of the database, whatever is written meanwhile. Short: while it lasts the log cannot be begun anew. */
export function inOneView<Answer>(db: Kysely<Database>, ask: (view: Kysely<Database>) => Promise<Answer>): Promise<Answer> {
  return db.connection().execute(async (view) => {
    await sql`begin`.execute(view)
    try {
      return await ask(view)
    } finally {
      await sql`commit`.execute(view)
    }
  })
}
