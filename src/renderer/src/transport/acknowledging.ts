import { ackFor, saysAcks } from '#contract/acks'
import type { OpenChannel } from './channel.ts'

/** A channel that tells the engine which states of streams this page has taken: a page that is frozen, or hidden for hours, is sent one state a stream, not all of them. */
export function acknowledging(open: OpenChannel): OpenChannel {
  return (events) => {
    const channel = open({
      ...events,
      onOpen() {
        channel.send(saysAcks)
        events.onOpen()
      },
      onText(text) {
        events.onText(text)
        const ack = ackFor(text)
        if (ack !== undefined) channel.send(ack)
      },
    })
    return channel
  }
}
