import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '#engine/ports'

/** How much a folder of logs may hold. `maxBytes` in all; the file that is written to takes at most half of it. */
export interface LogFilesPolicy {
  readonly maxFiles: number
  readonly maxBytes: number
}

const logName = /^\d{4}-\d\d-\d\d(\.old)?\.log$/

/**
 * A folder of `YYYY-MM-DD.log` (UTC). Appends whole chunks; several processes may write to the same folder.
 * A file that reaches half of `maxBytes` becomes the day's `.old.log`. The oldest files go first when there are too many or they are too large.
 */
export class LogFiles {
  readonly #folder: string
  readonly #clock: Clock
  readonly #policy: LogFilesPolicy
  #current: string | undefined

  constructor(folder: string, clock: Clock, policy: LogFilesPolicy) {
    this.#folder = folder
    this.#clock = clock
    this.#policy = policy
  }

  append(chunk: string): void {
    const file = path.join(this.#folder, `${new Date(this.#clock.nowMs()).toISOString().slice(0, 10)}.log`)
    if (file !== this.#current) this.#begin(file)
    if (sizeOf(file) + Buffer.byteLength(chunk) > this.#policy.maxBytes / 2) this.#setAside(file)
    appendFileSync(file, chunk, { mode: 0o600 })
  }

  #begin(file: string): void {
    mkdirSync(this.#folder, { recursive: true })
    this.#current = file
    this.#prune(path.basename(file))
  }

  #setAside(file: string): void {
    if (sizeOf(file) > 0) renameSync(file, file.replace(/\.log$/, '.old.log'))
    this.#prune(path.basename(file))
  }

  /** Newest first, the current file apart: what does not fit in half of the bytes goes. */
  #prune(current: string): void {
    const others = readdirSync(this.#folder)
      .filter((name) => logName.test(name) && name !== current)
      .sort()
      .reverse()
    let bytes = 0
    for (const [index, name] of others.entries()) {
      const file = path.join(this.#folder, name)
      bytes += sizeOf(file)
      if (index + 1 >= this.#policy.maxFiles || bytes > this.#policy.maxBytes / 2) rmSync(file, { force: true })
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
