import { ackFor, saysAcks } from '#contract/acks'

const abortOf = /^\{"i":"(\d+)","t":4[,}]/

/** Holds each stream of a page back until the page has taken the last state; a page that does not say so is not waited for. */
export class StreamFlow {
  #isAcknowledged = false
  readonly #untaken = new Map<string, () => void>()

  /** Hears what the page says. True: it was about this, and nobody else need hear it. */
  hear(message: string): boolean {
    if (message === saysAcks) this.#isAcknowledged = true
    else if (!this.#take(message)) {
      const id = abortOf.exec(message)?.[1]
      if (id !== undefined) this.#take(`ack ${id}`)
      return message.startsWith('ack ')
    }
    return true
  }

  /** Call it before the message is sent. Resolves when the page has taken it, has ended the stream or is gone. */
  async taken(message: string): Promise<void> {
    const ack = this.#isAcknowledged ? ackFor(message) : undefined
    if (ack !== undefined) await new Promise<void>((resolve) => this.#untaken.set(ack, resolve))
  }

  /** The page is gone. */
  end(): void {
    this.#isAcknowledged = false
    for (const ack of [...this.#untaken.keys()]) this.#take(ack)
  }

  #take(ack: string): boolean {
    const resolve = this.#untaken.get(ack)
    this.#untaken.delete(ack)
    resolve?.()
    return resolve !== undefined
  }
}
