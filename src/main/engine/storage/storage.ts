import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Clock, Log } from '#engine/ports'
import type { Reads } from './reads/index.ts'
import { StorageError } from './storage-error.ts'
import { ReaderClient, startThread, WriterClient } from './thread-client.ts'
import type { Opened } from './thread-protocol.ts'
import type { WriteName, Writes } from './writes/index.ts'

export interface StorageOptions {
  readonly workspace: string
  /** The storage threads' entry; built apps name it differently, so it is given. */
  readonly threadUrl: URL
  readonly clock: Clock
  readonly log: Log
}

type WriteInput<Name extends WriteName> = Parameters<Writes[Name]> extends [unknown, infer Input] ? Input : undefined
type WriteOutput<Name extends WriteName> = ReturnType<Writes[Name]>
type ReadInput<Name extends keyof Reads> = Parameters<Reads[Name]> extends [unknown, infer Input] ? Input : undefined
type ReadOutput<Name extends keyof Reads> = Awaited<ReturnType<Reads[Name]>>

const retryEveryMs = 1000

/**
 * The database from the engine's side. Invariants:
 * 1. A promise of a write resolves only after its COMMIT.
 * 2. A write that must not be lost (`keep`) is repeated every second, oldest first, until it stands; while one waits, `isFailing` is true.
 * 3. The engine's thread never waits for a disk.
 */
export class Storage {
  readonly opened: Opened
  readonly #writer: WriterClient
  readonly #reader: ReaderClient
  readonly #options: StorageOptions
  readonly #stop = new AbortController()
  readonly #listeners = new Set<() => void>()
  #kept = 0
  #lastKept: Promise<unknown> = Promise.resolve()

  private constructor(options: StorageOptions, opened: Opened, writer: WriterClient, reader: ReaderClient) {
    this.#options = options
    this.opened = opened
    this.#writer = writer
    this.#reader = reader
  }

  /** Throws WORKSPACE_LOCKED, DATABASE_TOO_NEW, DATABASE_CORRUPT, or StorageError when the folder can't be written. */
  static async open(options: StorageOptions): Promise<Storage> {
    const { workspace, threadUrl, clock } = options
    try {
      mkdirSync(workspace, { recursive: true })
    } catch (error) {
      throw new StorageError('SQLITE_CANTOPEN', `${workspace}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const file = path.join(workspace, 'assay.db')
    const writer = await startThread(threadUrl, {
      role: 'writer',
      file,
      workspace,
      lockFile: path.join(workspace, 'assay.lock'),
      reserveFile: path.join(workspace, 'assay.reserve'),
      backupFolder: path.join(workspace, 'backups'),
      nowMs: clock.nowMs(),
    })
    if (writer.opened === undefined) throw new Error('the writer thread opened nothing')
    const reader = await startThread(threadUrl, { role: 'reader', file })
    return new Storage(options, writer.opened, new WriterClient(writer.worker), new ReaderClient(reader.worker))
  }

  /** True while outcomes wait for a database that takes them: nothing new may be sent. */
  get isFailing(): boolean {
    return this.#kept > 0
  }

  /** Outcomes received and not yet on disk because a commit failed. */
  get kept(): number {
    return this.#kept
  }

  /** Calls back when `isFailing` has changed. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  write<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    return this.#writer.write({ name, input }) as Promise<WriteOutput<Name>>
  }

  read<Name extends keyof Reads>(name: Name, input: ReadInput<Name>): Promise<ReadOutput<Name>> {
    return this.#reader.read(name, input) as Promise<ReadOutput<Name>>
  }

  /** A write of something that cannot be had again: an answer that was paid for. Rejects only when the engine stops before it stands. */
  async keep<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    try {
      return await this.write(name, input)
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      this.#options.log.error(
        { area: 'storage', step: name, sqlite: error.sqliteCode, workspace: this.#options.workspace },
        'commit failed; kept in memory',
      )
      return await this.#keepTrying(name, input)
    }
  }

  async #keepTrying<Name extends WriteName>(name: Name, input: WriteInput<Name>): Promise<WriteOutput<Name>> {
    this.#count(1)
    const before = this.#lastKept
    const turn = (async () => {
      await before
      for (;;) {
        await this.#options.clock.sleep(retryEveryMs, this.#stop.signal)
        try {
          return await this.write(name, input)
        } catch (error) {
          if (!(error instanceof StorageError)) throw error
        }
      }
    })()
    this.#lastKept = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#count(-1)
    }
  }

  #count(change: number): void {
    const was = this.isFailing
    this.#kept += change
    if (was === this.isFailing) return
    this.#options.log.warn(
      { area: 'storage', kept: this.#kept },
      this.isFailing ? 'sending stops until the database takes what was received' : 'the database takes writes again',
    )
    for (const listener of this.#listeners) listener()
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the engine stops'))
    await this.#writer.close()
    await this.#reader.close()
  }
}
