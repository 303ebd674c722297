import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { EpochMs } from '#contract/units'
import type { Clock, Log } from '#engine/ports'
import { KeptWrites } from './kept-writes.ts'
import { type OwnReader, OwnReaders } from './own-readers.ts'
import type { ReadInput, ReadOutput, Reads } from './reads/index.ts'
import { reserveBytes, StorageError } from './storage-error.ts'
import { closeThread, opened, ReaderClient, readOnce, startThread, tellToOpen, WriterClient } from './thread-client.ts'
import type { Opened } from './thread-protocol.ts'
import type { WriteName, Writes } from './writes/index.ts'

export interface StorageOptions {
  readonly workspace: string
  /** The storage threads' entry; built apps name it differently, so it is given. */
  readonly threadUrl: URL
  readonly clock: Clock
  readonly log: Log
}

export type WriteInput<Name extends WriteName> = Parameters<Writes[Name]> extends [unknown, infer Input] ? Input : undefined
type WriteOutput<Name extends WriteName> = ReturnType<Writes[Name]>

/** Why nothing may be sent: the database takes no writes. `neededBytes`: what is kept, and the reserve. */
export interface StorageFailure {
  readonly folder: string
  readonly reason: StorageError['reason']
  readonly sqliteCode: string
  readonly kept: number
  readonly neededBytes: number
}

/** What of the ledger could not be written since this engine began, and was not an answer. */
export interface StorageHealth {
  readonly failedRollups: number
  readonly lastFailure: { readonly atMs: EpochMs; readonly message: string } | null
}

/** Fewer than these a question reads from the ledger itself. */
const unsummedAtRest = 1000

/** What passes over the whole database. */
const longReads: ReadonlySet<keyof Reads> = new Set(['backup', 'cacheStatus', 'checkDatabase', 'rollupFaults'] as const)

/**
 * The database from the engine's side. Invariants:
 * 1. A promise of a write resolves only after its COMMIT.
 * 2. A write that must not be lost (`keep`) is repeated every second, oldest first, until it stands.
 * 3. From the first write that the database would not take until it takes writes again, `isFailing` is true.
 * 4. The engine's thread never waits for a disk.
 * 5. Once it is `lost` nothing is kept or repeated: every write rejects with the reason.
 */
export class Storage {
  readonly opened: Opened
  readonly #options: StorageOptions
  readonly #writer: WriterClient
  readonly #reader: ReaderClient
  readonly #kept: KeptWrites
  readonly #listeners = new Set<() => void>()
  readonly #writtenListeners: ((name: WriteName, input: unknown) => void)[] = []
  readonly #long = new Set<Promise<unknown>>()
  readonly #readers: OwnReaders
  #lost: Error | undefined
  #isClosing = false
  #health: StorageHealth = { failedRollups: 0, lastFailure: null }

