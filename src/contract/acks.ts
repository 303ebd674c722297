/**
 * How a page says that it has taken a state of a stream, so that the next is not sent before: nothing between a page and its engine holds back by itself.
 * Beside the library's messages three texts cross: `acks` once, at the start, from a page that will say so; `ack` and the call's id for each state.
 */
export const saysAcks = 'acks'

/** What to say for a message that has arrived; undefined: it is none of a stream. */
export function ackFor(message: string): string | undefined {
  const id = /^\{"i":"(\d+)","t":3[,}]/.exec(message)?.[1]
  return id === undefined ? undefined : `ack ${id}`
}
