import BetterSqlite from 'better-sqlite3'
import { AppError } from '#engine/failure'
import type { Settled, ThreadError, WriteRequest } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { writes } from './writes/index.ts'

/**
 * Runs writes as one immediate transaction, each in its own savepoint, and answers for each only after COMMIT.
 * When the group as a whole cannot be committed it is repeated one write at a time, so that one answer's size does not cost another's.
 */
export function runGroup(context: WriteContext, group: readonly WriteRequest[], epoch: number, onFull: () => boolean): Settled[] {
  try {
    return runTogether(context, group, epoch)
  } catch (error) {
    if (isFull(error) && onFull()) return runGroup(context, group, epoch, () => false)
    if (group.length === 1 || error instanceof AppError) return group.map(() => ({ ok: false, error: toThreadError(error) }))
    return group.flatMap((write) => runGroup(context, [write], epoch, () => false))
  }
}

function runTogether(context: WriteContext, group: readonly WriteRequest[], epoch: number): Settled[] {
  return context.db
    .transaction(() => {
      assertEpoch(context, epoch)
      return group.map((write) => runOne(context, write))
    })
    .immediate()
}

function runOne(context: WriteContext, write: WriteRequest): Settled {
  try {
    const run = writes[write.name] as (context: WriteContext, input: unknown) => unknown
    return { ok: true, value: context.db.transaction(() => run(context, write.input))() }
  } catch (error) {
    if (isOutOfOrder(error)) throw error
    return { ok: false, error: toThreadError(error) }
  }
}

/** Disk full, I/O and the like end the whole group: SQLite may have rolled it back already. */
function isOutOfOrder(error: unknown): boolean {
  return error instanceof BetterSqlite.SqliteError && /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOMEM|BUSY|CANTOPEN)/.test(error.code)
}

function isFull(error: unknown): boolean {
  return error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_FULL')
}

/** A holder that another one has followed must not write any more. */
function assertEpoch(context: WriteContext, epoch: number): void {
  const row = context.prepare('select epoch from workspace where id = 1').get() as { epoch: number } | undefined
  if (row?.epoch !== epoch) throw new AppError({ code: 'WORKSPACE_LOCKED', workspace: context.db.name, reason: 'superseded' })
}

export function toThreadError(error: unknown): ThreadError {
  if (error instanceof AppError) return { failure: error.failure, message: error.message }
  if (error instanceof BetterSqlite.SqliteError) return { sqlite: error.code, message: error.message }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
