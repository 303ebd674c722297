import { expect, it } from 'vitest'
import { ask, askBy, openSimulator, wireNames } from './caller.ts'

const profile = { zeroLatency: true }

it('answers as the full path does, and bills the usage it tells', async () => {
  const simulator = await openSimulator({ profile, now: () => 9000 })
  const reply = await askBy(simulator, 'openai-chat', false, { attemptId: 'a' })
  expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json', 'x-simulated': 'assay' } })
  const answer = JSON.parse(reply.text)
  expect(answer).toMatchObject({
    object: 'chat.completion',
    model: 'steady',
    choices: [{ finish_reason: 'stop' }],
    usage: { prompt_tokens: 12 },
  })
  expect(simulator.ledger()).toMatchObject([
    { seq: 1, attemptId: 'a', model: 'steady', outcome: 'served', receivedAtMs: 9000, answeredAtMs: 9000, bytesSentCompletely: true },
  ])
  const { prompt_tokens, completion_tokens } = answer.usage
  expect(simulator.ledger()[0]?.costNanoUsd).toBe(prompt_tokens * 250 + completion_tokens * 2000)
})

it('gives the same bytes for every prompt to a model', async () => {
  const { baseUrl } = await openSimulator({ profile })
  const say = (content: string, model: string) => ask(`${baseUrl}/chat/completions`, { model, messages: [{ role: 'user', content }] })
  const [first, second, other] = [await say('One', 'steady'), await say('Something longer', 'steady'), await say('One', 'swift')]
  expect(second.text).toBe(first.text)
  expect(JSON.parse(other.text).model).toBe('swift')
})

it('leaves streams, other wires, and odd names to the full path', async () => {
  const simulator = await openSimulator({ profile })
  const streamed = await askBy(simulator, 'openai-chat', true)
  const others = await Promise.all(wireNames.slice(1).map((wire) => askBy(simulator, wire, false)))
  const odd = await askBy(simulator, 'openai-chat', false, { model: 'a "quoted" name' })
  expect(streamed.text).toContain('[DONE]')
  expect(others.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(JSON.parse(odd.text).model).toBe('a "quoted" name')
})

it.each([{ limits: [{ requestsPerMinute: 1 }] }, { faults: [{ fault: 'overloaded' as const, nth: [2] }] }])(
  'is closed by %j',
  async (rules) => {
    const simulator = await openSimulator({ profile: { ...profile, ...rules }, now: () => 0 })
    const statuses = [await askBy(simulator, 'openai-chat', false), await askBy(simulator, 'openai-chat', false)].map(
      ({ status }) => status,
    )
    expect(statuses[0]).toBe(200)
    expect(statuses[1]).toBeGreaterThan(400)
  },
)

it('limits the model limited all the same', async () => {
  const simulator = await openSimulator({ profile, now: () => 0 })
  const statuses: unknown[] = []
  for (let turn = 0; turn < 8; turn++) statuses.push((await askBy(simulator, 'openai-chat', false, { model: 'limited' })).status)
  expect(statuses.filter((status) => status === 429).length).toBe(2)
})

it('takes up a new profile', async () => {
  const simulator = await openSimulator({ profile })
  await askBy(simulator, 'openai-chat', false)
  simulator.use({ zeroLatency: true, models: { steady: { textTokens: 3 } } })
  expect(JSON.parse((await askBy(simulator, 'openai-chat', false)).text).usage.completion_tokens).toBe(3)
})

it('tells a malformed request so', async () => {
  const { baseUrl } = await openSimulator({ profile })
  expect((await ask(`${baseUrl}/chat/completions`, '')).status).toBe(400)
})
