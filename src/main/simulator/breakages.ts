import { type Occasion, sendPlain, serve, sse, stream } from './deliver.ts'
import { createDraws } from './draw.ts'
import { tellHints } from './hints.ts'
import type { BreakageKind, FaultRule } from './profile.ts'

type Breakage = (occasion: Occasion, rule: FaultRule) => void

/** An answer that goes wrong below, beside or inside the provider's own words. One row for each kind of a profile. */
export const breakages: Readonly<Record<BreakageKind, Breakage>> = {
  'forbidden-html': page(403, 'Access denied'),
  'bad-gateway-html': page(502, 'Bad Gateway'),
  'unavailable-html': page(503, 'Service Temporarily Unavailable'),
  'gateway-timeout-html': page(504, 'Gateway Time-out'),
  'ok-html': page(200, 'Please log in'),
  redirect(occasion) {
    fail(occasion)
    occasion.visit.start(307, { ...occasion.headers, location: 'http://127.0.0.1:9/elsewhere', 'content-length': 0 })
    occasion.visit.finish('')
  },
  hang: (occasion) => fail(occasion),
  'hang-after-headers'(occasion) {
    fail(occasion)
    begin(occasion)
    occasion.visit.flush()
  },
  'slow-drip'(occasion, rule) {
    const bytes = bytesOf(occasion)
    const size = Math.ceil(bytes.length / 40)
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
    trickle(occasion, parts, rule.afterMs)
  },
  'keep-alive'(occasion, rule) {
    const sign = occasion.request.isStreamed ? ': keep-alive\n\n' : '\n'
    trickle(occasion, [sign, sign, sign, sign, sign, bytesOf(occasion)], rule.afterMs)
  },
  reset(occasion) {
    fail(occasion)
    occasion.visit.break('reset')
  },
  'reset-after-headers'(occasion) {
    fail(occasion, true)
    begin(occasion)
    occasion.visit.write(bytesOf(occasion).subarray(0, 20))
    occasion.visit.after(1, () => occasion.visit.break('reset'))
  },
  close(occasion) {
    fail(occasion)
    occasion.visit.break('close')
  },
  'not-http'(occasion) {
    fail(occasion)
    occasion.visit.break('close', noise(occasion))
  },
  'random-bytes'(occasion) {
    fail(occasion, true)
    begin(occasion)
    occasion.visit.finish(noise(occasion))
  },
  'truncated-json'(occasion) {
    fail(occasion, true)
    const bytes = bytesOf(occasion)
    begin(occasion)
    occasion.visit.finish(bytes.subarray(0, Math.floor(bytes.length / 2)))
  },
  'cut-body'(occasion) {
    const bytes = bytesOf(occasion)
    fail(occasion, true)
    begin(occasion, { 'content-length': bytes.length })
    occasion.visit.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
    occasion.visit.break('close')
  },
  'cut-stream'(occasion, rule) {
    if (!occasion.request.isStreamed) return breakages['cut-body'](occasion, rule)
    fail(occasion, true)
    stream(
      occasion,
      (rest) => {
        if (rest !== '') occasion.visit.write(rest.slice(0, rest.length / 2))
        occasion.visit.break('close')
      },
      Math.ceil(occasion.composed.answer.pieces.length / 2),
    )
  },
  'error-in-stream'(occasion, rule) {
    if (!occasion.request.isStreamed) return breakages['error-in-answer'](occasion, rule)
    fail(occasion, true)
    stream(occasion, () => occasion.visit.finish(occasion.wire.errorEvent()), Math.ceil(occasion.composed.answer.pieces.length / 2))
  },
  'error-in-answer'(occasion, rule) {
    if (occasion.request.isStreamed) return breakages['error-in-stream'](occasion, rule)
    fail(occasion)
    sendPlain(occasion, occasion.wire.errorInAnswer(occasion.composed.answer))
  },
  'missing-usage': (occasion) => serve(changed(occasion, { tellsUsage: false })),
  'content-filter': (occasion) => serve(changed(occasion, { ...wordless(occasion), finish: 'content-filter' })),
  'empty-answer': (occasion) => serve(changed(occasion, wordless(occasion))),
}

function page(status: number, title: string): Breakage {
  return (occasion, rule) => {
    const { visit, headers, nowMs } = occasion
    const bytes = Buffer.from(`<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body><h1>${title}</h1></body>\r\n</html>\r\n`)
    fail(occasion)
    visit.start(rule.status ?? status, {
      ...headers,
      ...tellHints(rule.hints, 1000, nowMs).headers,
      'content-type': 'text/html',
      'content-length': bytes.length,
    })
    visit.finish(bytes)
  }
}

function fail({ visit, composed, fault }: Occasion, isGenerated = false): void {
  visit.plan({ outcome: 'failed', fault, usage: isGenerated ? composed.answer.usage : null })
}

function promise({ visit, composed, fault }: Occasion): void {
  visit.plan({ outcome: 'served', fault, usage: composed.answer.usage })
}

function begin({ visit, headers, request }: Occasion, more: Readonly<Record<string, number>> = {}): void {
  visit.start(200, { ...headers, ...(request.isStreamed ? sse : { 'content-type': 'application/json' }), ...more })
}

/** The whole right answer, for breakages that spoil its bytes. */
function bytesOf({ wire, composed, request }: Occasion): Buffer {
  if (!request.isStreamed) return Buffer.from(JSON.stringify(wire.plain(composed.answer)))
  const { head, pieces, tail } = wire.stream(composed.answer, request)
  return Buffer.from(head + pieces.join('') + tail)
}

/** The whole answer, one part after another. */
function trickle(occasion: Occasion, parts: readonly (string | Buffer)[], gapMs: number): void {
  const { visit } = occasion
  const send = (index: number) => {
    const part = parts[index] ?? ''
    if (index + 1 >= parts.length) visit.finish(part)
    else {
      visit.write(part)
      visit.after(gapMs, () => send(index + 1))
    }
  }
  promise(occasion)
  begin(occasion)
  send(0)
}

/** The same noise for the same request. */
function noise({ composed }: Occasion): Buffer {
  const draws = createDraws(Number.parseInt(composed.answer.id, 36))
  return Buffer.from(Array.from({ length: 400 }, () => Math.floor(draws() * 256)))
}

function changed(occasion: Occasion, change: Partial<Occasion['composed']['answer']>): Occasion {
  return { ...occasion, composed: { ...occasion.composed, answer: { ...occasion.composed.answer, ...change } } }
}

function wordless({ composed }: Occasion) {
  return { pieces: [], reasoningText: '', usage: { ...composed.answer.usage, textOutputTokens: 0, reasoningOutputTokens: 0 } }
}
