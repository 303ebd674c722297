import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PoolName, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const provider = 'openai' as ProviderKey
let added = 0

async function addPool(): Promise<PoolName> {
  added += 1
  const name = `own-${added}` as PoolName
  await under.client.pools.add({ provider, name, limits: { maxParallel: 4 } })
  return name
}

describe('a pool', () => {
  it('has no limit but those it is given, and lets one call through at a time unless told', async () => {
    const pool = await under.client.pools.add({ provider, name: 'bulk' as PoolName, limits: { tokensPerMinute: 200_000 } })
    expect(pool).toMatchObject({
      ...{ provider, name: 'bulk', models: [], parkedUntilMs: null, inFlight: 0, ready: 0, revision: 1 },
      limits: {
        ...{ maxParallel: 1, requestsPerMinute: null, tokensPerMinute: 200_000, inputTokensPerMinute: null },
        ...{ outputTokensPerMinute: null, requestsPerDay: null, dayResetsAt: '00:00 UTC', burst: null },
        ...{ adaptive: false, adaptiveMin: 1, adaptiveMax: null },
      },
    })
  })

  it('changes in the limits that are given; null takes one away', async () => {
    const name = await addPool()
    await under.client.pools.set({ provider, name, limits: { requestsPerMinute: 60 } })
    const changed = await under.client.pools.set({ provider, name, limits: { requestsPerMinute: null, maxParallel: 9 } })
    expect(changed).toMatchObject({ limits: { maxParallel: 9, requestsPerMinute: null }, revision: 3 })
  })

  it('keeps what two people give it at once', async () => {
    const name = await addPool()
    const given = [{ requestsPerMinute: 10 }, { tokensPerMinute: 1000 }]
    await Promise.all(given.map((limits) => under.client.pools.set({ provider, name, limits })))
    const pool = (await under.client.pools.list({ provider })).items.find((each) => each.name === name)
    expect(pool).toMatchObject({ limits: { maxParallel: 4, requestsPerMinute: 10, tokensPerMinute: 1000 }, revision: 3 })
  })

  it('is a CONFLICT when it was edited since it was read, or its name is taken', async () => {
    const name = await addPool()
    await under.client.pools.set({ provider, name, limits: { maxParallel: 2 }, revision: 1 })
    expect(await failureOf(under.client.pools.set({ provider, name, limits: { maxParallel: 3 }, revision: 1 }))).toEqual({
      ...{ code: 'CONFLICT', what: 'pool', name: `openai/${name}`, reason: 'changed', revision: 2 },
      fields: [{ name: 'maxParallel', given: 3, standing: 2 }],
    })
    expect(await failureOf(under.client.pools.add({ provider, name, limits: {} }))).toMatchObject({ code: 'CONFLICT', reason: 'exists' })
  })

  it('is refused with a limit of nothing, or a day in a zone that is none', async () => {
    const name = await addPool()
    for (const limits of [{ maxParallel: 0 }, { requestsPerMinute: 0 }, { dayResetsAt: '25:00 UTC' }, { dayResetsAt: '00:00 Mars/Base' }])
      expect(await failureOf(under.client.pools.set({ provider, name, limits }))).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await under.client.pools.list({ provider })).items.find((pool) => pool.name === name)).toMatchObject({ revision: 1 })
  })

  it('takes a day that begins where the provider is', async () => {
    const name = await addPool()
    const pool = await under.client.pools.set({ provider, name, limits: { requestsPerDay: 100, dayResetsAt: '00:00 America/Los_Angeles' } })
    expect(pool.limits).toMatchObject({ requestsPerDay: 100, dayResetsAt: '00:00 America/Los_Angeles' })
  })

  it('is listed with all others by provider and name, a page at a time', async () => {
    await addPool()
    const names: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await under.client.pools.list({ limit: 2, after })
      names.push(...page.items.map((pool) => `${pool.provider}/${pool.name}`))
      if (page.next === undefined) break
      after = page.next
    }
    expect(names).toEqual([...new Set(names)].sort())
    expect(names).toContain('anthropic/default')
  })

  it('leaves a row for every edit', async () => {
    const name = await addPool()
    await under.client.pools.set({ provider, name, limits: { burst: 3 } })
    const entries = under.rows<{ action: string; after: string }>(
      'select action, after from audit_entry join audit_change on entry_id = id where audit_change.subject = ? order by id',
      `openai/${name}`,
    )
    expect(entries.map((entry) => entry.action)).toEqual(['add', 'set'])
    expect(JSON.parse(entries[1]?.after ?? '')).toMatchObject({ burst: 3 })
  })
})
