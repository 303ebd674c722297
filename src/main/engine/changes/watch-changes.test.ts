import { describe, expect, it } from 'vitest'
import type { ChangeCounts } from '#contract/changes'
import { VirtualClock } from '../../../../test/fakes/virtual-clock.ts'
import { watchChanges } from './watch-changes.ts'
import { WorkspaceChanges } from './workspace-changes.ts'

/** A reader that takes each state at once, and when it took it. */
function watching() {
  const clock = new VirtualClock()
  const changes = new WorkspaceChanges(3)
  const stop = new AbortController()
  const told: { readonly atMs: number; readonly counts: ChangeCounts }[] = []
  const states = watchChanges(changes, clock, stop.signal)
  const reading = (async () => {
    for await (const counts of states) told.push({ atMs: clock.monotonicMs(), counts })
  })()
  reading.catch(() => undefined)
  return { clock, changes, stop, told, reading, states }
}

describe('watching what changes', () => {
  it('tells the counts at once, and again when one has grown', async () => {
    const { clock, changes, told } = watching()
    await clock.advance(5000)
    changes.tell('settings')
    await clock.advance(5000)
    expect(told.map(({ atMs }) => atMs)).toEqual([0, 5020])
    const [before, after] = told.map(({ counts }) => counts)
    expect(after).toEqual({ seq: Number(before?.seq) + 1, topics: { ...before?.topics, settings: Number(before?.topics.settings) + 1 } })
  })

  it('tells at most ten times a second, and the last count always', async () => {
    const { clock, changes, told } = watching()
    for (let n = 0; n < 300; n += 1) {
      changes.tell('catalog')
      await clock.advance(10)
    }
    await clock.advance(1000)
    expect(told.length).toBeGreaterThan(20)
    expect(told.length).toBeLessThanOrEqual(32)
    expect(told.at(-1)?.counts).toEqual(changes.counts())
  })

  it('tells once a second what is only counted', async () => {
    const { clock, changes, told } = watching()
    for (let n = 0; n < 300; n += 1) {
      changes.count('runs')
      await clock.advance(10)
    }
    expect(told.length).toBeGreaterThanOrEqual(3)
    expect(told.length).toBeLessThanOrEqual(4)
  })

  it('ends with its signal, and leaves neither timer nor listener behind', async () => {
    const { clock, changes, stop, reading } = watching()
    await clock.advance(500)
    expect(changes.listeners).toBe(1)
    stop.abort()
    await expect(reading).rejects.toThrow()
    expect(changes.listeners).toBe(0)
    expect(clock.sleeping).toBe(0)
  })

  it('ends with a reader that takes no more', async () => {
    const { clock, changes, stop } = watching()
    const states = watchChanges(changes, clock, stop.signal)
    await states.next()
    expect(changes.listeners).toBe(2)
    await states.return(undefined)
    expect(changes.listeners).toBe(1)
    stop.abort()
  })

  it('tells nothing while nothing changes', async () => {
    const { clock, told } = watching()
    await clock.advance(60_000)
    expect(told).toHaveLength(1)
  })

  it('of a later engine counts on above all that an earlier one counted', () => {
    const earlier = new WorkspaceChanges(3)
    for (let n = 0; n < 1000; n += 1) earlier.tell('runs')
    expect(new WorkspaceChanges(4).counts().topics.runs).toBeGreaterThan(earlier.counts().topics.runs)
    expect(Number.isSafeInteger(new WorkspaceChanges(2 ** 20).seq)).toBe(true)
  })
})
