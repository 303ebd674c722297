import { describe, expect, it } from 'vitest'
import type { CallOutcome, Clock } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, serverError, tooFast } from '../builders/outcomes.ts'

const wide = [{ key: 'alpha', pools: [{ maxParallel: 400 }] }]
const planned = (under: EngineUnderTest) => under.value<number>('select count(*) from probe')

async function within(seconds: number, clock: Clock, outcome: CallOutcome): Promise<CallOutcome> {
  await clock.sleep(seconds * 1000)
  return outcome
}

describe('probes in memory', () => {
  it('suffice for hundreds in flight, for as long as there are any', async () => {
    const under = await openEngine({ providers: wide, rule: ({ index }, clock) => within(1 + (index % 7), clock, answered()) })
    await under.start(batchOf({ prompts: 2000 }))
    const inFlight = []
    while (under.provider.requests.length < 2000) {
      inFlight.push(under.provider.inFlight)
      await advance(under, 1000)
    }
    expect(inFlight.length).toBeGreaterThan(10)
    expect(new Set(inFlight)).toEqual(new Set([400]))
  })

  it('are few where a pool lets none out', async () => {
    const under = await openEngine({ providers: wide, rule: (_, clock) => within(1, clock, tooFast(3_600_000)) })
    await under.start(batchOf({ prompts: 2000 }))
    await advance(under, 10_000)
    expect(under.provider.requests).toHaveLength(400)
    expect(planned(under)).toBeLessThan(1000)
  })

  it('are bounded where every call fails and waits to be sent again', async () => {
    const under = await openEngine({ providers: wide, rule: ({ index }) => (index < 1800 ? serverError() : answered()) })
    await under.client.breakers.hold({ service: 'model:alpha/one', hold: 'closed', reason: 'every call is to fail' })
    const run = await under.start(batchOf({ prompts: 2500 }))
    expect(planned(under)).toBeGreaterThan(1000)
    expect(planned(under)).toBeLessThan(1800)
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 2500, attempts: 4300 })
  })
})
