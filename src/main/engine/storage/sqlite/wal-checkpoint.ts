import { statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { isStorageFailure } from './storage-failure.ts'

export interface CheckpointPolicy {
  /** The log's size from which it is folded into the database and cut to nothing. */
  readonly walBytes: number
  /** How long readers in the way are waited for. */
  readonly waitMs: number
  /** Groups to commit before another try when readers were in the way, or the disk refused. */
  readonly groupsBetweenTries: number
}

export const checkpointPolicy: CheckpointPolicy = { walBytes: 16 * 1024 * 1024, waitMs: 50, groupsBetweenTries: 32 }

/**
 * Keeps the write-ahead log short. SQLite's own checkpoint runs inside COMMIT, with the answers waiting, and never shortens the file;
 * this one is asked between groups, when everybody has been answered. What it cannot do now it does later: the log holds everything.
 */
export class WalCheckpoint {
  readonly #db: Database
  readonly #policy: CheckpointPolicy
  #groupsToWait = 0

  constructor(db: Database, policy = checkpointPolicy) {
    this.#db = db
    this.#policy = policy
    db.pragma('wal_autocheckpoint = 0')
  }

  afterGroup(): void {
    if (this.#groupsToWait > 0) this.#groupsToWait -= 1
    else if (walBytes(this.#db.name) >= this.#policy.walBytes && !this.#truncate()) this.#groupsToWait = this.#policy.groupsBetweenTries
  }

  #truncate(): boolean {
    const patienceMs = Number(this.#db.pragma('busy_timeout', { simple: true }))
    try {
      this.#db.pragma(`busy_timeout = ${this.#policy.waitMs}`)
      return this.#db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0
    } catch (error) {
      if (!isStorageFailure(error)) throw error
      return false
    } finally {
      this.#db.pragma(`busy_timeout = ${patienceMs}`)
    }
  }
}

/** Size of a database's write-ahead log; 0 when there is none. */
export function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
