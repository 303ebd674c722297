import type { Database } from 'better-sqlite3'
import { AppError } from '#engine/failure'
import { type Migration, migrations } from '#migrations'

export interface MigrateOptions {
  readonly steps?: readonly Migration[]
  /** Called once, before the first step on a database that already holds something. */
  readonly keepCopy?: (fromVersion: number) => void
}

/**
 * Brings a database to the newest schema, one transaction per step together with its `user_version`.
 * Throws DATABASE_TOO_NEW, before anything is changed, when a newer app wrote it. Returns the version reached.
 */
export function migrate(db: Database, options: MigrateOptions = {}): number {
  const steps = options.steps ?? migrations
  const supported = steps.at(-1)?.version ?? 0
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > supported) throw new AppError({ code: 'DATABASE_TOO_NEW', file: db.name, found, supported })
  const due = steps.filter((step) => step.version > found)
  if (found > 0 && due.length > 0) options.keepCopy?.(found)
  for (const step of due) {
    db.transaction(() => {
      step.up(db)
      db.pragma(`user_version = ${step.version}`)
    }).immediate()
  }
  return supported
}
