import { html, json, stream, text } from '../providers/scripted-server.ts'
import type { Wire } from '../providers/wires/index.ts'
import { answeredAfterHints, type Fault, failedAtOnce, hanging, stopped, triedFiveTimes } from './fault.ts'
import { always, type Visit, type VisitScript } from './wire-engine.ts'

/** More refusals than there are pauses without a hint. */
const refusals = 6
const dateAfterMs = 90_000

/** The refusal of a status in the provider's own words. */
function refusal(status: number): Fault['script'] {
  return (wire) => always(json(status, wire.error('No.')))
}

/** Too fast, with a header made anew for each refusal, and answered in the end. */
function tooFast(header: (visit: Visit) => Readonly<Record<string, string>>): Fault['script'] {
  return (wire, isStreamed) => (visit) => {
    const script = visit.index < refusals ? always(json(429, wire.error('Slow down.'), header(visit))) : answer(wire, isStreamed)
    return script(visit)
  }
}

function answer(wire: Wire, isStreamed: boolean): VisitScript {
  const spec = { deltas: ['Par', 'is.'], usage: wire.usageCases[0]?.raw ?? {} }
  return always(isStreamed ? stream(wire.events(spec)) : json(200, wire.answer(spec)))
}

/** Bytes of no text in any encoding; always the same. */
const noise = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 167 + 91) % 256)).toString('latin1')

/** What any wire format may meet, whether an answer was asked for whole or as a stream. */
export const faults: readonly Fault[] = [
  { name: '401', script: refusal(401), expected: stopped('AUTH') },
  { name: '402', script: refusal(402), expected: stopped('OUT_OF_CREDIT') },
  { name: '404', script: refusal(404), expected: failedAtOnce('MODEL_NOT_FOUND') },
  { name: '408', script: refusal(408), expected: triedFiveTimes('TIMEOUT', 'none') },
  { name: '429 with a hint in seconds', script: tooFast(() => ({ 'retry-after': '7' })), expected: answeredAfterHints(refusals, 7000) },
  {
    name: '429 with a hint in milliseconds',
    script: tooFast(() => ({ 'retry-after-ms': '1500' })),
    expected: answeredAfterHints(refusals, 1500),
  },
  {
    name: '429 with a date',
    script: tooFast(({ clock }) => ({ 'retry-after': new Date(Math.ceil(clock.nowMs() / 1000) * 1000 + dateAfterMs).toUTCString() })),
    expected: { ...answeredAfterHints(refusals, dateAfterMs), waitsMs: Array.from({ length: refusals }, () => [90_000, 109_202] as const) },
  },
  {
    name: '429 without a hint',
    script: refusal(429),
    expected: {
      ...triedFiveTimes('RATE_LIMITED', 'none'),
      waitsMs: [30_000, 60_000, 90_000, 120_000].map((pauseMs) => [pauseMs, pauseMs] as const),
    },
  },
  { name: '500', script: refusal(500), expected: triedFiveTimes('SERVER_ERROR', 'none') },
  { name: '502 with HTML', script: () => always(html(502)), expected: triedFiveTimes('SERVER_ERROR', 'maybe_billed') },
  { name: '503', script: refusal(503), expected: triedFiveTimes('OVERLOADED', 'none') },
  { name: '529', script: refusal(529), expected: triedFiveTimes('OVERLOADED', 'none') },
  {
    name: 'a reset',
    script: () => always((response) => void response.socket?.resetAndDestroy()),
    expected: triedFiveTimes('NETWORK', 'maybe_billed'),
  },
  { name: 'a close', script: () => always((response) => void response.socket?.end()), expected: triedFiveTimes('NETWORK', 'maybe_billed') },
  {
    name: 'random bytes',
    script: (_, isStreamed) => always(text(200, noise, { 'content-type': isStreamed ? 'text/event-stream' : 'application/json' })),
    expected: triedFiveTimes('INVALID_RESPONSE', 'maybe_billed'),
  },
]

/** What can only happen to an answer that comes whole. */
export const plainFaults: readonly Fault[] = [
  hanging(600_000),
  {
    name: 'truncated JSON',
    script: (wire) => {
      const whole = JSON.stringify(wire.answer({ deltas: ['Paris.'], usage: wire.usageCases[0]?.raw ?? {} }))
      return always(text(200, whole.slice(0, whole.length / 2), { 'content-type': 'application/json' }))
    },
    expected: triedFiveTimes('INVALID_RESPONSE', 'maybe_billed'),
  },
]
