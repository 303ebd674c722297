import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { billOf, simulatedPrices } from '#simulator'
import { ask, askBy, openSimulator, until, type WireName, wireNames } from './caller.ts'

it.each(wireNames)('writes down a served answer of %s with its attempt, usage and bill', async (wire) => {
  const simulator = await openSimulator({ now: () => 5000 })
  await askBy(simulator, wire, true, { attemptId: '01JATTEMPT' })
  const [entry] = simulator.ledger()
  expect(entry).toMatchObject({
    seq: 1,
    attemptId: '01JATTEMPT',
    model: 'steady',
    wire,
    isStreamed: true,
    receivedAtMs: 5000,
    answeredAtMs: 5000,
    outcome: 'served',
    httpStatus: 200,
    fault: null,
    inFlightAtArrival: 1,
    modelInFlightAtArrival: 1,
    bytesSentCompletely: true,
  })
  const usage = entry?.usage
  expect(usage && entry.costNanoUsd === billOf(usage, simulatedPrices.get('steady'))).toBe(true)
  expect(entry?.costNanoUsd).toBeGreaterThan(0)
})

test.prop([fc.constantFrom(...wireNames), fc.boolean(), fc.constantFrom('steady', 'thinker', 'cached', 'free')], { numRuns: 40 })(
  'has the usage that the answer tells',
  async (wire, isStreamed, model) => {
    const simulator = await openSimulator()
    const { text } = await askBy(simulator, wire, isStreamed, { model })
    expect(toldIn(wire, text)).toEqual(simulator.ledger()[0]?.usage)
  },
)

it('has no bill for a model without a price, and a bill of 0 for a free one', async () => {
  const simulator = await openSimulator()
  for (const model of ['unpriced', 'free', 'never-heard-of']) await askBy(simulator, 'openai-chat', false, { model })
  expect(simulator.ledger().map(({ costNanoUsd }) => costNanoUsd)).toEqual([null, 0, null])
})

it('bills by the rates of a profile', async () => {
  const rates = { input: 1000, output: 1000, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, reasoning: 0 }
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 0, inputTokens: 10, textTokens: 5, rates } } } })
  await askBy(simulator, 'openai-chat', false, { model: 'mine' })
  expect(simulator.ledger()[0]?.costNanoUsd).toBe(15)
})

it.each([false, true])('writes down a caller that goes away before the end as dropped, streamed: %s', async (isStreamed) => {
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 60_000, spread: 0, firstChunkRatio: 0 } } } })
  const leaving = new AbortController()
  const asking = fetch(`${simulator.baseUrl}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ model: 'steady', messages: [{ role: 'user', content: 'Hello' }], stream: isStreamed }),
    signal: leaving.signal,
  })
  await until(() => simulator.stats().inFlight === 1)
  leaving.abort()
  await Promise.allSettled([asking])
  await simulator.settled()
  expect(simulator.ledger()).toMatchObject([
    { outcome: 'dropped', httpStatus: isStreamed ? 200 : null, fault: null, bytesSentCompletely: false },
  ])
  expect(simulator.stats()).toMatchObject({ inFlight: 0, dropped: 1 })
})

it('has each request once, whatever became of it', async () => {
  const faults = [
    { fault: 'server-error' as const, everyNth: 7 },
    { fault: 'reset' as const, everyNth: 11 },
    { fault: 'truncated-json' as const, everyNth: 13 },
  ]
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 2 } }, faults, limits: [{ maxInFlight: 25 }] } })
  const asked = Array.from({ length: 300 }, (_, index) => `attempt ${index}`)
  const replies = await Promise.all(asked.map((attemptId) => askBy(simulator, 'openai-chat', false, { attemptId })))
  await simulator.settled()
  const ledger = simulator.ledger()
  expect(ledger.map(({ attemptId }) => attemptId).sort()).toEqual(asked.toSorted())
  expect(ledger.map(({ seq }) => seq)).toEqual(asked.map((_, index) => index + 1))
  expect(ledger.filter(({ outcome }) => outcome === 'served').length).toBe(replies.filter(isAnswer).length)
  const { served, refused, failed, dropped, received } = simulator.stats()
  expect([served + refused + failed + dropped, received]).toEqual([300, 300])
})

it('breaks off what is in flight when it closes', async () => {
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 60_000 } } } })
  const asking = ask(`${simulator.baseUrl}/chat/completions`, { model: 'm', messages: [{ role: 'user', content: 'Hello' }] })
  await until(() => simulator.stats().inFlight === 1)
  await simulator.close()
  expect(await asking).toMatchObject({ broke: 'ECONNRESET' })
  expect(simulator.ledger()).toMatchObject([{ outcome: 'dropped' }])
})

function isAnswer({ status, text }: { status: number | undefined; text: string }): boolean {
  return status === 200 && text.endsWith('}')
}

/** The last number a wire tells under a name; 0 when it does not. */
function numberIn(text: string, name: string): number {
  return Number([...text.matchAll(new RegExp(`"${name}":(\\d+)`, 'g'))].at(-1)?.[1] ?? 0)
}

/** The usage of an answer in disjoint classes, read as each provider documents it. */
function toldIn(wire: WireName, text: string) {
  const of = (name: string) => numberIn(text, name)
  const caches = { cacheWrite5mInputTokens: of('ephemeral_5m_input_tokens'), cacheWrite1hInputTokens: of('ephemeral_1h_input_tokens') }
  const read = {
    'openai-chat': of('cached_tokens'),
    'openai-responses': of('cached_tokens'),
    anthropic: of('cache_read_input_tokens'),
    google: of('cachedContentTokenCount'),
  }[wire]
  const input = {
    'openai-chat': of('prompt_tokens') - read,
    'openai-responses': of('input_tokens') - read,
    anthropic: of('input_tokens'),
    google: of('promptTokenCount') - read,
  }[wire]
  const output = {
    'openai-chat': [of('completion_tokens') - of('reasoning_tokens'), of('reasoning_tokens')],
    'openai-responses': [of('output_tokens') - of('reasoning_tokens'), of('reasoning_tokens')],
    anthropic: [of('output_tokens'), 0],
    google: [of('candidatesTokenCount'), of('thoughtsTokenCount')],
  }[wire]
  const [textOutputTokens, reasoningOutputTokens] = output
  return { uncachedInputTokens: input, cacheReadInputTokens: read, ...caches, textOutputTokens, reasoningOutputTokens }
}
