import { describe, expect, it } from 'vitest'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, tooFast } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const nightMs = 36_000_000
const impatient = batchOf({ maxWaitMs: 60_000 })
const refusedTimes =
  (times: number): Rule =>
  ({ index }) =>
    index < times ? tooFast(20_000) : answered()

describe('the patience of a run', () => {
  it('is not used while it is paused', async () => {
    const under = await openEngine({ rule: refusedTimes(2) })
    const run = await under.start(impatient)
    await under.client.runs.pause({ run })
    await advance(under, nightMs)
    await under.client.runs.resume({ run })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(await under.summary(run)).toMatchObject({ counts: { succeeded: 1, attempts: 3 } })
  })

  it('is not used while its engine is away', async () => {
    const first = await openEngine({ rule: refusedTimes(1) })
    const run = await first.start(impatient)
    const next = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs() + nightMs, rule: refusedTimes(1) })
    await next.client.runs.resume({ run })
    expect(await advanceToRest(next, run)).toBe('finished')
    expect(await next.summary(run)).toMatchObject({ counts: { succeeded: 1, attempts: 3 } })
  })

  it('ends as it would have when the pool stays shut after it', async () => {
    const under = await openEngine({ rule: refusedTimes(9) })
    const run = await under.start(impatient)
    await under.client.runs.pause({ run })
    await advance(under, nightMs)
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    expect(under.rows('select code, attempts from probe')).toEqual([{ code: 'RATE_LIMITED', attempts: 4 }])
  })
})
