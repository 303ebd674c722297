import { existsSync, rmSync, writeFileSync } from 'node:fs'
import BetterSqlite from 'better-sqlite3'

import { reserveBytes } from './storage-error.ts'

/** The file of `reserveBytes` beside the database. */
export interface Reserve {
  /** False when it is already gone. */
  giveUp(): boolean
  /** Throws SQLITE_FULL when the disk has no room for it. */
  restore(): void
}

export function reserveAt(file: string): Reserve {
  return {
    giveUp() {
      if (!existsSync(file)) return false
      rmSync(file, { force: true })
      return true
    },
    restore() {
      if (existsSync(file)) return
      try {
        writeFileSync(file, Buffer.alloc(reserveBytes), { flag: 'wx' })
      } catch (error) {
        rmSync(file, { force: true })
        throw new BetterSqlite.SqliteError(`no room for ${file}: ${error instanceof Error ? error.message : String(error)}`, 'SQLITE_FULL')
      }
    },
  }
}