  private constructor(options: StorageOptions, opened: Opened, writer: Worker, reader: Worker) {
    this.opened = opened
    this.#options = options
    this.#writer = new WriterClient(writer, {
      written: ({ name, input }) => {
        for (const listener of this.#writtenListeners) listener(name, input)
      },
      refused: (cause) => this.#kept.notice(cause),
      rollupFailed: (message) => this.#noteFailure(message),
      lost: (cause) => this.#lose(cause),
    })
    this.#reader = new ReaderClient(reader)
    this.#readers = new OwnReaders(options.threadUrl, path.join(options.workspace, 'assay.db'))
    this.#kept = new KeptWrites({
      write: (request) => this.#writer.write(request),
      clock: options.clock,
      onChange: () => {
        if (this.#lost === undefined) this.#changed()
      },
    })
  }

  /** Makes the folder if it is not there. Throws WORKSPACE_LOCKED, DATABASE_TOO_NEW, DATABASE_CORRUPT, or StorageError when the folder can't be written. */
  static async open(options: StorageOptions): Promise<Storage> {
    const { workspace, threadUrl, clock } = options
    try {
      mkdirSync(workspace, { recursive: true })
    } catch (error) {
      throw new StorageError('SQLITE_CANTOPEN', `${workspace}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const file = path.join(workspace, 'assay.db')
    const writer = startThread(threadUrl, {
      role: 'writer',
      file,
      workspace,
      lockFile: path.join(workspace, 'assay.lock'),
      reserveFile: path.join(workspace, 'assay.reserve'),
      backupFolder: path.join(workspace, 'backups'),
      nowMs: clock.nowMs(),
    })
    const reader = startThread(threadUrl, { role: 'reader', file })
    const readerOpened = opened(reader)
    readerOpened.catch(() => undefined)
    try {
      const found = await opened(writer)
      if (found === undefined) throw new Error('the writer thread opened nothing')
      tellToOpen(reader)
      await readerOpened
      const storage = new Storage(options, found, writer, reader)
      if (found.unsummed >= unsummedAtRest) void storage.#catchUpRollups().catch((error: Error) => storage.#noteFailure(error.message))
      return storage
    } catch (error) {
      await reader.terminate()
      await closeThread(writer)
      throw error
    }
  }

  /** True while the database takes no writes: nothing new may be sent. */
  get isFailing(): boolean {
    return this.#lost !== undefined || this.#kept.isFailing
  }

  /** Why this engine can never write again: its writer thread has ended, or another engine has taken the workspace (WORKSPACE_LOCKED). */
  get lost(): Error | undefined {
    return this.#lost
  }

  /** Outcomes received and not yet on disk because a commit failed. */
  get kept(): number {
    return this.#kept.length
  }

  /** What a person must know while the disk takes nothing. */
  get failure(): StorageFailure | undefined {
    const { cause } = this.#kept
    if (cause === undefined) return undefined
    const neededBytes = reserveBytes + this.#kept.bytes
    return { folder: this.#options.workspace, reason: cause.reason, sqliteCode: cause.sqliteCode, kept: this.kept, neededBytes }
  }

  get health(): StorageHealth {
    return this.#health
  }

  /** Makes the sums over calls anew. Throws what hinders it; what is missing then is made up for when the workspace is opened again. */
  async rebuildRollups(): Promise<void> {
    await this.write('forgetRollups', undefined)
    await this.#catchUpRollups()
  }

  /** Calls back when `isFailing` has changed, or all is `lost`. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls back for each write that stands, before whoever asked for it goes on. */
  onWritten(listener: (name: WriteName, input: unknown) => void): void {
    this.#writtenListeners.push(listener)
  }

  write<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    return this.#writer.write({ name, input }) as Promise<WriteOutput<Name>>
  }

  read<Name extends keyof Reads>(name: Name, input: ReadInput<Name>): Promise<ReadOutput<Name>> {
    const answer = longReads.has(name) ? this.#readLong(name, input) : this.#reader.read(name, input)
    return answer as Promise<ReadOutput<Name>>
  }

  /** A read in a thread of its own, so that pages and reports do not wait for it. */
  readApart<Name extends keyof Reads>(name: Name, input: ReadInput<Name>): Promise<ReadOutput<Name>> {
    return this.#readLong(name, input) as Promise<ReadOutput<Name>>
  }

  /** A reader thread of its own for a question of many reads, each of them short. Must be closed; the database closes what is left of them. */
  openReader(): Promise<OwnReader> {
    return this.#readers.open()
  }

  /** A write of something that cannot be had again: an answer that was paid for. Rejects only when the engine stops before it stands. */
  async keep<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    if (this.#lost !== undefined) throw this.#lost
    if (!this.isFailing) {
      try {
        return await this.write(name, input)
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
      }
    }
    return (await this.#kept.keep({ name, input })) as WriteOutput<Name>
  }

  /** What is kept is tried once more; what was written before is answered. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.#kept.stop()
    await Promise.allSettled(this.#long)
    await Promise.all([this.#reader.close(), this.#readers.close()])
    await this.#writer.close()
  }

  #readLong(name: keyof Reads, input: unknown): Promise<unknown> {
    const { threadUrl, workspace } = this.#options
    const answer = readOnce(threadUrl, path.join(workspace, 'assay.db'), name, input)
    this.#long.add(answer)
    const forget = () => void this.#long.delete(answer)
    answer.then(forget, forget)
    return answer
  }

  /** A page at a time, so that other writes come between; ends early when the storage closes. */
  async #catchUpRollups(): Promise<void> {
    while (!this.#isClosing && (await this.write('catchUpRollups', undefined)).left > 0);
  }

  #noteFailure(message: string): void {
    if (this.#isClosing) return
    const { clock, log } = this.#options
    this.#health = { failedRollups: this.#health.failedRollups + 1, lastFailure: { atMs: clock.nowMs(), message } }
    log.warn(
      { area: 'storage', error: message },
      'sums over calls were not written; they are tried again, and questions read the calls meanwhile',
    )
  }

  #lose(cause: Error): void {
    this.#lost = cause
    this.#kept.giveUp(cause)
    this.#changed()
  }

  #changed(): void {
    const { log } = this.#options
    const { failure } = this
    if (this.#lost !== undefined)
      log.error({ area: 'storage', error: this.#lost.message }, 'this engine can write no more: it has to be started anew')
    else if (failure === undefined) log.info({ area: 'storage' }, 'the database takes writes again')
    else log.error({ area: 'storage', ...failure }, 'a commit failed: what is received is kept in memory, nothing new is sent')
    for (const listener of this.#listeners) listener()
  }
}
