import { describe, expect, it } from 'vitest'
import type { EventKind, NewEvents } from '#contract/events'
import type { RunId } from '#contract/ids'
import type { ActiveRunView } from '#contract/runs'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const slow: Rule = async (_, clock) => {
  await clock.sleep(100)
  return answered()
}

async function told(under: EngineUnderTest, run: RunId) {
  await under.settled()
  const { items } = await under.client.events.list({ kind: 'run', run })
  return items.map(({ data }) => data).reverse()
}

describe('what becomes of a run is an event', () => {
  it('when it starts, is paused, goes on and finishes, with what it came to', async () => {
    const under = await openEngine({ rule: slow })
    const run = await under.start(batchOf({ name: 'capitals', prompts: 3 }))
    await under.client.runs.pause({ run })
    await advance(under, 200)
    await under.client.runs.resume({ run })
    await advanceToRest(under, run)
    const { cost } = await under.summary(run)
    expect(await told(under, run)).toEqual([
      { change: 'started', name: 'capitals' },
      expect.objectContaining({ change: 'paused', reason: 'person', counts: expect.objectContaining({ succeeded: 1, total: 3 }) }),
      { change: 'resumed', name: 'capitals' },
      expect.objectContaining({
        change: 'finished',
        counts: { total: 3, succeeded: 3, failed: 0, cancelled: 0, interrupted: 0, attempts: 3 },
        nanoUsd: cost.nanoUsd,
      }),
    ])
  })

  it('when it is cancelled, going on or at rest: what was not answered is cancelled', async () => {
    const under = await openEngine({ rule: slow })
    const going = await under.start(batchOf({ prompts: 3 }))
    const cancelled = under.client.runs.cancel({ run: going })
    await advance(under, 500)
    await cancelled
    expect((await told(under, going)).at(-1)).toMatchObject({ change: 'cancelled', counts: { succeeded: 1, cancelled: 2 } })
    const resting = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.pause({ run: resting })
    await advance(under, 500)
    await under.client.runs.cancel({ run: resting })
    expect((await told(under, resting)).at(-1)).toMatchObject({ change: 'cancelled', counts: { succeeded: 1, cancelled: 2 } })
  })

  it('with its reason where it cannot go on, and with its failures', async () => {
    const denied = await openEngine({ rule: () => failed('AUTH', { httpStatus: 401 }) })
    const stuck = await denied.start(batchOf())
    await advance(denied, 1000)
    expect((await told(denied, stuck)).at(-1)).toMatchObject({ change: 'paused', reason: 'decision' })
    const under = await openEngine({ rule: () => failed('BAD_REQUEST') })
    const run = await under.start(batchOf({ prompts: 2 }))
    await advanceToRest(under, run)
    expect((await told(under, run)).at(-1)).toMatchObject({ change: 'finished', counts: { failed: 2 } })
  })

  it('when its engine ended without it', async () => {
    const under = await openEngine({ rule: slow })
    const run = await under.start(batchOf({ name: 'cut off', prompts: 3 }))
    await advance(under, 150)
    const next = await openEngine({ workspace: under.crashed() })
    expect((await told(next, run)).at(-1)).toEqual({ change: 'paused', reason: 'crash', name: 'cut off' })
    await under.client.runs.cancel({ run, drain: false })
  })
})

/** A watcher of events, and all it was told. */
async function watching(under: EngineUnderTest, input: { after?: number; kinds?: EventKind[] } = {}) {
  const stop = new AbortController()
  const states: NewEvents[] = []
  const reading = (async () => {
    for await (const state of await under.client.events.watch(input, { signal: stop.signal })) states.push(state)
  })()
  reading.catch(() => undefined)
  await under.settled()
  return { states, stop, reading }
}

describe('watching events', () => {
  it('tells what is new since the last, newest first, and says whether there is more', async () => {
    const under = await openEngine()
    await advance(under, 100)
    const { states } = await watching(under)
    expect(states).toEqual([{ seq: expect.any(Number), items: [], hasMore: false }])
    const run = await under.start(batchOf())
    await advanceToRest(under, run)
    await advance(under, 300)
    expect(states.at(-1)?.items.map(({ data }) => data['change'])).toEqual(['finished', 'started'])
    expect(states.at(-1)?.seq).toBe(states.at(-1)?.items[0]?.seq)
    for (let n = 0; n < 12; n += 1) await advanceToRest(under, await under.start(batchOf()))
    await advance(under, 300)
    expect(states.at(-1)).toMatchObject({ hasMore: true, items: { length: 20 } })
    const all = (await under.client.events.list({ limit: 500 })).items
    expect(states.at(-1)?.items).toEqual(all.slice(0, 20))
  })

  it('begins after the event it is given, and tells the kinds it is asked for', async () => {
    const under = await openEngine({ rule: () => failed('RATE_LIMITED', { httpStatus: 429 }) })
    await under.start(batchOf())
    await advance(under, 500)
    const kinds = async (input: Parameters<typeof watching>[1]) => (await watching(under, input)).states[0]?.items.map(({ kind }) => kind)
    expect(await kinds({ after: 0 })).toEqual(['park', 'run'])
    expect(await kinds({ after: 0, kinds: ['run', 'alert'] })).toEqual(['run'])
    expect(await kinds({ after: 1 })).toEqual(['park'])
  })

  it('ends with its signal', async () => {
    const under = await openEngine()
    const { stop, reading } = await watching(under)
    stop.abort()
    await expect(reading).rejects.toThrow()
    await under.settled()
    expect(under.clock.sleeping).toBe(0)
  })
})

describe('the runs that are going on', () => {
  it('are told at most twice a second, with how far each is', async () => {
    const under = await openEngine({ rule: slow })
    const stop = new AbortController()
    const states: ActiveRunView[][] = []
    const reading = (async () => {
      for await (const { items } of await under.client.runs.active(undefined, { signal: stop.signal })) states.push(items)
    })()
    const run = await under.start(batchOf({ name: 'long', prompts: 30, budgetUsd: '2.50', parameters: { maxOutputTokens: 10 } }))
    await advance(under, 2100)
    stop.abort()
    await expect(reading).rejects.toThrow()
    expect(states[0]).toEqual([])
    expect(states.at(-1)).toMatchObject([
      { id: run, name: 'long', status: 'running', total: 30, failed: 0, inFlight: 1, budgetNanoUsd: 2_500_000_000, hasAlerts: false },
    ])
    expect(states.at(-1)?.[0]?.done).toBeGreaterThanOrEqual(19)
    expect(states.length).toBeLessThanOrEqual(6)
    await advanceToRest(under, run)
  })
})
