import { describe, expect, it } from 'vitest'
import type { ChangeCounts, ChangeTopic } from '#contract/changes'
import { PoolName, ProviderKey } from '#contract/ids'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

async function grown(under: EngineUnderTest, act: () => Promise<unknown>): Promise<ChangeTopic[]> {
  const stop = new AbortController()
  const states = await under.client.changes.watch(undefined, { signal: stop.signal })
  const before = (await states.next()).value as ChangeCounts
  const next = states.next()
  await act()
  await advance(under, 1200)
  const after = (await next).value as ChangeCounts
  stop.abort()
  return (Object.keys(after.topics) as ChangeTopic[]).filter((topic) => after.topics[topic] > before.topics[topic])
}

describe('what changed in a workspace', () => {
  it('is told to whoever watches, by topic, whoever changed it', async () => {
    const under = await openEngine()
    const { client } = under
    const pool = { provider: ProviderKey.parse('alpha'), name: PoolName.parse('default') }
    expect(await grown(under, () => client.pools.set({ ...pool, limits: { maxParallel: 3 } }))).toEqual(['pools', 'audit'])
    expect(await grown(under, () => client.providers.set({ key: pool.provider, name: 'Alpha' }))).toEqual([
      'catalog',
      'pools',
      'keys',
      'audit',
    ])
    expect(await grown(under, () => client.settings.set({ key: 'maxAttempts', value: 2 }))).toEqual(['settings', 'audit'])
    expect(await grown(under, () => client.preferences.set({ lastSeenEventSeq: 3 }))).toEqual(['settings'])
    expect(await grown(under, () => under.start(batchOf()))).toContain('runs')
  })

  it('is a pool and an event when a pause begins, and a breaker when one opens', async () => {
    const under = await openEngine({ rule: () => failed('RATE_LIMITED', { httpStatus: 429 }) })
    expect(await grown(under, () => under.start(batchOf()))).toEqual(expect.arrayContaining(['runs', 'pools', 'events']))
    const ill = await openEngine({ rule: () => failed('SERVER_ERROR', { httpStatus: 500 }) })
    expect(await grown(ill, () => ill.start(batchOf({ prompts: 20 })))).toEqual(expect.arrayContaining(['runs', 'breakers', 'events']))
  })

  it('is in memory by the time it is told', async () => {
    const under = await openEngine()
    const states = await under.client.changes.watch()
    await states.next()
    const next = states.next()
    const run = await under.start(batchOf({ prompts: 3 }))
    await advance(under, 200)
    await next
    expect(await under.summary(run)).toMatchObject({ status: 'finished' })
    await states.return?.()
  })

  it('of calls alone is told once a second while a run is going on', async () => {
    const under = await openEngine({
      rule: async (_, clock) => {
        await clock.sleep(10)
        return answered()
      },
    })
    await under.start(batchOf({ prompts: 500 }))
    await advance(under, 200)
    const told: number[] = []
    const stop = new AbortController()
    const states = await under.client.changes.watch(undefined, { signal: stop.signal })
    const reading = (async () => {
      for await (const { seq } of states) told.push(seq)
    })()
    await advance(under, 3500)
    stop.abort()
    await expect(reading).rejects.toThrow()
    expect(told.length).toBeGreaterThanOrEqual(3)
    expect(told.length).toBeLessThanOrEqual(5)
  })
})
