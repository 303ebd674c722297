import { describe, expect, it } from 'vitest'
import { askBy, eventsIn, openSimulator, openWithFault, type Reply, until, wireNames } from './caller.ts'

const met = ({ status, text, broke }: Reply) => ({ status, text, broke })

describe.each([
  ['forbidden-html', 403],
  ['bad-gateway-html', 502],
  ['unavailable-html', 503],
  ['gateway-timeout-html', 504],
  ['ok-html', 200],
] as const)('%s', (fault, status) => {
  it.each(wireNames)('is a page of a gateway by %s', async (wire) => {
    const simulator = await openWithFault(fault)
    const reply = await askBy(simulator, wire, false)
    expect(reply).toMatchObject({ status, headers: { 'content-type': 'text/html' } })
    expect(reply.text).toContain('<html>')
    expect(simulator.ledger()).toMatchObject([{ outcome: 'failed', httpStatus: status, fault, usage: null }])
  })
})

it('redirects elsewhere', async () => {
  const reply = await askBy(await openWithFault('redirect'), 'openai-chat', false)
  expect(reply).toMatchObject({ status: 307, headers: { location: 'http://127.0.0.1:9/elsewhere' } })
})

describe.each([false, true])('on the network, streamed: %s', (isStreamed) => {
  it.each([
    ['reset', 'ECONNRESET'],
    ['close', 'ECONNRESET'],
  ] as const)('%s ends the connection before a status', async (fault, broke) => {
    const simulator = await openWithFault(fault)
    expect(met(await askBy(simulator, 'openai-chat', isStreamed))).toEqual({ status: undefined, text: '', broke })
    await simulator.settled()
    expect(simulator.ledger()).toMatchObject([{ outcome: 'failed', httpStatus: null, fault, usage: null, bytesSentCompletely: false }])
  })

  it('not-http answers with noise, the same each time', async () => {
    const reply = await askBy(await openWithFault('not-http'), 'openai-chat', isStreamed)
    expect(reply).toMatchObject({ status: undefined, broke: expect.stringMatching(/^HPE_/) })
  })

  it.each(['reset-after-headers', 'cut-body'] as const)('%s breaks off inside the answer', async (fault) => {
    const simulator = await openWithFault(fault)
    const reply = await askBy(simulator, 'openai-chat', isStreamed)
    expect(reply).toMatchObject({ status: 200, broke: 'ECONNRESET' })
    await simulator.settled()
    expect(simulator.ledger()).toMatchObject([{ outcome: 'failed', httpStatus: 200, fault, usage: { textOutputTokens: 20 } }])
  })

  it('truncated-json ends well in the middle of the answer', async () => {
    const reply = await askBy(await openWithFault('truncated-json'), 'openai-chat', isStreamed)
    expect(reply).toMatchObject({ status: 200, broke: undefined })
    expect(() => (isStreamed ? eventsIn(reply.text) : JSON.parse(reply.text))).toThrow(SyntaxError)
  })

  it('random-bytes is a 200 of noise, the same for the same request', async () => {
    const [first, second] = [
      await askBy(await openWithFault('random-bytes'), 'google', isStreamed),
      await askBy(await openWithFault('random-bytes'), 'google', isStreamed),
    ]
    expect(first).toMatchObject({ status: 200, broke: undefined })
    expect(first.text.length).toBeGreaterThan(100)
    expect(second.text).toBe(first.text)
  })

  it.each(['slow-drip', 'keep-alive'] as const)('%s comes late and whole', async (fault) => {
    const simulator = await openWithFault(fault, { afterMs: 1 })
    const reply = await askBy(simulator, 'openai-chat', isStreamed)
    expect(isStreamed ? eventsIn(reply.text).at(-1) : JSON.parse(reply.text).object).toBe(isStreamed ? '[DONE]' : 'chat.completion')
    expect(simulator.ledger()).toMatchObject([{ outcome: 'served', fault, usage: { textOutputTokens: 20 } }])
  })

  it('keep-alive sends signs of life first', async () => {
    const { text } = await askBy(await openWithFault('keep-alive'), 'openai-chat', isStreamed)
    expect(text.startsWith(isStreamed ? ': keep-alive\n\n'.repeat(5) : '\n'.repeat(5))).toBe(true)
  })
})

