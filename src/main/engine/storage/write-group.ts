import BetterSqlite from 'better-sqlite3'
import { AppError } from '#engine/failure'
import { isStorageFailure } from './sqlite/storage-failure.ts'
import type { Settled, ThreadError, WriteRequest } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'
import { writes } from './writes/index.ts'

export interface GroupOptions {
  /** What the workspace's epoch was when this writer opened it. */
  readonly epoch: number
  /** Frees room on a full disk; false when there is none left to free. */
  readonly onFull: () => boolean
}

/**
 * Runs writes as one immediate transaction and answers for each only after COMMIT. A write that throws is undone alone and fails alone.
 * When the group as a whole cannot be committed it is repeated one write at a time, so that one answer's size does not cost another's.
 * Never throws.
 */
export function runGroup(context: WriteContext, group: readonly WriteRequest[], options: GroupOptions): Settled[] {
  try {
    return runTogether(context, group, options.epoch)
  } catch (error) {
    if (error instanceof Superseded || isBusy(error)) return group.map(() => failed(error))
    if (isFull(error) && options.onFull()) return runGroup(context, group, options)
    if (group.length === 1) return [failed(error)]
    return group.flatMap((write) => runGroup(context, [write], options))
  }
}

/** Most groups hold no write that throws, so savepoints, which cost as much as the writes, are taken only by the group that met one. */
function runTogether(context: WriteContext, group: readonly WriteRequest[], epoch: number): Settled[] {
  try {
    return commit(context, epoch, () => group.map((write) => ({ ok: true, value: run(context, write) })))
  } catch (error) {
    if (error instanceof Superseded || isStorageFailure(error) || group.length === 1) throw error
    return commit(context, epoch, () => group.map((write) => runAlone(context, write)))
  }
}

function commit(context: WriteContext, epoch: number, body: () => Settled[]): Settled[] {
  context.prepare('begin immediate').run()
  try {
    if (context.value('select epoch from workspace where id = 1') !== epoch) throw new Superseded(context.db.name)
    const results = body()
    context.prepare('commit').run()
    return results
  } catch (error) {
    if (context.db.inTransaction) context.prepare('rollback').run()
    throw error
  }
}

function runAlone(context: WriteContext, write: WriteRequest): Settled {
  context.prepare('savepoint one_write').run()
  try {
    const value = run(context, write)
    context.prepare('release one_write').run()
    return { ok: true, value }
  } catch (error) {
    if (isStorageFailure(error)) throw error
    context.prepare('rollback to one_write').run()
    context.prepare('release one_write').run()
    return failed(error)
  }
}

function run(context: WriteContext, write: WriteRequest): unknown {
  const named = writes[write.name] as (context: WriteContext, input: unknown) => unknown
  return named(context, write.input)
}

/** A holder that another one has followed must not write any more. */
class Superseded extends AppError {
  constructor(workspace: string) {
    super({ code: 'WORKSPACE_LOCKED', workspace, reason: 'superseded' })
  }
}

function isFull(error: unknown): boolean {
  return isStorageFailure(error) && error.code.startsWith('SQLITE_FULL')
}

/** Another program holds the database: repeating each write would wait out its lock once per write. */
function isBusy(error: unknown): boolean {
  return isStorageFailure(error) && error.code.startsWith('SQLITE_BUSY')
}

function failed(error: unknown): Settled {
  return { ok: false, error: toThreadError(error) }
}

export function toThreadError(error: unknown): ThreadError {
  if (error instanceof AppError) return { failure: error.failure, message: error.message }
  if (isStorageFailure(error)) return { sqlite: error.code, message: error.message }
  if (error instanceof BetterSqlite.SqliteError) return { message: `${error.code}: ${error.stack ?? error.message}` }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
