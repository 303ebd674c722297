import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { EpochMs } from './units.ts'

/** What a cell of a result can hold. A whole number beyond 2⁵³ comes as decimal text; bytes as `<n bytes>`. */
export const SqlValue = z.union([z.string(), z.number(), z.null()])
export type SqlValue = z.infer<typeof SqlValue>

/** How a question goes: its columns once, rows as they come, at most 1,000 at a time, and how it ended. `isCut`: there are more rows than were asked for. */
export const SqlPart = z.discriminatedUnion('part', [
  z.object({ part: z.literal('columns'), columns: z.array(z.string()) }),
  z.object({ part: z.literal('rows'), rows: z.array(z.array(SqlValue)) }),
  z.object({ part: z.literal('done'), rows: z.int(), isCut: z.boolean(), elapsedMs: z.number() }),
])
export type SqlPart = z.infer<typeof SqlPart>

/** A table that a question may be about. */
export const SqlView = z.object({
  name: z.string(),
  about: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), about: z.string() })),
})
export type SqlView = z.infer<typeof SqlView>

export const SavedQueryName = z.string().trim().min(1).max(100)
/** `isShipped`: it came with the app and stays as it is. */
export const SavedQuery = z.object({
  name: SavedQueryName,
  about: z.string(),
  query: z.string(),
  isShipped: z.boolean(),
  updatedAtMs: EpochMs.nullable(),
})
export type SavedQuery = z.infer<typeof SavedQuery>

const SqlText = z.string().trim().min(1).max(100_000)

export const sql = {
  /**
   * One statement that only reads, asked of the documented views and tables in a process of its own, which is ended when it takes longer than `timeoutMs`, or with the signal.
   * INVALID_INPUT with SQLite's own words: what it does not understand, what writes, more than one statement, more time than there was.
   */
  run: base
    .input(
      z.object({
        query: SqlText,
        maxRows: z.int().min(1).max(100_000).default(100_000),
        timeoutMs: z.int().min(100).max(10_000).default(10_000),
      }),
    )
    .output(eventIterator(SqlPart)),
  views: base.output(z.object({ items: z.array(SqlView) })),
  /** Those that came with the app, then a person's own, by name. */
  saved: base.output(z.object({ items: z.array(SavedQuery) })),
  /** CONFLICT for the name of one that came with the app. */
  save: base.input(z.object({ name: SavedQueryName, about: z.string().max(500).default(''), query: SqlText })).output(SavedQuery),
  /** NOT_FOUND; CONFLICT for one that came with the app. */
  forget: base.input(z.object({ name: SavedQueryName })).output(z.object({ ok: z.literal(true) })),
}
