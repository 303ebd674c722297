import type { WriteContext } from '../write-context.ts'

export interface SaveQuery {
  readonly name: string
  readonly about: string
  readonly query: string
  readonly updatedAtMs: number
}

/** In the place of one of the same name. */
export function saveQuery(context: WriteContext, { name, about, query, updatedAtMs }: SaveQuery): void {
  context
    .prepare('insert or replace into saved_query (name, about, query, updated_at_ms) values (?, ?, ?, ?)')
    .run(name, about, query, updatedAtMs)
}

/** False: there was none. */
export function forgetQuery(context: WriteContext, { name }: { readonly name: string }): boolean {
  return context.prepare('delete from saved_query where name = ?').run(name).changes > 0
}
