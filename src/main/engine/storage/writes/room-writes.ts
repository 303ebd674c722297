import type { WriteContext } from '../write-context.ts'

/** Stands only if the database takes some pages and the disk the reserve again. Leaves nothing behind in the database. */
export function askForRoom(context: WriteContext): void {
  context.prepare(`insert into body (hash, encoding, bytes, data) values ('', 'plain', 65536, zeroblob(65536))`).run()
  context.prepare(`delete from body where hash = ''`).run()
  context.reserve.restore()
}
