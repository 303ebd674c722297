import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import type { CallOutcome } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
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
const asked = (under: EngineUnderTest) => under.provider.requests.map(({ call }) => call.messages[0]?.content)
const statuses = (under: EngineUnderTest) =>
  Object.fromEntries(
    under.rows<{ status: string; n: number }>('select status, count(*) as n from probe group by 1').map((row) => [row.status, row.n]),
  )

describe('a run', () => {
  it('is sent in planned order: prompt by prompt, sample by sample, over pages and pauses', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 200, samples: 3 }))
    await advance(under, 250_500)
    await under.client.runs.pause({ run })
    await advance(under, 5000)
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    expect(asked(under)).toEqual(Array.from({ length: 600 }, (_, cell) => `Say ${Math.floor(cell / 3)}.`))
    expect(under.rows('select prompt_idx, sample from probe order by id limit 4')).toEqual([
      { prompt_idx: 0, sample: 0 },
      { prompt_idx: 0, sample: 1 },
      { prompt_idx: 0, sample: 2 },
      { prompt_idx: 1, sample: 0 },
    ])
  })

  it('holds a page of its probes in memory, however many it has', async () => {
    const under = await openEngine({ rule: hangs })
    await under.start(batchOf({ prompts: 50, samples: 2000 }))
    expect((await under.client.pools.list({ limit: 1 })).items).toMatchObject([{ inFlight: 1, ready: 255 }])
    expect(under.value('select count(*) from probe')).toBe(256)
  })

  it('is not counted for a page of its probes, a transcript or a report', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf())
    const letGo = under.hold('findRun')
    const { items } = await under.client.runs.probes({ run, limit: 1 })
    const [{ model } = { model: undefined }] = items
    if (model !== undefined) expect(await under.client.runs.transcript({ run, promptIndex: 0, model, sample: 0 })).toMatchObject({ run })
    expect((await under.client.costs.report({ run, groupBy: ['model'] })).rows).toHaveLength(1)
    letGo()
  })

  it('that is done cannot be paused, resumed or cancelled', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf())
    await expect(under.client.runs.pause({ run })).rejects.toEqual(conflict('finished'))
    await expect(under.client.runs.resume({ run })).rejects.toEqual(conflict('finished'))
    await expect(under.client.runs.cancel({ run })).rejects.toEqual(conflict('finished'))
    await expect(under.client.runs.get({ run: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as RunId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('pause', () => {
  it('sends nothing more, receives what is in flight, and resume goes on from there', async () => {
    const under = await openEngine({ providers: pool(4), rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 1500)
    expect(await under.client.runs.pause({ run })).toMatchObject({ status: 'paused', pauseReason: 'person', counts: { inFlight: 4 } })
    await advance(under, 10_000)
    expect(under.provider.requests).toHaveLength(8)
    expect(statuses(under)).toEqual({ succeeded: 8, pending: 12 })
    await expect(under.client.runs.pause({ run })).rejects.toEqual(conflict('paused'))
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    expect(new Set(asked(under)).size).toBe(20)
    expect(under.provider.requests).toHaveLength(20)
  })

  it('while the next probes are being planned loses and doubles none', async () => {
    const under = await openEngine({ providers: pool(4), rule: aSecondEach })
    const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts: 300 }) })
    await under.client.runs.pause({ run })
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    expect(under.provider.requests).toHaveLength(300)
    expect(statuses(under)).toEqual({ succeeded: 300 })
  })

  it('rests only when a page that was on its way has arrived, or the next engine of the run would plan it again', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const letGo = under.hold('promptPage')
    const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts: 3 }) })
    await under.client.runs.pause({ run })
    const resumed = under.client.runs.resume({ run })
    await under.settled()
    letGo()
    await resumed
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.requests).toHaveLength(3)
    expect(under.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('holds in the turn it is said, though the disk is slow to write it', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 20 }))
    await under.disk.become({ failsCommits: true })
    const paused = under.client.runs.pause({ run })
    await advance(under, 3000)
    await under.disk.become({})
    await advance(under, 3000)
    await expect(paused).resolves.toMatchObject({ status: 'paused' })
    expect(under.provider.requests).toHaveLength(1)
  })
})

describe('pause without drain', () => {
  it('cuts off what is in flight, answers when it has gone, and what was cut off is sent again on a person’s word', async () => {
    const under = await openEngine({ providers: pool(2), rule: ({ index }) => (index < 2 ? hangs() : answered()) })
    const run = await under.start(batchOf({ prompts: 4 }))
    await under.client.runs.pause({ run })
    expect(await under.client.runs.pause({ run, drain: false })).toMatchObject({
      ...{ status: 'paused', pauseReason: 'person' },
      counts: { inFlight: 0, succeeded: 0, failed: 0, interrupted: 2 },
    })
    await expect(under.client.runs.pause({ run, drain: false })).rejects.toEqual(conflict('paused'))
    await under.client.runs.resume({ run, interrupted: 'resend' })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.requests).toHaveLength(6)
  })

  it('stops a run that is going, in one step', async () => {
    const under = await openEngine({ rule: hangs })
    const run = await under.start(batchOf({ prompts: 4 }))
    expect(await under.client.runs.pause({ run, drain: false })).toMatchObject({ status: 'paused', counts: { inFlight: 0 } })
    expect(under.provider.requests).toHaveLength(1)
  })
})

describe('resume', () => {
  it('twice at once goes on once', async () => {
    const under = await openEngine({ providers: pool(2), rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 10 }))
    await under.client.runs.pause({ run })
    await advance(under, 5000)
    const letGo = under.hold('setRunStatus')
    const both = Promise.allSettled([under.client.runs.resume({ run }), under.client.runs.resume({ run })])
    await under.settled()
    letGo()
    await advance(under, 20_000)
    expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(under.provider.requests).toHaveLength(10)
  })

  it('waits for what is in flight, then goes on', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.pause({ run })
    const resumed = under.client.runs.resume({ run })
    await advance(under, 500)
    expect(under.provider.requests).toHaveLength(1)
    await advance(under, 500)
    await expect(resumed).resolves.toMatchObject({ status: 'running' })
    await advanceToRest(under, run)
    expect(under.provider.requests).toHaveLength(3)
  })

  it('of a run that is being cancelled answers that it is', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    const cancelled = under.client.runs.cancel({ run })
    const resumed = under.client.runs.resume({ run })
    resumed.catch(() => undefined)
    await advance(under, 2000)
    await expect(cancelled).resolves.toMatchObject({ status: 'cancelled' })
    await expect(resumed).rejects.toEqual(conflict('cancelled'))
    expect(under.provider.requests).toHaveLength(1)
  })
})
