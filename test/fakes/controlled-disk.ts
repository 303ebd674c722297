import path from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'

/** How the disk under a workspace behaves; what is absent is as on any good disk. */
export interface DiskConditions {
  /** No page more than the database has now: a real SQLITE_FULL. */
  readonly isFull?: boolean
  /** COMMIT throws SQLITE_FULL as long as the reserve takes up its room. */
  readonly isFullButForReserve?: boolean
  /** A real SQLITE_READONLY at every change. */
  readonly isReadOnly?: boolean
  /** COMMIT throws SQLITE_IOERR_FSYNC, and nothing stands. */
  readonly failsCommits?: boolean
  /** The writer thread ends at the next COMMIT, with no word. */
  readonly endsThread?: boolean
  /** Each COMMIT takes this long. */
  readonly commitMs?: number
}

export function channelOf(file: string): string {
  return `disk of ${file}`
}

/** What the writer answers when it lives under new conditions. */
export interface DiskReport {
  /** Groups committed so far. */
  readonly commits: number
}

/** The disk of a workspace whose storage was opened with the controlled thread. */
export class ControlledDisk {
  readonly #channel: BroadcastChannel

  constructor(workspace: string) {
    this.#channel = new BroadcastChannel(channelOf(path.join(workspace, 'assay.db')))
    this.#channel.unref()
  }

  /** Replaces the conditions; resolves when the writer lives under them. */
  async become(conditions: DiskConditions): Promise<DiskReport> {
    const report = new Promise<DiskReport>((resolve) => {
      this.#channel.onmessage = (event) => resolve((event as { readonly data: DiskReport }).data)
    })
    this.#channel.ref()
    this.#channel.postMessage(conditions)
    const got = await report
    this.#channel.unref()
    return got
  }

  close(): void {
    this.#channel.close()
  }
}
