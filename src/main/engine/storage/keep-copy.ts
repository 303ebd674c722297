import { mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'

/** Copies a database as it stands, its log included, into a folder made for it. The copy has its name only once it is whole. */
export function keepCopy(db: Database, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, name)
  const part = `${file}.part`
  rmSync(part, { force: true })
  db.prepare('vacuum into ?').run(part)
  renameSync(part, file)
}
