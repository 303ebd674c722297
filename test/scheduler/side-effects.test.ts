import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'

const [one, two] = ['alpha/one', 'beta/two'] as ModelRef[] as [ModelRef, ModelRef]
const providers = [
  { key: 'alpha', pools: [{ maxParallel: 2 }] },
  { key: 'beta', pools: [{ maxParallel: 2 }], models: [{ wireId: 'two' }] },
]
const statuses = (under: EngineUnderTest) =>
  under.rows('select run_id as run, status, count(*) as probes from probe group by 1, 2 order by 1, 2')
const hold = (under: EngineUnderTest) =>
  under.client.breakers.hold({ service: 'model:alpha/one', hold: 'closed', reason: 'its retries are looked at' })

describe('what befalls one run', () => {
  it('ends no probe of another that a person paused, however impatient it is', async () => {
    const under = await openEngine({
      providers,
      rule: async ({ index }, clock) => {
        if (index === 0) await clock.sleep(600_000)
        return index === 1 ? tooFast(7_200_000) : answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 10, maxWaitMs: 60_000, maxParallel: 1 }))
    await advance(under, 100)
    await under.client.runs.pause({ run })
    await under.start(batchOf({ prompts: 2 }))
    await advance(under, 5000)
    expect(statuses(under)).toContainEqual({ run: 1, status: 'pending', probes: 9 })
    expect(under.value("select count(*) from probe where status = 'failed'")).toBe(0)
  })

  it('leaves nothing of itself in a line when it falls back while it comes to rest', async () => {
    const under = await openEngine({
      providers,
      rule: async ({ index }, clock) => {
        if (index > 0) return index === 2 ? tooFast(7_200_000) : answered()
        await clock.sleep(10_000)
        return tooFast(600_000)
      },
    })
    await under.client.models.setFallback({ ref: one, fallback: two })
    const run = await under.start(batchOf({ allowFallback: true, maxWaitMs: 60_000 }))
    await advance(under, 100)
    await under.client.runs.pause({ run })
    await advance(under, 11_000)
    expect((await under.client.pools.list({})).items.map(({ ready }) => ready)).toEqual([0, 0])
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    await under.start(batchOf({ prompts: 2, models: [two] }))
    await advance(under, 5000)
    expect(statuses(under)[0]).toEqual({ run: 1, status: 'succeeded', probes: 1 })
  })
})

describe('the budget of retries', () => {
  it('holds when a run is paused and resumed', async () => {
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 40 }] }], rule: () => serverError() })
    await hold(under)
    const run = await under.start(batchOf({ prompts: 40 }))
    await under.client.runs.pause({ run })
    await advance(under, 5000)
    await under.client.runs.resume({ run })
    await advance(under, 0)
    expect(under.provider.requests).toHaveLength(50)
  })

  it('is used once by a try that could not be written and left a second later', async () => {
    const under = await openEngine({ rule: ({ index }) => (index === 0 ? serverError() : answered()) })
    await under.client.settings.set({ key: 'retryBudget', value: { ratio: 0, floor: 1 } })
    const run = await under.start(batchOf())
    const letGo = under.hold('startAttempt')
    await advance(under, 1000)
    await under.disk.become({ failsCommits: true })
    letGo()
    await advance(under, 100)
    expect(under.log.lines.filter(({ message }) => message === 'a call was not sent')).toHaveLength(1)
    await under.disk.become({})
    await advance(under, 5000)
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 1, attempts: 2 })
  })

  it('has room again as soon as enough calls were made that are no retries', async () => {
    const seen = new Set<string | undefined>()
    const under = await openEngine({
      providers,
      rule: async ({ call }, clock) => {
        await clock.sleep(100)
        const asked = call.messages[0]?.content
        if (seen.size >= 15 || seen.has(asked)) return answered()
        seen.add(asked)
        return serverError()
      },
    })
    await hold(under)
    const run = await under.start(batchOf({ prompts: 1000 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.clock.monotonicMs()).toBeLessThan(60_000)
  })
})
