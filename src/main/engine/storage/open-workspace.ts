import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { AppError } from '#engine/failure'
import { interruptUnfinished } from './interrupt-unfinished.ts'
import { takeEngineLock } from './sqlite/engine-lock.ts'
import { migrate } from './sqlite/migrate.ts'
import type { openDatabase } from './sqlite/open-database.ts'
import { Statements } from './sqlite/statements.ts'
import type { Opened, ThreadData } from './thread-protocol.ts'
import type { WriteContext } from './write-context.ts'

type WriterData = Extract<ThreadData, { role: 'writer' }>

export interface OpenWorkspace {
  readonly context: WriteContext
  readonly opened: Opened
  close(): void
}

/**
 * Takes the workspace: lock, database, schema, epoch, and the end of what a crash left open.
 * Throws WORKSPACE_LOCKED, DATABASE_TOO_NEW, DATABASE_CORRUPT (the file is kept aside) and STORAGE_FULL.
 */
export function openWorkspace(data: WriterData, open: typeof openDatabase): OpenWorkspace {
  const lock = takeEngineLock(data.lockFile)
  if (lock === undefined) throw new AppError({ code: 'WORKSPACE_LOCKED', workspace: data.workspace, reason: 'held' })
  try {
    const isNew = !existsSync(data.file)
    const db = openOrKeepAside(data, open)
    const schemaVersion = migrate(db, {
      keepCopy: (version) => {
        mkdirSync(data.backupFolder, { recursive: true })
        db.pragma('wal_checkpoint(TRUNCATE)')
        copyFileSync(data.file, path.join(data.backupFolder, `before-migration-${version}-${data.nowMs}.db`))
      },
    })
    const context = createContext(db)
    const { epoch, interruptedAttempts } = db
      .transaction(() => ({ epoch: raiseEpoch(context, data.nowMs), interruptedAttempts: interruptUnfinished(context, data.nowMs) }))
      .immediate()
    return {
      context,
      opened: { schemaVersion, epoch, isNew, interruptedAttempts },
      close() {
        db.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function openOrKeepAside(data: WriterData, open: typeof openDatabase): BetterSqlite.Database {
  try {
    const db = open(data.file)
    db.prepare('select count(*) from sqlite_master').get()
    return db
  } catch (error) {
    if (!(error instanceof BetterSqlite.SqliteError) || !/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) throw error
    const keptAs = `${data.file}.corrupt-${data.nowMs}`
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(data.file + suffix)) renameSync(data.file + suffix, keptAs + suffix)
    throw new AppError({ code: 'DATABASE_CORRUPT', file: data.file, keptAs, detail: error.message }, { cause: error })
  }
}

function createContext(db: BetterSqlite.Database): WriteContext {
  const statements = new Statements(db)
  let seq = Number(statements.value('select coalesce(max(seq), 0) from attempt'))
  return Object.assign(statements, {
    nextSeq() {
      seq += 1
      return seq
    },
  })
}

function raiseEpoch(context: WriteContext, nowMs: number): number {
  context
    .prepare('insert into workspace (id, epoch, created_at_ms) values (1, 1, ?) on conflict do update set epoch = epoch + 1')
    .run(nowMs)
  return Number(context.value('select epoch from workspace where id = 1'))
}
