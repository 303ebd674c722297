import { describe, expect, it } from 'vitest'
import type { CallOutcome } from '#engine/ports'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const hangs = () => new Promise<CallOutcome>(() => undefined)
const aSecondEach: Rule = async (_, clock) => {
  await clock.sleep(1000)
  return answered()
}
const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]
const conflict = (detail: string) =>
  expect.objectContaining({ code: 'CONFLICT', data: expect.objectContaining({ reason: 'state', detail }) })
const statuses = (under: EngineUnderTest) =>
  Object.fromEntries(
    under.rows<{ status: string; n: number }>('select status, count(*) as n from probe group by 1').map((row) => [row.status, row.n]),
  )

describe('cancel', () => {
  it('that drains receives what is in flight and cancels the rest', async () => {
    const under = await openEngine({ providers: pool(3), rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 10 }))
    const cancelled = under.client.runs.cancel({ run })
    await under.settled()
    expect(await under.summary(run)).toMatchObject({ status: 'draining' })
    await advance(under, 1000)
    expect(await cancelled).toMatchObject({ status: 'cancelled', counts: { succeeded: 3, cancelled: 7, inFlight: 0 } })
    await expect(under.client.runs.cancel({ run })).rejects.toEqual(conflict('cancelled'))
  })

  it('that does not drain cuts off what is in flight, which may have been billed', async () => {
    const under = await openEngine({ providers: pool(3), rule: hangs })
    const run = await under.start(batchOf({ prompts: 10 }))
    const summary = await under.client.runs.cancel({ run, drain: false })
    expect(summary).toMatchObject({ status: 'cancelled', counts: { cancelled: 10, attempts: 3, inFlight: 0 } })
    expect(under.rows('select state, cost_state, count(*) as n from attempt group by 1, 2')).toEqual([
      { state: 'cancelled', cost_state: 'maybe_billed', n: 3 },
    ])
    expect(under.provider.requests).toHaveLength(3)
  })

  it('first drains, and said again cuts off', async () => {
    const under = await openEngine({ providers: pool(3), rule: hangs })
    const run = await under.start(batchOf({ prompts: 10 }))
    const first = under.client.runs.cancel({ run })
    await under.settled()
    const second = under.client.runs.cancel({ run, drain: false })
    await under.settled()
    expect(await Promise.all([first, second])).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }])
  })

  it('of a paused run needs nobody to send anything', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 5 }))
    await under.client.runs.pause({ run })
    await advance(under, 2000)
    expect(await under.client.runs.cancel({ run })).toMatchObject({ status: 'cancelled', counts: { succeeded: 1, cancelled: 4 } })
  })

  it('reaches probes that wait for a retry or a pause', async () => {
    const under = await openEngine({
      providers: pool(2),
      rule: ({ index }) =>
        index === 0
          ? { kind: 'SERVER_ERROR', stage: 'refused', httpStatus: 500, message: '', durationMs: 0 }
          : { kind: 'RATE_LIMITED', stage: 'refused', httpStatus: 429, message: '', durationMs: 0 },
    })
    const run = await under.start(batchOf({ prompts: 4 }))
    const before = under.provider.requests.length
    expect(await under.client.runs.cancel({ run })).toMatchObject({ status: 'cancelled', counts: { cancelled: 4 } })
    await advance(under, 300_000)
    expect(under.provider.requests).toHaveLength(before)
  })
})

describe('a run that comes to rest just when it is told something', () => {
  it.each(['pause', 'cancel'] as const)('is finished, and %s says so', async (command) => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf())
    await under.disk.become({ failsCommits: true })
    await advance(under, 1000)
    const told = command === 'pause' ? under.client.runs.pause({ run }) : under.client.runs.cancel({ run })
    told.catch(() => undefined)
    await under.settled()
    await under.disk.become({})
    await advance(under, 5000)
    const { status } = await under.summary(run)
    expect(under.value('select status from run')).toBe(status)
    expect(['finished', 'paused', 'cancelled']).toContain(status)
    expect((await under.client.health.status()).activeRuns).toBe(0)
  })
})

describe('stop', () => {
  it('receives what is in flight and pauses the runs, so that the next engine goes on with them', async () => {
    const under = await openEngine({ providers: pool(4), rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 10 }))
    const stopped = under.stop()
    await under.clock.advance(1000)
    await stopped
    expect(statuses(under)).toEqual({ succeeded: 4, pending: 6 })
    const next = await openEngine({ workspace: under.workspace, startAtMs: under.clock.nowMs() })
    expect(await next.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'person' })
    await next.client.runs.resume({ run })
    await next.settled()
    expect(statuses(next)).toEqual({ succeeded: 10 })
  })

  it('with abort cuts off what is in flight, and nothing is sent after it', async () => {
    const under = await openEngine({ providers: pool(4), rule: hangs })
    await under.start(batchOf({ prompts: 10 }))
    await under.stop({ abort: true })
    expect(under.provider.requests).toHaveLength(4)
    expect(statuses(under)).toEqual({ interrupted: 4, pending: 6 })
  })

  it('is hastened when it is said again with abort', async () => {
    const under = await openEngine({ rule: hangs })
    await under.start(batchOf({ prompts: 2 }))
    const first = under.stop()
    await Promise.all([first, under.stop({ abort: true }), under.stop()])
    expect(statuses(under)).toEqual({ interrupted: 1, pending: 1 })
  })

  it('with abort does not wait for a disk that takes nothing', async () => {
    const under = await openEngine({ providers: pool(4), rule: aSecondEach })
    await under.start(batchOf({ prompts: 10 }))
    await under.disk.become({ failsCommits: true })
    await advance(under, 1000)
    await under.stop({ abort: true })
    expect(under.value(`select count(*) from attempt where state = 'started'`)).toBe(4)
  })

  it('lets no run begin', async () => {
    const under = await openEngine()
    const stopped = under.stop()
    await expect(under.client.runs.start({ batch: batchOf() })).rejects.toMatchObject({ code: 'CONFLICT' })
    await stopped
  })
})
