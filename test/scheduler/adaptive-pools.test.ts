import { describe, expect, it } from 'vitest'
import type { PoolName, ProviderKey } from '#contract/ids'
import type { Clock } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'

const providers = [{ key: 'alpha', pools: [{ maxParallel: 64, adaptive: true }] }]
/** Answers after a second; refuses who finds more than `most` there. */
const takes =
  (most: number, refusal = () => tooFast(1000)) =>
  async ({ inFlight }: SeenRequest, clock: Clock) => {
    if (inFlight > most) return refusal()
    await clock.sleep(1000)
    return answered()
  }

async function changes(under: EngineUnderTest): Promise<string[]> {
  await under.settled()
  const rows = under.rows<{ data: string }>("select data from event where kind = 'limit' order by id")
  return rows.map(({ data }) => {
    const { from, to, reason } = JSON.parse(data) as { from: number; to: number; reason: string }
    return `${from} ${to} ${reason}`
  })
}

describe('an adaptive pool', () => {
  it('starts with one call, doubles until it is refused, then keeps a fifth less', async () => {
    const under = await openEngine({ providers, rule: takes(10) })
    await under.start(batchOf({ prompts: 200 }))
    await advance(under, 5500)
    expect((await changes(under)).slice(0, 5)).toEqual(['1 2 doubled', '2 4 doubled', '4 8 doubled', '8 16 doubled', '16 12 refused'])
  })

  it('settles near what its provider takes, and finishes', async () => {
    const under = await openEngine({ providers, rule: takes(10) })
    const run = await under.start(batchOf({ prompts: 600 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 600 })
    const limits = (await changes(under)).slice(8).map((change) => Number(change.split(' ')[1]))
    expect(Math.max(...limits)).toBeLessThanOrEqual(12)
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(6)
  })

  it('grows slowly once its provider complained of growth', async () => {
    const ramp = () => ({ ...tooFast(1000), isRamp: true })
    const [plain, complained] = await Promise.all(
      [tooFast, ramp].map(async (refusal) => {
        const under = await openEngine({
          providers,
          rule: takes(10, () => ({ ...refusal(), hint: { delayMs: 1000, source: 'retry-after' } })),
        })
        await under.start(batchOf({ prompts: 400 }))
        await advance(under, 40_000)
        return await changes(under)
      }),
    )
    expect(complained).toContain('16 12 ramp')
    expect(complained?.length).toBeLessThan(plain?.length ?? 0)
  })

  it('is cut once in an episode, however often its trial is refused', async () => {
    const rule = async ({ atMs, inFlight }: SeenRequest, clock: Clock) => {
      if (inFlight > 10 || (atMs > 5000 && atMs < 200_000)) return tooFast()
      await clock.sleep(1000)
      return answered()
    }
    const under = await openEngine({ providers, rule })
    await under.start(batchOf({ prompts: 200 }))
    await advance(under, 190_000)
    expect(await changes(under)).toEqual(['1 2 doubled', '2 4 doubled', '4 8 doubled', '8 16 doubled', '16 12 refused'])
  })

  it('goes on with what it found after a restart', async () => {
    const first = await openEngine({ providers, rule: takes(10) })
    const run = await first.start(batchOf({ prompts: 400 }))
    await advance(first, 20_000)
    const found = first.value<number>('select adaptive_limit from pool_state')
    expect(found).toBeGreaterThan(5)
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs(), providers, rule: takes(100) })
    await next.client.runs.resume({ run, interrupted: 'resend' })
    await advance(next, 2000)
    expect(next.provider.mostInFlight).toBeLessThanOrEqual(found)
    expect(next.provider.mostInFlight).toBeGreaterThan(1)
  })

  it('never passes maxParallel, and is given up when it is switched off', async () => {
    const small = [{ key: 'alpha', pools: [{ maxParallel: 3, adaptive: true }] }]
    const under = await openEngine({ providers: small, rule: takes(100) })
    await under.start(batchOf({ prompts: 200 }))
    await advance(under, 10_000)
    expect(under.provider.mostInFlight).toBe(3)
    const [provider, name] = ['alpha' as ProviderKey, 'default' as PoolName]
    await under.client.pools.set({ provider, name, limits: { adaptive: false, maxParallel: 5 } })
    await advance(under, 1000)
    expect(under.provider.inFlight).toBe(5)
  })
})

describe('the budget of retries', () => {
  it('keeps tries again to a fifth of the calls of 5 min, and 10; they wait, and none fails for it', async () => {
    const broken = [{ key: 'alpha', pools: [{ maxParallel: 100 }] }]
    const under = await openEngine({ providers: broken, rule: ({ index }) => (index < 100 ? serverError() : answered()) })
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'closed', reason: 'its retries are looked at' })
    const run = await under.start(batchOf({ prompts: 100 }))
    await advance(under, 5000)
    expect(under.provider.requests).toHaveLength(125)
    expect(under.rows("select wait_cause, count(*) as probes from probe where status = 'waiting' group by 1")).toEqual([
      { wait_cause: 'retry_budget', probes: 75 },
    ])
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({ waits: [{ cause: 'retry_budget', probes: 75 }], callsPerProbe: 5 })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 100, failed: 0 })
  })
})
