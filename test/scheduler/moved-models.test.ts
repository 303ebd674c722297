import { describe, expect, it } from 'vitest'
import { ModelRef, PoolName } from '#contract/ids'
import { advance, batchOf, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const afterSeconds =
  (seconds: number): Rule =>
  async (_request, clock) => {
    await clock.sleep(seconds * 1000)
    return answered()
  }

describe('a model that is moved to another pool', () => {
  it('brings the starts of its day along, over a restart too', async () => {
    const pools = [
      { name: 'default', maxParallel: 2 },
      { name: 'daily', maxParallel: 2, requestsPerDay: 6 },
    ]
    const startAtMs = Date.UTC(2026, 10, 21, 12)
    const under = await openEngine({ providers: [{ key: 'alpha', pools }], rule: afterSeconds(1), startAtMs })
    const run = await under.start(batchOf({ prompts: 50 }))
    await advance(under, 1500)
    expect(under.provider.requests).toHaveLength(4)
    await under.client.models.set({ ref: ModelRef.parse('alpha/one'), pool: PoolName.parse('daily') })
    await advance(under, 60_000)
    expect(under.provider.requests).toHaveLength(6)
    const next = await openEngine({ workspace: under.crashed(), startAtMs: under.clock.nowMs() })
    await next.client.runs.resume({ run })
    await advance(next, 60_000)
    expect(next.provider.requests).toHaveLength(0)
  })

  it('takes its waiting probes along; what is in flight keeps the slot it left by', async () => {
    const under = await openEngine({
      providers: [{ key: 'alpha', pools: [{ name: 'default' }, { name: 'wide', maxParallel: 4 }] }],
      rule: afterSeconds(10),
    })
    await under.start(batchOf({ prompts: 20 }))
    expect(under.provider.inFlight).toBe(1)
    const { items } = await under.client.models.list({ limit: 1 })
    const [{ ref } = { ref: undefined }] = items
    if (ref !== undefined) await under.client.models.set({ ref, pool: PoolName.parse('wide') })
    await under.settled()
    expect(under.provider.inFlight).toBe(5)
    await advance(under, 10_000)
    expect(under.provider.inFlight).toBe(4)
    expect(under.rows(`select pool.name, count(*) as calls from attempt join pool on pool.id = pool_id group by 1`)).toEqual([
      { name: 'default', calls: 1 },
      { name: 'wide', calls: 8 },
    ])
  })
})
