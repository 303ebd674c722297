import type { WebSocket } from 'ws'

export interface PingPolicy {
  /** How often, in milliseconds. */
  readonly pingEveryMs: number
  /** What may wait for one that does not read, in bytes. */
  readonly maxBufferedBytes: number
}

/** Ends what no longer answers or reads: whoever did not answer the ping before, and whoever lets too much wait. Half-open sockets are noticed by nothing else. */
export function keepPinging(clients: ReadonlySet<WebSocket>, policy: PingPolicy): { stop(): void } {
  const unanswered = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const socket of clients) {
      if (unanswered.has(socket) || socket.bufferedAmount > policy.maxBufferedBytes) {
        socket.terminate()
        continue
      }
      unanswered.add(socket)
      socket.once('pong', () => unanswered.delete(socket))
      socket.ping()
    }
  }, policy.pingEveryMs).unref()
  return { stop: () => clearInterval(timer) }
}
