import { describe, expect, it } from 'vitest'
import { key, openProviders } from './caller.ts'
import { refusals } from './refusals/index.ts'
import { event, html, json, stream, text } from './scripted-server.ts'
import { wireOf, wires } from './wires/index.ts'

const providers = openProviders()

/** What a status means when the words say no more. Source: the outcome table of the design. */
const byStatus = [
  [400, 'BAD_REQUEST'],
  [401, 'AUTH'],
  [402, 'OUT_OF_CREDIT'],
  [403, 'PERMISSION_DENIED'],
  [404, 'MODEL_NOT_FOUND'],
  [408, 'TIMEOUT'],
  [409, 'SERVER_ERROR'],
  [413, 'CONTEXT_TOO_LONG'],
  [422, 'BAD_REQUEST'],
  [425, 'TIMEOUT'],
  [429, 'RATE_LIMITED'],
  [500, 'SERVER_ERROR'],
  [502, 'SERVER_ERROR'],
  [503, 'OVERLOADED'],
  [504, 'TIMEOUT'],
  [529, 'OVERLOADED'],
] as const

/** What a page of something in between means: a 4xx cost nothing, a 5xx leaves open what was done before it. */
const byPage = [
  [403, 'NETWORK', 'refused'],
  [404, 'MODEL_NOT_FOUND', 'refused'],
  [429, 'RATE_LIMITED', 'refused'],
  [500, 'SERVER_ERROR', 'unanswered'],
  [502, 'SERVER_ERROR', 'unanswered'],
  [503, 'OVERLOADED', 'unanswered'],
  [504, 'TIMEOUT', 'unanswered'],
] as const

/** A gateway’s status leaves open what the provider behind it did. Source: design section 5. */
function stageOf(status: number) {
  return status === 502 || status === 504 ? 'unanswered' : 'refused'
}

describe.each(wires)('$kind', (wire) => {
  it.each(byStatus)('reads %i in the provider’s own words as %s, which cost nothing unless a gateway says it', async (status, kind) => {
    providers.server.script = json(status, wire.error('No.'), { 'x-request-id': 'req-42' })
    expect(await providers.call(wire)).toMatchObject({
      kind,
      stage: stageOf(status),
      httpStatus: status,
      message: 'No.',
      providerRequestId: 'req-42',
      body: JSON.stringify(wire.error('No.')),
    })
  })

  it.each(byStatus)('reads %i alike when a stream was asked for', async (status, kind) => {
    providers.server.script = json(status, wire.error('No.'))
    expect(await providers.call(wire, { parameters: { stream: true } })).toMatchObject({
      kind,
      stage: stageOf(status),
      httpStatus: status,
      message: 'No.',
    })
  })

  it.each([
    [502, { error: 'bad gateway' }, 'SERVER_ERROR'],
    [504, { message: 'Endpoint request timed out' }, 'TIMEOUT'],
  ] as const)('does not take a gateway’s %i for the provider’s own word, though it is JSON', async (status, body, kind) => {
    providers.server.script = json(status, body)
    expect(await providers.call(wire)).toMatchObject({ kind, stage: 'unanswered', httpStatus: status, body: JSON.stringify(body) })
  })

  it.each(byPage)('reads %i with a page as %s, %s', async (status, kind, stage) => {
    providers.server.script = html(status)
    expect(await providers.call(wire)).toMatchObject({ kind, stage, httpStatus: status, message: `HTTP ${status}.` })
  })

  it('blames no model for a page of something in between', async () => {
    providers.server.script = html(403)
    expect(await providers.call(wire)).toMatchObject({ kind: 'NETWORK', providerWide: true })
  })

  it('follows no redirect and wants no further try', async () => {
    providers.server.script = text(307, '', { location: `${providers.server.origin}/elsewhere` })
    expect(await providers.call(wire)).toMatchObject({ kind: 'INVALID_RESPONSE', retryable: false, httpStatus: 307 })
    expect(providers.server.seen).toHaveLength(1)
  })

  it.each([
    ['retry-after', '7', 7000],
    ['retry-after-ms', '1500', 1500],
    ['x-ms-retry-after-ms', '2500', 2500],
  ])('hands on the hint in %s', async (header, value, delayMs) => {
    providers.server.script = json(429, wire.error('Slow down.'), { [header]: value })
    expect(await providers.call(wire)).toHaveProperty('hint', { delayMs, source: header })
  })

  it('hands on no hint where there is none', async () => {
    providers.server.script = json(429, wire.error('Slow down.'))
    expect(await providers.call(wire)).toMatchObject({ kind: 'RATE_LIMITED', hint: undefined })
  })

  it('cuts the key out of whatever the provider echoes', async () => {
    const echoes = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')].join(' ')
    providers.server.script = json(400, wire.error(`${'x'.repeat(480)} ${echoes}`))
    const outcome = JSON.stringify(await providers.call(wire))
    for (let length = 8; length <= key.length; length++) expect(outcome).not.toContain(key.slice(0, length))
  })

  it('keeps 8 KiB of a long error and 500 characters of its sentence', async () => {
    providers.server.script = json(400, wire.error('é'.repeat(30_000)))
    const outcome = await providers.call(wire)
    expect(outcome).toHaveProperty('message', 'é'.repeat(500))
    expect(Buffer.byteLength('body' in outcome ? (outcome.body ?? '') : '')).toBeLessThanOrEqual(8 * 1024)
  })
})

describe('refusals in the providers’ own words', () => {
  const asked = refusals.flatMap((refusal) => [
    { ...refusal, how: 'whole', stream: false },
    { ...refusal, how: 'for a stream', stream: true },
  ])

  it.each(asked)('$kind, asked $how: $title is $code', async (refusal) => {
    const { kind, status, body, headers, code, isRamp, hintMs, stream } = refusal
    providers.server.script = json(status, body, headers)
    const outcome = await providers.call(wireOf(kind), { parameters: { stream } })
    expect(outcome).toMatchObject({ kind: code, stage: stageOf(status), httpStatus: status, isRamp })
    if (hintMs !== undefined) expect(outcome).toMatchObject({ hint: { delayMs: hintMs } })
  })

  it('knows a complaint of growth inside a stream that had begun', async () => {
    const wire = wireOf('openai-chat')
    const complaint = event({ error: { message: 'Please slow down.', type: 'requests', code: 'slow_down' } })
    providers.server.script = stream([...wire.events({ deltas: ['Par'], finishReason: null }), complaint])
    expect(await providers.call(wire, { parameters: { stream: true } })).toMatchObject({
      kind: 'RATE_LIMITED',
      stage: 'partial',
      isRamp: true,
    })
  })
})
