import { AppError } from '#engine/failure'
import { interruptUnfinished } from './interrupt-unfinished.ts'
import { keepAsideIfCorrupt } from './keep-aside.ts'
import { keepCopy } from './keep-copy.ts'
import { reserveAt } from './reserve-file.ts'
import { rollupState } from './rollups/index.ts'
import { takeEngineLock } from './sqlite/engine-lock.ts'
import { migrate } from './sqlite/migrate.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import type { Opened, WriterData } from './thread-protocol.ts'
import { WriteContext } from './write-context.ts'

export interface OpenWorkspace {
  readonly context: WriteContext
  readonly opened: Opened
  close(): void
}

/**
 * Takes the workspace: lock, database, schema, epoch, and the end of what a crash left open.
 * Throws WORKSPACE_LOCKED, DATABASE_TOO_NEW, DATABASE_CORRUPT (the file is kept aside), and SqliteError when the disk refuses.
 */
export function openWorkspace(data: WriterData, open: typeof openDatabase): OpenWorkspace {
  const lock = takeEngineLock(data.lockFile)
  if (lock === undefined) throw new AppError({ code: 'WORKSPACE_LOCKED', workspace: data.workspace, reason: 'held' })
  try {
    const { context, opened } = keepAsideIfCorrupt(data.file, data.nowMs, () => openLocked(data, open))
    return {
      context,
      opened,
      close() {
        context.db.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function openLocked(data: WriterData, open: typeof openDatabase): Omit<OpenWorkspace, 'close'> {
  const db = open(data.file)
  try {
    const found = Number(db.pragma('user_version', { simple: true }))
    const schemaVersion = migrate(db, {
      keepCopy: (version) => keepCopy(db, data.backupFolder, `before-migration-${version}-${data.nowMs}.db`),
    })
    const context = new WriteContext(db, reserveAt(data.reserveFile))
    const unfinished = db
      .transaction(() => ({ epoch: raiseEpoch(context, data.nowMs), ...interruptUnfinished(context, data.nowMs) }))
      .immediate()
    const unsummed = context.seq - rollupState(context).seq
    return { context, opened: { schemaVersion, isNew: found === 0, unsummed, ...unfinished } }
  } catch (error) {
    db.close()
    throw error
  }
}

function raiseEpoch(context: WriteContext, nowMs: number): number {
  context
    .prepare('insert into workspace (id, epoch, created_at_ms) values (1, 1, ?) on conflict do update set epoch = epoch + 1')
    .run(nowMs)
  return Number(context.value('select epoch from workspace where id = 1'))
}
