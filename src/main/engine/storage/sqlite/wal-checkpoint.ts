import { statSync } from 'node:fs'
import type { Database, Statement } from 'better-sqlite3'
import { isStorageFailure } from './storage-failure.ts'

export interface CheckpointPolicy {
  /** What the log may hold before it is folded into the database and begun again from its start. */
  readonly walBytes: number
  /** A file of this size is cut to nothing then. A shorter one is written over, which takes the disk half the time of making it longer. */
  readonly fileBytes: number
  /** How long readers in the way are waited for. */
  readonly waitMs: number
  /** Groups to commit before another try when readers were in the way, or the disk refused. */
  readonly groupsBetweenTries: number
}

const mebibyte = 1024 * 1024
export const checkpointPolicy: CheckpointPolicy = { walBytes: 16 * mebibyte, fileBytes: 32 * mebibyte, waitMs: 50, groupsBetweenTries: 32 }

interface CheckpointRow {
  readonly busy: number
  /** Pages in the log. */
  readonly log: number
}

/**
 * Keeps the write-ahead log short. SQLite's own checkpoint runs inside COMMIT, with the answers waiting, and only as far as readers let it;
 * this one is asked between groups, when everybody has been answered. What it cannot do now it does later: the log holds everything.
 */
export class WalCheckpoint {
  readonly #db: Database
  readonly #policy: CheckpointPolicy
  readonly #look: Statement<[], CheckpointRow>
  readonly #pageBytes: number
  #groupsToWait = 0

  constructor(db: Database, policy = checkpointPolicy) {
    this.#db = db
    this.#policy = policy
    db.pragma('wal_autocheckpoint = 0')
    this.#pageBytes = Number(db.pragma('page_size', { simple: true }))
    this.#look = db.prepare<[], CheckpointRow>('pragma wal_checkpoint(NOOP)')
  }

  afterGroup(): void {
    if (this.#groupsToWait > 0) this.#groupsToWait -= 1
    else if (this.#isLong() && !this.#fold()) this.#groupsToWait = this.#policy.groupsBetweenTries
  }

  /** The file is as long as the log has ever been; what it holds now SQLite knows. */
  #isLong(): boolean {
    if (walBytes(this.#db.name) < this.#policy.walBytes) return false
    return (this.#look.get()?.log ?? 0) * this.#pageBytes >= this.#policy.walBytes
  }

  #fold(): boolean {
    const mode = walBytes(this.#db.name) >= this.#policy.fileBytes ? 'TRUNCATE' : 'RESTART'
    const patienceMs = Number(this.#db.pragma('busy_timeout', { simple: true }))
    try {
      this.#db.pragma(`busy_timeout = ${this.#policy.waitMs}`)
      return this.#db.pragma(`wal_checkpoint(${mode})`, { simple: true }) === 0
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
