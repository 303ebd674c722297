import { expect, it } from 'vitest'
import { ask, askBy, type OpenSimulator, openSimulator, until } from './caller.ts'

const get = async (simulator: OpenSimulator, path: string) => {
  const { status, text } = await ask(`${simulator.origin}/__simulator/${path}`, '', { method: 'GET' })
  return { status, ...JSON.parse(text) }
}
const post = (simulator: OpenSimulator, path: string, body: object | string = '') => ask(`${simulator.origin}/__simulator/${path}`, body)

it('says that it is well', async () => {
  expect(await get(await openSimulator(), 'health')).toEqual({ status: 'ok', simulated: true, seed: 7 })
})

it('gives the ledger in pages', async () => {
  const simulator = await openSimulator()
  for (const attemptId of ['a', 'b', 'c']) await askBy(simulator, 'openai-chat', false, { attemptId })
  const first = await get(simulator, 'ledger?limit=2')
  const second = await get(simulator, `ledger?limit=2&after=${first.next}`)
  expect([...first.items, ...second.items]).toEqual(simulator.ledger())
  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null])
})

it('gives the same counts as in process', async () => {
  const simulator = await openSimulator()
  await askBy(simulator, 'anthropic', true)
  const { status, ...stats } = await get(simulator, 'stats')
  expect([status, stats]).toEqual([200, simulator.stats()])
  expect(stats).toMatchObject({ received: 1, served: 1, servedNanoUsd: simulator.ledger()[0]?.costNanoUsd })
})

it('answers settled when the last request has ended', async () => {
  const simulator = await openSimulator({ profile: { models: { '*': { medianMs: 50 } } } })
  const asking = askBy(simulator, 'openai-chat', false)
  await until(() => simulator.stats().inFlight === 1)
  expect(await get(simulator, 'settled')).toMatchObject({ served: 1, inFlight: 0 })
  await asking
})

it('takes a new profile, and keeps the old one when it is none', async () => {
  const simulator = await openSimulator()
  expect((await post(simulator, 'profile', { faults: [{ fault: 'overloaded' }] })).status).toBe(200)
  const refused = [await post(simulator, 'profile', { fault: [] }), await post(simulator, 'profile', '{"faults":')]
  expect(refused.map(({ status }) => status)).toEqual([400, 400])
  expect(refused[0]?.text).toContain('Unrecognized key')
  expect((await askBy(simulator, 'openai-chat', false)).status).toBe(503)
})

it('begins anew at a reset, with the profile it has', async () => {
  const simulator = await openSimulator({ profile: { faults: [{ fault: 'overloaded', nth: [1] }] } })
  const first = await askBy(simulator, 'openai-chat', false)
  const answer = await askBy(simulator, 'openai-chat', false)
  expect((await post(simulator, 'reset')).status).toBe(200)
  expect(simulator.ledger()).toEqual([])
  const again = [await askBy(simulator, 'openai-chat', false), await askBy(simulator, 'openai-chat', false)]
  expect(again.map(({ status }) => status)).toEqual([first.status, answer.status])
  expect(JSON.parse(again[1]?.text ?? '').id).toBe(JSON.parse(answer.text).id)
})

it('keeps counts alone when told to', async () => {
  const simulator = await openSimulator({ profile: { ledger: 'counts' } })
  await askBy(simulator, 'openai-chat', false)
  expect([simulator.ledger().length, simulator.stats().served]).toEqual([0, 1])
})

it.each([
  [{ origin: 'https://example.com' }, 403],
  [{ host: 'evil.example' }, 403],
  [{ host: 'localhost:1' }, 200],
])('lets only programs on this machine control it: %j', async (headers, status) => {
  const simulator = await openSimulator()
  expect((await ask(`${simulator.origin}/__simulator/reset`, '', { headers })).status).toBe(status)
})

it.each([
  ['ledger?after=-1', 400],
  ['ledger?limit=0', 400],
  ['ledger?limit=x', 400],
  ['nothing', 404],
])('refuses %s with %i', async (path, status) => {
  expect((await get(await openSimulator(), path)).status).toBe(status)
})

it('says what is wrong with a profile when it is made', async () => {
  await expect(openSimulator({ profile: { limits: [{ requestsPerMinute: 0 }] } })).rejects.toThrow('requestsPerMinute')
})

it('refuses a request that is too large and goes on serving', async () => {
  const simulator = await openSimulator()
  expect((await ask(`${simulator.baseUrl}/chat/completions`, 'x'.repeat(33 * 1024 * 1024))).status).toBe(413)
  expect((await askBy(simulator, 'openai-chat', false)).status).toBe(200)
})
