import type { Kysely, Selectable } from 'kysely'
import type { AlertAddressTable, AlertDeliveryTable, AlertStateTable, Database } from '../database.ts'

export type AlertDeliveryRow = Selectable<AlertDeliveryTable>

/** What rules fire for or fired for, and where webhooks lead. */
export async function alertMemory(
  db: Kysely<Database>,
): Promise<{ readonly states: readonly Selectable<AlertStateTable>[]; readonly addresses: readonly Selectable<AlertAddressTable>[] }> {
  const states = await db.selectFrom('alert_state').selectAll().limit(100_000).execute()
  return { states, addresses: await db.selectFrom('alert_address').selectAll().limit(1000).execute() }
}

/** Newest first. */
export async function listDeliveries(
  db: Kysely<Database>,
  { state, beforeId, limit }: { readonly state?: string | undefined; readonly beforeId?: number | undefined; readonly limit: number },
): Promise<AlertDeliveryRow[]> {
  let query = db
    .selectFrom('alert_delivery')
    .selectAll()
    .where('id', '<', beforeId ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(limit)
  if (state !== undefined) query = query.where('state', '=', state)
  return await query.execute()
}

/** Those that are to be tried, oldest first. */
export async function waitingDeliveries(db: Kysely<Database>, { limit }: { readonly limit: number }): Promise<AlertDeliveryRow[]> {
  return await db.selectFrom('alert_delivery').selectAll().where('state', '=', 'waiting').orderBy('id').limit(limit).execute()
}

export async function findDelivery(db: Kysely<Database>, { ulid }: { readonly ulid: string }): Promise<AlertDeliveryRow | undefined> {
  return await db.selectFrom('alert_delivery').selectAll().where('ulid', '=', ulid).executeTakeFirst()
}
