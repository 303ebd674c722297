/** Why a page's connection is ended by our side. `engine_gone`: the engine behind it stops or was taken over; `no_engine`: there is none to be reached now. */
export type PeerEnd = 'engine_gone' | 'no_engine'

/**
 * The other end of one page's connection, whatever it travels on: a socket of the loopback shell, a port of the window. Only text crosses.
 * What is heard before there is a listener is lost: listen at once.
 */
export interface Peer {
  /** Resolves when the other end has room for the next. Never rejects: one that is gone takes nothing. */
  send(message: string): Promise<void>
  onMessage(listener: (message: string) => void): void
  /** Heard once, whoever ended it. */
  onClose(listener: () => void): void
  close(reason: PeerEnd): void
}
