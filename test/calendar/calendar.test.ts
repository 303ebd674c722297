import { describe, expect, it } from 'vitest'
import type { CalendarEventData } from '#contract/events'
import type { AuditId, ModelRef } from '#contract/ids'
import type { EpochMs, MicroUsdPerMillionTokens } from '#contract/units'
import { advance, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'

const one = 'alpha/one' as ModelRef
const day = 86_400_000

function addPrice(under: EngineUnderTest, atMs: number) {
  const rate = 1 as MicroUsdPerMillionTokens
  const rates = {
    ...{ input: rate, output: rate, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, reasoning: null },
    ...{ audio: null, image: null, perRequest: null },
  }
  return under.client.prices.add({ model: one, effectiveFromMs: atMs as EpochMs, tiers: [{ rates }], source: 'a list' })
}

const setSunset = (under: EngineUnderTest, atMs: number | null) =>
  under.client.models.set({ ref: one, sunsetAtMs: atMs === null ? null : (atMs as EpochMs) })

interface Told {
  readonly change: CalendarEventData['change']
  readonly ofMs: number
  readonly toldMs: number
}

/** What the calendar has told, oldest first. */
async function told(under: EngineUnderTest): Promise<Told[]> {
  await under.settled()
  const { items } = await under.client.events.list({ kind: 'calendar', subject: `model:${one}` })
  return items.toReversed().map(({ data, atMs }) => {
    const { change, atMs: ofMs } = data as CalendarEventData
    return { change, ofMs, toldMs: atMs }
  })
}

/** Stops, and opens the same workspace after `ms`. */
async function reopened(under: EngineUnderTest, ms: number): Promise<EngineUnderTest> {
  await under.stop()
  return await openEngine({ workspace: under.workspace, startAtMs: under.clock.nowMs() + ms })
}

describe('a price that begins in the future', () => {
  it('is told when it begins, not before, and once', async () => {
    const under = await openEngine()
    const atMs = under.clock.nowMs() + 3 * 3_600_000
    await addPrice(under, atMs)
    await advance(under, 3 * 3_600_000 - 1)
    expect(await told(under)).toEqual([])
    await advance(under, 1)
    expect(await told(under)).toEqual([{ change: 'price_begins', ofMs: atMs, toldMs: atMs }])
    await advance(under, day)
    const later = await reopened(under, day)
    expect(await told(later)).toHaveLength(1)
  })

  it('is told at the next start where no engine ran, with the instant at which it began', async () => {
    const under = await openEngine()
    const atMs = under.clock.nowMs() + day
    await addPrice(under, atMs)
    const later = await reopened(under, 3 * day)
    expect(await told(later)).toEqual([{ change: 'price_begins', ofMs: atMs, toldMs: later.clock.nowMs() }])
    expect(await told(await reopened(later, day))).toHaveLength(1)
  })

  it('is told once where another of its instant replaces it, and never where it begins in the past', async () => {
    const under = await openEngine()
    const atMs = under.clock.nowMs() + day
    await addPrice(under, atMs)
    await addPrice(under, atMs)
    await addPrice(under, under.clock.nowMs())
    await addPrice(under, under.clock.nowMs() - day)
    await advance(under, 2 * day)
    expect(await told(under)).toEqual([{ change: 'price_begins', ofMs: atMs, toldMs: atMs }])
  })

  it('is not told where it is withdrawn before, and told where that is taken back', async () => {
    const under = await openEngine()
    const atMs = under.clock.nowMs() + day
    const first = await addPrice(under, atMs)
    const second = await addPrice(under, atMs + day)
    await under.client.prices.withdraw({ id: first.id })
    const { change } = await under.client.prices.withdraw({ id: second.id })
    await under.client.audit.undo({ id: change as AuditId })
    await advance(under, 3 * day)
    expect(await told(under)).toEqual([{ change: 'price_begins', ofMs: atMs + day, toldMs: atMs + day }])
  })

  it('in forty days is waited for an hour at a time, and by nobody while nothing is to come', async () => {
    const under = await openEngine()
    expect(under.clock.sleeping).toBe(0)
    const atMs = under.clock.nowMs() + 40 * day
    await addPrice(under, atMs)
    await under.settled()
    expect(Number(under.clock.nextDueMs) - under.clock.monotonicMs()).toBeLessThanOrEqual(3_600_000)
    under.clock.shiftWall(40 * day)
    await advance(under, 3_600_000)
    expect(await told(under)).toMatchObject([{ change: 'price_begins', ofMs: atMs }])
    expect(under.clock.sleeping).toBe(0)
  })
})

describe('a model whose end is announced', () => {
  it('is told of 30 days before, and at its date', async () => {
    const under = await openEngine()
    const nowMs = under.clock.nowMs()
    const atMs = nowMs + 32 * day
    await setSunset(under, atMs)
    await advance(under, 33 * day)
    expect(await told(under)).toEqual([
      { change: 'sunset_soon', ofMs: atMs, toldMs: nowMs + 2 * day },
      { change: 'sunset', ofMs: atMs, toldMs: atMs },
    ])
  })

  it('is told of at once where its end is near already, and again where that is another day', async () => {
    const under = await openEngine()
    const nowMs = under.clock.nowMs()
    await setSunset(under, nowMs + 5 * day)
    expect(await told(under)).toEqual([{ change: 'sunset_soon', ofMs: nowMs + 5 * day, toldMs: nowMs }])
    await under.client.models.set({ ref: one, name: 'One' })
    const later = await reopened(under, day)
    expect(await told(later)).toHaveLength(1)
    await setSunset(later, nowMs + 6 * day)
    expect(await told(later)).toMatchObject([{ ofMs: nowMs + 5 * day }, { change: 'sunset_soon', ofMs: nowMs + 6 * day }])
  })

  it('and has ended while no engine ran is told of as ended alone', async () => {
    const under = await openEngine()
    const atMs = under.clock.nowMs() + 35 * day
    await setSunset(under, atMs)
    const later = await reopened(under, 50 * day)
    expect(await told(later)).toEqual([{ change: 'sunset', ofMs: atMs, toldMs: later.clock.nowMs() }])
  })

  it('is not told of where its end is past when it is announced, taken back in time, or the model deprecated', async () => {
    const under = await openEngine()
    await advance(under, 10 * day)
    await setSunset(under, under.clock.nowMs() - 2 * day)
    const later = await reopened(under, day)
    expect(await told(later)).toEqual([])
    await setSunset(later, later.clock.nowMs() + 31 * day)
    await setSunset(later, null)
    await advance(later, 40 * day)
    await setSunset(later, later.clock.nowMs() + 31 * day)
    await later.client.models.deprecate({ ref: one })
    await advance(later, 40 * day)
    expect(await told(later)).toEqual([])
  })

  it('can be asked after its end, and the quote says so', async () => {
    const under = await openEngine()
    await setSunset(under, under.clock.nowMs() - day)
    const { warnings } = await under.client.runs.quote({ batch: batchOf() })
    expect(warnings).toEqual([expect.stringContaining('alpha/one: its provider has announced its end for a day that is past')])
    await under.start(batchOf())
    await advance(under, day)
    expect(under.value('select status from run')).toBe('finished')
  })
})

it('what could not be kept is told once the disk takes it', async () => {
  const under = await openEngine()
  const atMs = under.clock.nowMs() + day
  await addPrice(under, atMs)
  await under.disk.become({ failsCommits: true })
  await advance(under, day)
  expect(await told(under)).toEqual([])
  await under.disk.become({})
  await advance(under, 60_000)
  expect(await told(under)).toEqual([{ change: 'price_begins', ofMs: atMs, toldMs: atMs + 60_000 }])
})
