import { statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import type BetterSqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database } from '#engine/storage'
import { openWorkspace } from '../../src/main/engine/storage/open-workspace.ts'
import { backup } from '../../src/main/engine/storage/reads/health-reads.ts'
import { openDatabase } from '../../src/main/engine/storage/sqlite/open-database.ts'
import { readOrder } from '../processes/say.ts'

/** `step`: in a migration, before the step that leads there is committed; `copy`: while a copy is half written, before the migration or of a backup. */
export type DeathOrder = { readonly workspace: string } & ({ readonly step: number } | { readonly copy: 'migration' | 'backup' })

/** Opens a workspace, or backs it up, and is killed on the way at the named point. */
const order = readOrder<DeathOrder>()
const within = (name: string) => path.join(order.workspace, name)
if ('copy' in order && order.copy === 'backup') {
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: openDying(within('assay.db'), { readonly: true }) }) })
  await backup(db, { file: within('backup.db') })
} else {
  openWorkspace(
    {
      ...{ role: 'writer', workspace: order.workspace, file: within('assay.db'), lockFile: within('assay.lock') },
      ...{ reserveFile: within('assay.reserve'), backupFolder: within('backups'), nowMs: 0 },
    },
    openDying,
  )
}

function openDying(file: string, options: { readonly readonly?: boolean } = {}): BetterSqlite.Database {
  const db = openDatabase(file, options)
  const [pragma, prepare] = [db.pragma.bind(db), db.prepare.bind(db)]
  db.pragma = ((source: string, given?: BetterSqlite.PragmaOptions) => {
    const result = pragma(source, given)
    if ('step' in order && source === `user_version = ${order.step}`) die()
    return result
  }) as typeof db.pragma
  db.prepare = ((source: string) => {
    const statement = prepare(source)
    if (!('copy' in order) || !source.startsWith('vacuum into')) return statement
    const run = statement.run.bind(statement)
    statement.run = (...given) => {
      const result = run(...given)
      const [part] = given.flat() as string[]
      if (part !== undefined) truncateSync(part, Math.floor(statSync(part).size / 2))
      die()
      return result
    }
    return statement
  }) as typeof db.prepare
  return db
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
