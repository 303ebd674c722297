import type { Composed } from './compose.ts'
import { tellHints } from './hints.ts'
import type { ErrorReason, Hint } from './profile.ts'
import type { Visit } from './visit.ts'
import type { SimulatedRequest, Wire } from './wires/index.ts'

export type Headers = Readonly<Record<string, string | number>>

/** One request that is being answered: everything a way of answering may need. */
export interface Occasion {
  readonly visit: Visit
  readonly wire: Wire
  readonly request: SimulatedRequest
  readonly composed: Composed
  /** Sent with every answer, whatever it is. */
  readonly headers: Headers
  /** What the ledger says went wrong on purpose; null: nothing. */
  readonly fault: string | null
  readonly nowMs: number
}

export const json = { 'content-type': 'application/json' }
export const sse = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }

/** The answer as it should be, plain or streamed, at its own pace. */
export function serve(occasion: Occasion): void {
  const { visit, composed, fault } = occasion
  visit.plan({ outcome: 'served', fault, usage: composed.answer.usage })
  if (occasion.request.isStreamed) stream(occasion, (tail) => visit.finish(tail))
  else visit.after(composed.durationMs, () => sendPlain(occasion, occasion.wire.plain(composed.answer)))
}

export function sendPlain({ visit, headers }: Occasion, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body))
  visit.start(200, { ...headers, ...json, 'content-length': bytes.length })
  visit.finish(bytes)
}

/**
 * Head at half the time to the first piece, then the pieces evenly over what is left. `onTail` gets the rest with the last piece
 * before it, so that the end of a stream is one write. `pieceLimit`: after that many pieces `onTail` gets nothing more to send.
 */
export function stream(occasion: Occasion, onTail: (tail: string) => void, pieceLimit = Number.POSITIVE_INFINITY): void {
  const { visit, wire, composed, request, headers } = occasion
  const { head, pieces, tail } = wire.stream(composed.answer, request)
  const gapMs = pieces.length > 1 ? (composed.durationMs - composed.firstChunkMs) / (pieces.length - 1) : 0
  const send = (index: number) => {
    if (index >= pieceLimit) return onTail('')
    const piece = pieces[index] ?? ''
    if (index + 1 >= pieces.length) return onTail(piece + tail)
    visit.write(piece)
    visit.after(gapMs, () => send(index + 1))
  }
  visit.after(composed.firstChunkMs / 2, () => {
    visit.start(200, { ...headers, ...sse })
    if (head !== '') visit.write(head)
    visit.after(composed.firstChunkMs / 2, () => send(0))
  })
}

/** A refusal in the provider's own words. */
export function refuse(occasion: Occasion, reason: ErrorReason, hints: readonly Hint[], waitMs: number, status?: number): void {
  const { visit, wire, request, headers, fault, nowMs } = occasion
  const told = tellHints(hints, waitMs, nowMs)
  const reply = wire.error(reason, `model ${request.model}`)
  const bytes = Buffer.from(JSON.stringify(reply.body(told.details)))
  visit.plan({ outcome: 'refused', fault, usage: null })
  visit.start(status ?? reply.status, { ...headers, ...json, ...told.headers, 'content-length': bytes.length })
  visit.finish(bytes)
}
