import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import type { RunSummary } from '#contract/runs'
import { advance, advanceToRest, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

/** Every third request is refused, every fifth comes to nothing that anybody knows. */
const mixed: Rule = async ({ index }, clock) => {
  await clock.sleep(100)
  if (index % 3 === 0) return failed('BAD_REQUEST')
  return index % 5 === 0 ? failed('INVALID_RESPONSE', { stage: 'unanswered', httpStatus: 200 }) : answered()
}

/** As it was kept, and as it is when it is counted anew. */
async function both(under: EngineUnderTest, run: RunId): Promise<[RunSummary, RunSummary]> {
  await under.settled()
  expect(under.value('select totals from run where ulid = ?', run)).toEqual(expect.any(String))
  const kept = await under.client.runs.get({ run })
  const [listed] = (await under.client.runs.list({ limit: 1 })).items
  expect(listed).toEqual(kept)
  await under.storage.write('readyRun', { runId: 1, interrupted: 'hold', atMs: 0 })
  expect(under.value('select totals from run where ulid = ?', run)).toBeNull()
  return [kept, await under.client.runs.get({ run })]
}

describe('what a run that rests has come to is kept', () => {
  it('when it finishes, to what can be counted of it', async () => {
    const under = await openEngine({ rule: mixed })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advanceToRest(under, run)
    const [kept, counted] = await both(under, run)
    expect(kept).toEqual(counted)
    expect(kept.counts).toMatchObject({ total: 20, failed: 8 })
    expect(kept.cost.upperNanoUsd).toBeGreaterThan(0)
  })

  it('when it is paused', async () => {
    const under = await openEngine({ rule: mixed })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 700)
    await under.client.runs.pause({ run })
    await advance(under, 1000)
    const [kept, counted] = await both(under, run)
    expect(kept).toEqual(counted)
    expect(kept).toMatchObject({ status: 'paused', counts: { total: 20 } })
  })

  it('when it is cancelled, from a pause or on its way', async () => {
    for (const isPaused of [true, false]) {
      const under = await openEngine({ rule: mixed })
      const run = await under.start(batchOf({ prompts: 20 }))
      await advance(under, 700)
      if (isPaused) await under.client.runs.pause({ run })
      if (isPaused) await advance(under, 1000)
      const cancelled = under.client.runs.cancel({ run })
      await advance(under, 1000)
      await cancelled
      const [kept, counted] = await both(under, run)
      expect(kept).toEqual(counted)
      expect(kept.counts.succeeded + kept.counts.failed + kept.counts.cancelled).toBe(20)
    }
  })

  it('no longer, when it goes on', async () => {
    const under = await openEngine({ rule: mixed })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 700)
    await under.client.runs.pause({ run })
    await advance(under, 1000)
    await under.client.runs.resume({ run })
    await under.settled()
    expect(under.value('select totals from run where ulid = ?', run)).toBeNull()
    await advanceToRest(under, run)
    const [kept, counted] = await both(under, run)
    expect(kept).toEqual(counted)
  })

  it('when it was left by a crash, after it was counted once', async () => {
    const under = await openEngine({ rule: mixed })
    const run = await under.start(batchOf({ prompts: 20 }))
    await advance(under, 750)
    const next = await openEngine({ rule: mixed, workspace: under.crashed() })
    expect(next.value('select totals from run')).toBeNull()
    const counted = await next.client.runs.get({ run })
    expect(counted).toMatchObject({ status: 'paused', pauseReason: 'crash', counts: { interrupted: 1 } })
    const [kept, again] = await both(next, run)
    expect(kept).toEqual(counted)
    expect(again).toEqual(counted)
    await under.client.runs.cancel({ run, drain: false })
  })
})

describe('the list of runs', () => {
  it('holds those in any of several states, and those that a text tells of', async () => {
    const under = await openEngine({ rule: mixed })
    const first = await under.start(batchOf({ name: 'Capitals' }))
    await advanceToRest(under, first)
    const second = await under.start(batchOf({ name: 'rivers', prompts: 9 }))
    await under.client.runs.pause({ run: second })
    await advance(under, 500)
    const third = await under.start(batchOf({ name: 'capital letters', prompts: 9 }))
    const found = async (input: Parameters<typeof under.client.runs.list>[0]) =>
      (await under.client.runs.list(input)).items.map(({ id }) => id)
    expect(await found({ status: ['paused', 'running'] })).toEqual([third, second])
    expect(await found({ status: 'finished' })).toEqual([first])
    expect(await found({ text: 'CAPITAL' })).toEqual([third, first])
    expect(await found({ text: 'capital', status: ['finished', 'paused'] })).toEqual([first])
    expect(await found({ text: 'alpha/one' })).toEqual([third, second, first])
    await advanceToRest(under, third)
  })
})
