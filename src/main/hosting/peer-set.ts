import type { Peer, PeerEnd } from '#attach'

/** Pages that are joined to an engine; one that goes is forgotten. */
export class PeerSet {
  readonly #peers = new Set<Peer>()

  get size(): number {
    return this.#peers.size
  }

  add(peer: Peer): void {
    this.#peers.add(peer)
    peer.onClose(() => this.#peers.delete(peer))
  }

  closeAll(reason: PeerEnd): void {
    for (const peer of this.#peers) peer.close(reason)
  }
}
