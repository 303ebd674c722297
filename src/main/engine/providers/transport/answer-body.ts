import { maxErrorBytes, maxLineBytes, maxUnreadBytes } from './limits.ts'

const newline = 0x0a

interface ReadResult {
  readonly done: boolean
  readonly value: Uint8Array | undefined
}

/**
 * The bytes of an answer as they arrive, taken once, chunk by chunk, by one reader. A plain body keeps them all, a streamed one its beginning.
 * Closing it ends the reader after what is unread; it never fails.
 */
export class AnswerBody {
  #chunks: Buffer[] = []
  readonly #beginning: Buffer[] = []
  #bytes = 0
  #unreadBytes = 0
  #lineBytes = 0
  #nextUnread = 0
  #isClosed = false
  #whenRoom: (() => void) | undefined
  #waiting: ((result: ReadResult) => void) | undefined

  get bytes(): number {
    return this.#bytes
  }

  get isFull(): boolean {
    return this.#unreadBytes > maxUnreadBytes
  }

  get isLineTooLong(): boolean {
    return this.#lineBytes > maxLineBytes
  }

  /** Calls back when a full body has been read down; also makes it drop what was read. */
  onRoom(whenRoom: () => void): void {
    this.#whenRoom = whenRoom
  }

  push(chunk: Buffer): void {
    if (this.#isClosed) return
    this.#bytes += chunk.length
    if (this.#whenRoom !== undefined) {
      const lastNewline = chunk.lastIndexOf(newline)
      if (this.#bytes <= maxErrorBytes) this.#beginning.push(chunk)
      this.#lineBytes = lastNewline === -1 ? this.#lineBytes + chunk.length : chunk.length - lastNewline - 1
    }
    const waiting = this.#waiting
    if (waiting === undefined) {
      this.#chunks.push(chunk)
      this.#unreadBytes += chunk.length
    } else {
      this.#waiting = undefined
      waiting({ done: false, value: chunk })
    }
  }

  close(): void {
    this.#isClosed = true
    this.#waiting?.({ done: true, value: undefined })
    this.#waiting = undefined
  }

  /** The next unread chunk. A plain body keeps what was read, a streamed one drops it. */
  read(): Promise<ReadResult> {
    const chunk = this.#chunks[this.#nextUnread]
    if (chunk !== undefined) {
      this.#took(chunk)
      return Promise.resolve({ done: false, value: chunk })
    }
    if (this.#isClosed) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  /** Everything that is kept. */
  text(): string {
    const chunks = this.#whenRoom === undefined ? this.#chunks : this.#beginning
    const [first] = chunks
    return first !== undefined && chunks.length === 1 ? first.toString('utf8') : Buffer.concat(chunks).toString('utf8')
  }

  #took(chunk: Buffer): void {
    this.#unreadBytes -= chunk.length
    if (this.#whenRoom === undefined) {
      this.#nextUnread += 1
      return
    }
    this.#chunks.shift()
    if (this.#unreadBytes <= maxUnreadBytes / 2) this.#whenRoom()
  }
}
