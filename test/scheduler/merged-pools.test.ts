import { expect, it } from 'vitest'
import { PoolName, ProviderKey } from '#contract/ids'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const alpha = ProviderKey.parse('alpha')
const merge = { provider: alpha, name: PoolName.parse('default'), into: PoolName.parse('wide') }
const providers = [{ key: 'alpha', pools: [{ name: 'default' }, { name: 'wide', maxParallel: 4 }] }]

/** The first request is told to slow down, after it was sent; all others are answered a second later. */
const refusedOnce = (): Rule => {
  let sent = 0
  return async (_request, clock) => {
    sent += 1
    const isFirst = sent === 1
    await clock.sleep(1000)
    return isFirst ? failed('RATE_LIMITED', { httpStatus: 429 }) : answered()
  }
}

it('a run goes on by the pool that its pool was merged into, though what was in flight is refused', async () => {
  const under = await openEngine({ providers, rule: refusedOnce() })
  const run = await under.start(batchOf({ prompts: 12 }))
  expect(under.provider.inFlight).toBe(1)
  const { change } = await under.client.pools.merge(merge)
  await under.settled()
  expect(under.provider.inFlight).toBe(5)
  expect((await under.client.pools.list({})).items).toMatchObject([{ name: 'wide', models: ['alpha/one'] }])
  await advance(under, 1500)
  if (change !== null) await under.client.audit.undo({ id: change })
  expect((await under.client.pools.list({})).items).toMatchObject([
    { name: 'default', models: ['alpha/one'] },
    { name: 'wide', models: [] },
  ])
  expect(await advanceToRest(under, run)).toBe('finished')
  expect(under.value(`select count(*) from probe where status = 'succeeded'`)).toBe(12)
})

it('a pool that was merged is none of the next engine’s, which goes on with its runs', async () => {
  const under = await openEngine({ providers, rule: refusedOnce() })
  const run = await under.start(batchOf({ prompts: 12 }))
  await under.client.pools.merge(merge)
  await advance(under, 1500)
  const next = await openEngine({ workspace: under.crashed(), startAtMs: under.clock.nowMs(), rule: () => answered() })
  expect((await next.client.pools.list({})).items).toMatchObject([{ name: 'wide' }])
  await next.client.runs.resume({ run, interrupted: 'resend' })
  expect(await advanceToRest(next, run)).toBe('finished')
})
