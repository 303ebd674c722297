import type { ReadInput, ReadName, ReadOutput } from './reads/index.ts'
import { openReader, type ReaderClient } from './thread-client.ts'

/** A reader thread for one question of many reads, each of them short. Must be closed. */
export interface OwnReader {
  read<Name extends ReadName>(name: Name, input: ReadInput<Name>): Promise<ReadOutput<Name>>
  close(): Promise<void>
}

/** Readers that are open; what nobody closed goes with the database. */
export class OwnReaders {
  readonly #threadUrl: URL
  readonly #file: string
  readonly #open = new Set<ReaderClient>()

  constructor(threadUrl: URL, file: string) {
    this.#threadUrl = threadUrl
    this.#file = file
  }

  async open(): Promise<OwnReader> {
    const reader = await openReader(this.#threadUrl, this.#file)
    this.#open.add(reader)
    return {
      read: <Name extends ReadName>(name: Name, input: ReadInput<Name>) => reader.read(name, input) as Promise<ReadOutput<Name>>,
      close: async () => {
        if (this.#open.delete(reader)) await reader.close()
      },
    }
  }

  async close(): Promise<void> {
    const open = [...this.#open]
    this.#open.clear()
    await Promise.all(open.map((reader) => reader.close()))
  }
}
