import { describe, expect, it } from 'vitest'
import type { RunProgress } from '#contract/runs'
import type { CallOutcome } from '#engine/ports'
import { advance, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const aTenthEach: Rule = async (_, clock) => {
  await clock.sleep(10)
  return answered()
}
const hangs = () => new Promise<CallOutcome>(() => undefined)

describe('watching a run', () => {
  it('tells the latest state at most ten times a second, until the run rests', async () => {
    const under = await openEngine({ rule: aTenthEach })
    const run = await under.start(batchOf({ prompts: 200 }))
    const told: (RunProgress & { readonly atMs: number })[] = []
    const reading = (async () => {
      for await (const progress of await under.client.runs.watch({ run })) told.push({ ...progress, atMs: under.clock.monotonicMs() })
    })()
    await advance(under, 3000)
    await reading
    expect(told.length).toBeGreaterThan(15)
    expect(told.length).toBeLessThanOrEqual(23)
    expect(told.map(({ seq }) => seq)).toEqual(told.map(({ seq }) => seq).sort((left, right) => left - right))
    expect(told.at(-1)).toMatchObject({ status: 'finished', counts: { succeeded: 200 } })
    expect(told.filter(({ atMs, counts }) => counts.succeeded < Math.floor(atMs / 10) - 1)).toEqual([])
  })

  it('that is slow gets the newest state, not a backlog', async () => {
    const under = await openEngine({ rule: aTenthEach })
    const run = await under.start(batchOf({ prompts: 200 }))
    const states = await under.client.runs.watch({ run })
    await states.next()
    await advance(under, 1500)
    const second = await states.next()
    expect(second.value).toMatchObject({ counts: { succeeded: 150 } })
    await states.return?.()
  })

  it('tells what changes by time alone once a second', async () => {
    const under = await openEngine({ rule: hangs })
    const run = await under.start(batchOf())
    const elapsed: number[] = []
    const states = await under.client.runs.watch({ run })
    const reading = (async () => {
      for await (const { elapsedMs } of states) elapsed.push(elapsedMs)
    })()
    await advance(under, 5000)
    expect(elapsed.length).toBeGreaterThanOrEqual(5)
    expect(elapsed.length).toBeLessThanOrEqual(7)
    await under.client.runs.cancel({ run, drain: false })
    await advance(under, 2000)
    await reading
  })

  it('ends with its reader, and leaves no timer behind', async () => {
    const under = await openEngine({ rule: hangs })
    const run = await under.start(batchOf())
    const stop = new AbortController()
    const states = await under.client.runs.watch({ run }, { signal: stop.signal })
    await states.next()
    const waiting = states.next()
    waiting.catch(() => undefined)
    await advance(under, 50)
    stop.abort()
    await expect(waiting).rejects.toThrow()
    await under.settled()
    expect(under.clock.sleeping).toBe(0)
  })

  it('goes on over a pause and a resume when asked again, and of a resting run tells one state', async () => {
    const under = await openEngine({ rule: aTenthEach })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.client.runs.pause({ run })
    await advance(under, 100)
    const states: RunProgress[] = []
    for await (const progress of await under.client.runs.watch({ run })) states.push(progress)
    expect(states).toMatchObject([{ status: 'paused', pauseReason: 'person', counts: { succeeded: 1 } }])
  })

  it('says at the end what only a person can mend', async () => {
    const under = await openEngine({ rule: () => failed('AUTH', { httpStatus: 401, message: 'no such key' }) })
    const { id: run } = await under.client.runs.start({ batch: batchOf() })
    let last: RunProgress | undefined
    const reading = (async () => {
      for await (const progress of await under.client.runs.watch({ run })) last = progress
    })()
    await advance(under, 2000)
    await reading
    expect(last).toMatchObject({
      status: 'paused',
      pauseReason: 'decision',
      alerts: [{ code: 'AUTH', service: 'alpha', message: 'no such key' }],
    })
  })

  it('says how long it will take once it has a pace', async () => {
    const under = await openEngine({
      rule: async (_, clock) => {
        await clock.sleep(1000)
        return answered()
      },
    })
    const run = await under.start(batchOf({ prompts: 100 }))
    const states = await under.client.runs.watch({ run })
    expect((await states.next()).value).toMatchObject({ etaMs: null })
    const next = states.next()
    await advance(under, 20_500)
    await next
    const { value } = await states.next()
    expect(value).toMatchObject({ etaMs: expect.closeTo(80_000, -4) })
    await states.return?.()
  })

  it('of a run that does not exist says so', async () => {
    const under = await openEngine()
    const states = under.client.runs.watch({ run: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never })
    await expect(states.then((each) => each.next())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
