import { describe, expect, it } from 'vitest'
import { ProviderKey } from '#contract/ids'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, tooFast } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const aSecondEach: Rule = async (_, clock) => {
  await clock.sleep(1000)
  return answered()
}
const twoPools = [
  {
    key: 'alpha',
    pools: [{ name: 'left' }, { name: 'right' }],
    models: [
      { wireId: 'one', pool: 'left' },
      { wireId: 'two', pool: 'right' },
    ],
  },
]
const bothModels = ['alpha/one', 'alpha/two']

describe('in a pool', () => {
  it('runs take turns, whoever came first', async () => {
    const under = await openEngine({ rule: aSecondEach })
    await under.start(batchOf({ prompt: 'a', dataset: [{}, {}, {}, {}, {}, {}, {}, {}] }))
    await advance(under, 2500)
    await under.start(batchOf({ prompt: 'b', dataset: [{}, {}, {}] }))
    await advance(under, 20_000)
    const asked = under.provider.requests.map(({ call }) => call.messages[0]?.content).join('')
    expect(asked).toBe('aaababbaaaa'.slice(0, 3) + asked.slice(3))
    expect(asked.slice(3, 9)).toMatch(/^(ab){3}$|^(ba){3}$/)
    expect(asked).toHaveLength(11)
  })

  it('the models of a run take turns', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }], rule: aSecondEach })
    await under.start(batchOf({ prompts: 4, models: bothModels }))
    await advance(under, 10_000)
    expect(under.provider.requests.map(({ call }) => call.wireId)).toEqual(['one', 'two', 'one', 'two', 'one', 'two', 'one', 'two'])
  })
})

describe('a pool', () => {
  it('that waits holds no other', async () => {
    const under = await openEngine({
      providers: twoPools,
      rule: ({ call }) => (call.wireId === 'one' ? tooFast(600_000) : answered()),
    })
    const run = await under.start(batchOf({ prompts: 50, models: bothModels }))
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 50, waiting: 1 })
  })

  it('gives way to the others of its provider when they share a cap', async () => {
    const under = await openEngine({ providers: twoPools, rule: aSecondEach })
    await under.client.providers.set({ key: ProviderKey.parse('alpha'), maxParallel: 1 })
    await under.start(batchOf({ prompts: 4, models: ['alpha/one'] }))
    await under.start(batchOf({ prompts: 4, models: ['alpha/two'] }))
    await advance(under, 20_000)
    expect(under.provider.requests.map(({ call }) => call.wireId)).toEqual(['one', 'two', 'one', 'two', 'one', 'two', 'one', 'two'])
  })

  it('gives way to the others of a run that has a bound of its own', async () => {
    const under = await openEngine({ providers: twoPools, rule: aSecondEach })
    await under.start(batchOf({ prompts: 3, models: bothModels, maxParallel: 1 }))
    await advance(under, 20_000)
    expect(under.provider.requests.map(({ call }) => call.wireId)).toEqual(['one', 'two', 'one', 'two', 'one', 'two'])
    expect(under.provider.mostInFlight).toBe(1)
  })
})

describe('a verification', () => {
  const verify = { key: ProviderKey.parse('alpha') }

  it('takes its turn and its place in the ledger like any other call', async () => {
    const under = await openEngine({ rule: aSecondEach })
    await under.start(batchOf({ prompts: 10 }))
    const verified = under.client.providers.verify(verify)
    await advance(under, 3000)
    expect(await verified).toMatchObject({ ok: true, code: null })
    expect(under.provider.mostInFlight).toBe(1)
    expect(under.rows(`select run_id, probe_id, state from attempt where method = 'verify'`)).toEqual([
      { run_id: null, probe_id: null, state: 'answered' },
    ])
  })

  it('does not wait for a pool that is parked: it says so', async () => {
    const under = await openEngine({ rule: () => tooFast(600_000) })
    await under.start(batchOf())
    expect(await under.client.providers.verify(verify)).toMatchObject({ ok: false, code: 'RATE_LIMITED' })
    expect(under.provider.requests).toHaveLength(1)
  })

  it('does not wait for a provider that is switched off', async () => {
    const under = await openEngine()
    await under.client.providers.set({ key: verify.key, isEnabled: false })
    expect(await under.client.providers.verify(verify)).toMatchObject({ ok: false, code: 'MODEL_UNAVAILABLE' })
    expect(under.provider.requests).toEqual([])
  })

  it('that fails is not tried again', async () => {
    const under = await openEngine({
      rule: (): CallOutcome => ({ kind: 'SERVER_ERROR', stage: 'refused', httpStatus: 500, message: 'no', durationMs: 0 }),
    })
    expect(await under.client.providers.verify(verify)).toMatchObject({ ok: false, code: 'SERVER_ERROR', message: 'no' })
    await advance(under, 120_000)
    expect(under.provider.requests).toHaveLength(1)
  })

  it('that cannot be written ahead says so, and is not sent', async () => {
    const under = await openEngine()
    await under.disk.become({ failsCommits: true })
    const verified = under.client.providers.verify(verify)
    await under.settled()
    expect(await verified).toMatchObject({ ok: false, code: 'CANCELLED' })
    await under.disk.become({})
    await advance(under, 5000)
    expect(under.provider.requests).toEqual([])
  })

  it('ends with the engine', async () => {
    const under = await openEngine({ rule: aSecondEach })
    await under.start(batchOf({ prompts: 3 }))
    const verified = under.client.providers.verify(verify)
    await under.settled()
    const stopped = under.stop({ abort: true })
    expect(await verified).toMatchObject({ ok: false, code: 'CANCELLED' })
    await stopped
  })
})

describe('a run over several pools', () => {
  it('comes to rest when the last of them is done', async () => {
    const under = await openEngine({
      providers: twoPools,
      rule: async ({ call }, clock) => {
        await clock.sleep(call.wireId === 'one' ? 1000 : 5000)
        return answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 10, models: bothModels }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.clock.monotonicMs()).toBe(50_000)
  })
})