describe.each(wireNames)('inside a stream of %s', (wire) => {
  it('cut-stream ends in the middle, past the first content', async () => {
    const simulator = await openWithFault('cut-stream')
    const reply = await askBy(simulator, wire, true)
    expect(reply).toMatchObject({ status: 200, broke: 'ECONNRESET' })
    expect(eventsIn(reply.text).length).toBeGreaterThanOrEqual(10)
    expect(reply.text).not.toMatch(/\[DONE\]|completed|message_stop|usageMetadata/)
    await simulator.settled()
    expect(simulator.ledger()).toMatchObject([{ outcome: 'failed', fault: 'cut-stream', usage: { textOutputTokens: 20 } }])
  })

  it('error-in-stream tells of an overload after the first content', async () => {
    const reply = await askBy(await openWithFault('error-in-stream'), wire, true)
    expect(reply).toMatchObject({ status: 200, broke: undefined })
    expect(eventsIn(reply.text).length).toBeGreaterThanOrEqual(10)
    expect(JSON.stringify(eventsIn(reply.text).at(-1))).toMatch(/overloaded/)
  })
})

describe.each(wireNames)('inside an answer of %s', (wire) => {
  it('error-in-answer is an error within a 200', async () => {
    const simulator = await openWithFault('error-in-answer')
    const reply = await askBy(simulator, wire, false)
    expect(reply.status).toBe(200)
    expect(reply.text).toMatch(/"error":\{/)
    expect(simulator.ledger()).toMatchObject([{ outcome: 'failed', fault: 'error-in-answer' }])
  })

  it.each([false, true])('missing-usage serves without a word of usage, streamed: %s', async (isStreamed) => {
    const simulator = await openWithFault('missing-usage')
    expect((await askBy(simulator, wire, isStreamed)).text).not.toMatch(/"usage(Metadata)?":\{/)
    expect(simulator.ledger()).toMatchObject([{ outcome: 'served', usage: { textOutputTokens: 20 } }])
  })

  it.each([false, true])('content-filter answers with a block, streamed: %s', async (isStreamed) => {
    const reply = await askBy(await openWithFault('content-filter'), wire, isStreamed)
    expect(reply.text).toMatch(/content_filter|"refusal"|"blockReason"/)
    expect(reply.text).not.toContain('Paris')
  })

  it('empty-answer ends well without a word', async () => {
    const simulator = await openWithFault('empty-answer')
    expect((await askBy(simulator, wire, false)).text).not.toContain('Paris')
    expect(simulator.ledger()).toMatchObject([{ outcome: 'served', usage: { textOutputTokens: 0 } }])
  })
})

it.each(['hang', 'hang-after-headers'] as const)('%s never answers, and is written down when the caller goes away', async (fault) => {
  const simulator = await openWithFault(fault)
  const leaving = new AbortController()
  const { path, body } = { path: '/v1/chat/completions', body: { model: 'm', messages: [{ role: 'user', content: 'Hello' }] } }
  const fetching = fetch(simulator.origin + path, { method: 'POST', body: JSON.stringify(body), signal: leaving.signal })
  if (fault === 'hang') await until(() => simulator.stats().inFlight === 1)
  else expect((await fetching).status).toBe(200)
  leaving.abort()
  await Promise.allSettled([fetching])
  await simulator.settled()
  expect(simulator.ledger()).toMatchObject([
    { outcome: 'failed', fault, httpStatus: fault === 'hang' ? null : 200, bytesSentCompletely: false },
  ])
})

it('flaky fails now and then by itself, and the same requests fail again under the same seed', async () => {
  const outcomes = async (isReversed: boolean) => {
    const simulator = await openSimulator({ seed: 3 })
    const prompts = Array.from({ length: 120 }, (_, index) => `Question ${index}`)
    for (const content of isReversed ? prompts.toReversed() : prompts) {
      await fetch(`${simulator.baseUrl}/chat/completions`, {
        method: 'POST',
        headers: { 'x-client-request-id': content, connection: 'close' },
        body: JSON.stringify({ model: 'flaky', messages: [{ role: 'user', content }] }),
      }).then(
        (response) => response.text().catch(() => 'cut'),
        () => 'broke',
      )
    }
    await simulator.settled()
    return new Map(simulator.ledger().map((entry) => [entry.attemptId, entry.fault]))
  }
  const forward = await outcomes(false)
  const failed = [...forward.values()].filter((fault) => fault !== null).length
  expect(failed).toBeGreaterThan(8)
  expect(failed).toBeLessThan(40)
  expect(new Map([...(await outcomes(true))].toReversed())).toEqual(forward)
})
