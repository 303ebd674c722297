import type { Peer, PeerEnd, ServedPeer } from '#attach'

/** Pages that are joined to an engine; one that goes is forgotten. */
export class PeerSet {
  readonly #peers = new Map<Peer, ServedPeer | undefined>()

  get size(): number {
    return this.#peers.size
  }

  add(peer: Peer): void {
    this.#peers.set(peer, undefined)
    peer.onClose(() => this.#peers.delete(peer))
  }

  /** It is served by the engine of this process. */
  serve(peer: Peer, served: ServedPeer): void {
    if (this.#peers.has(peer)) this.#peers.set(peer, served)
  }

  /** Resolves when each of them has gone, and nothing that they asked here is being done. */
  async closeAll(reason: PeerEnd): Promise<void> {
    const gone = [...this.#peers].map(async ([peer, served]) => {
      const closed = new Promise<void>((resolve) => peer.onClose(resolve))
      peer.close(reason)
      await closed
      await served?.idle()
    })
    await Promise.all(gone)
  }
}
