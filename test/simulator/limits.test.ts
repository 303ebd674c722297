import { expect, it } from 'vitest'
import { askBy, type OpenSimulator, openSimulator } from './caller.ts'

const slow = { models: { '*': { medianMs: 30, spread: 0 } } }

async function askMany(simulator: OpenSimulator, count: number, model = 'steady') {
  const replies = await Promise.all(Array.from({ length: count }, () => askBy(simulator, 'openai-chat', false, { model })))
  await simulator.settled()
  return replies
}

const servedIn = (simulator: OpenSimulator) => simulator.ledger().filter(({ outcome }) => outcome === 'served').length

it('admits no request beyond those it may have in flight', async () => {
  const simulator = await openSimulator({ profile: { ...slow, limits: [{ maxInFlight: 3 }] } })
  const statuses = (await askMany(simulator, 12)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1)
  const served = simulator.ledger().filter(({ outcome }) => outcome === 'served')
  for (const { receivedAtMs } of served) {
    expect(served.filter((other) => other.receivedAtMs <= receivedAtMs && receivedAtMs < other.answeredAtMs).length).toBeLessThanOrEqual(3)
  }
})

it('admits n requests a minute, and n more in the next', async () => {
  let nowMs = 0
  const simulator = await openSimulator({ now: () => nowMs, profile: { limits: [{ requestsPerMinute: 4 }] } })
  await askMany(simulator, 10)
  expect(servedIn(simulator)).toBe(4)
  nowMs = 59_999
  await askMany(simulator, 1)
  expect(servedIn(simulator)).toBe(4)
  nowMs = 60_000
  await askMany(simulator, 10)
  expect(servedIn(simulator)).toBe(8)
})

it('admits no more tokens than a minute holds', async () => {
  const models = { '*': { medianMs: 0, inputTokens: 60, textTokens: 40 } }
  const simulator = await openSimulator({ now: () => 0, profile: { models, limits: [{ tokensPerMinute: 399 }] } })
  await askMany(simulator, 8)
  expect(servedIn(simulator)).toBe(3)
})

it('admits one request per interval and refuses the rest without a word of when', async () => {
  let nowMs = 0
  const simulator = await openSimulator({ now: () => nowMs, profile: { limits: [{ admitEveryMs: 10_000 }] } })
  const refused = (await askMany(simulator, 64)).filter(({ status }) => status === 429)
  expect([servedIn(simulator), refused.length]).toEqual([1, 63])
  expect(
    refused.some(({ headers, text }) => Object.keys(headers).some((name) => /retry|reset/.test(name)) || text.includes('RetryInfo')),
  ).toBe(false)
  nowMs = 10_000
  await askMany(simulator, 2)
  expect(servedIn(simulator)).toBe(2)
})

it('tells the wait after which it admits', async () => {
  let nowMs = 0
  const limits = [{ requestsPerMinute: 1, hints: [{ as: 'retry-after-ms' as const }, { as: 'retry-after' as const }] }]
  const simulator = await openSimulator({ now: () => nowMs, profile: { limits } })
  await askMany(simulator, 1)
  nowMs = 1500
  expect((await askBy(simulator, 'openai-chat', false)).headers).toMatchObject({ 'retry-after-ms': '58500', 'retry-after': '59' })
  nowMs += 58_500
  expect((await askBy(simulator, 'openai-chat', false)).status).toBe(200)
})

it('refuses in the words of each wire, and writes it down as a limit', async () => {
  const simulator = await openSimulator({ now: () => 0, profile: { limits: [{ requestsPerMinute: 1 }] } })
  await askMany(simulator, 1)
  const refused = [await askBy(simulator, 'anthropic', true), await askBy(simulator, 'google', true)]
  expect(refused.map(({ status, text }) => [status, /rate_limit_error|RESOURCE_EXHAUSTED/.test(text)])).toEqual([
    [429, true],
    [429, true],
  ])
  expect(simulator.ledger().slice(1)).toMatchObject([
    { outcome: 'refused', fault: 'limit', usage: null, costNanoUsd: 0 },
    { outcome: 'refused', fault: 'limit', usage: null, costNanoUsd: 0 },
  ])
})

it('limits the model limited by itself, with a hint of two seconds at most', async () => {
  const simulator = await openSimulator({ now: () => 0 })
  const replies = await askMany(simulator, 20, 'limited')
  const refused = replies.filter(({ status }) => status === 429)
  expect(servedIn(simulator)).toBe(6)
  for (const { headers } of refused) expect(Number(headers['retry-after-ms'])).toBeLessThanOrEqual(2000)
})

it('sees every request in flight, in all and by model, and none beyond its end', async () => {
  const simulator = await openSimulator({ profile: slow })
  await Promise.all([askMany(simulator, 5, 'a'), askMany(simulator, 3, 'b')])
  const stats = simulator.stats()
  expect(stats).toMatchObject({
    received: 8,
    inFlight: 0,
    served: 8,
    models: { a: { received: 5, inFlight: 0 }, b: { received: 3, inFlight: 0 } },
  })
  expect(stats.maxInFlight).toBe(Math.max(...simulator.ledger().map(({ inFlightAtArrival }) => inFlightAtArrival)))
  expect(stats.models['a']?.maxInFlight).toBeLessThanOrEqual(5)
})

it('sees one request at a time of a caller that sends one after another', async () => {
  const simulator = await openSimulator()
  for (let turn = 0; turn < 50; turn++) await askBy(simulator, 'openai-chat', turn % 2 === 0)
  expect(simulator.stats().maxInFlight).toBe(1)
})
