import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import type { Retention } from '#contract/storage'
import { EpochMs } from '#contract/units'
import { advance, advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { incompressible } from '../builders/incompressible.ts'
import { answered, failed } from '../builders/outcomes.ts'

const dayMs = 86_400_000
const quarterMs = 900_000
const one = ModelRef.parse('alpha/one')
const startAtMs = Math.floor(1_795_000_000_000 / quarterMs) * quarterMs + 123_456
const long = (index: number) => incompressible(3000, index + 1)

/** One probe of the first run fails; each answer is a long text of its own. */
const open = () =>
  openEngine({
    startAtMs,
    rule: ({ index }) => (index === 2 ? failed('BAD_REQUEST') : answered({ text: long(index) })),
  })

async function ran(under: EngineUnderTest, facts: BatchFacts = {}): Promise<RunId> {
  const run = await under.start(batchOf({ prompts: 4, ...facts }))
  await advanceToRest(under, run)
  return run
}

async function keepFor(under: EngineUnderTest, rules: Partial<Record<keyof Retention, object>>): Promise<void> {
  await under.client.settings.set({ key: 'retention', value: rules as never })
}

const counts = (under: EngineUnderTest) =>
  Object.fromEntries(['attempt', 'event', 'body'].map((table) => [table, under.value<number>(`select count(*) from ${table}`)]))

const byHour = (under: EngineUnderTest) => under.client.costs.report({ groupBy: ['hour', 'run', 'code', 'cost_state'] })

describe('retention', () => {
  it('drops nothing while no rule says so, and says how large everything is', async () => {
    const under = await open()
    await ran(under)
    await under.clock.advance(400 * dayMs)
    const done = await under.client.retention.run()

    expect(done).toMatchObject({
      freedBytes: 0,
      dropped: { attempts: { rows: 0, untilMs: null }, bodies: { rows: 0 }, events: { rows: 0 } },
    })
    const status = await under.client.retention.status()
    expect(status).toMatchObject({ attempts: { rows: 4 }, bodies: { rows: 3 }, events: { rows: 2 }, last: null })
    expect(status.attempts.oldestAtMs).toBe(under.value('select min(started_at_ms) from attempt'))
    expect(status.fileBytes).toBeGreaterThan(status.attempts.bytes)
  })

  it('drops old calls with what they name, and no cost of a whole quarter of an hour changes by a nano-dollar', async () => {
    const under = await open()
    const run = await ran(under)
    await under.clock.advance(20 * dayMs)
    const later = await ran(under, { name: 'later' })
    const before = await byHour(under)
    const results = await under.client.runs.results({ run })
    await keepFor(under, { attempts: { olderThanDays: 10 } })
    const { would } = await under.client.retention.status()
    const { dropped } = await under.client.retention.run()

    expect(would.attempts).toMatchObject({ rows: 4, keptByReports: 0 })
    expect(dropped.attempts).toMatchObject({ rows: 4, bytes: would.attempts.bytes })
    expect((dropped.attempts.untilMs ?? 1) % quarterMs).toBe(0)
    expect(counts(under)).toMatchObject({ attempt: 4, body: 4 })
    const after = await byHour(under)
    expect({ rows: after.rows, total: after.total }).toEqual({ rows: before.rows, total: before.total })
    expect(after.droppedBeforeMs).toBe(dropped.attempts.untilMs)
    const fromMs = EpochMs.parse(Math.floor(startAtMs / quarterMs) * quarterMs)
    const range = { fromMs, toMs: EpochMs.parse(fromMs + dayMs) }
    expect((await under.client.costs.report(range)).total).toMatchObject({
      calls: 4,
      answered: 3,
      cost: before.rows[0] && expect.anything(),
    })
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 3, failed: 1, attempts: 4 })
    const { items } = await under.client.runs.results({ run })
    expect(items[0]).toMatchObject({ succeeded: 3, failed: 1, cost: results.items[0]?.cost, inputTokens: results.items[0]?.inputTokens })
    expect((await under.summary(later)).counts.attempts).toBe(4)
    const gone = await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })
    expect(gone).toMatchObject({ status: 'succeeded', answer: null, calls: [], bodiesDropped: true, attempts: 1 })
    expect(gone.estimatedCost).toMatchObject({ state: 'computed', nanoUsd: under.value('select cost_nanousd from probe where id = 1') })
    expect((await under.client.runs.transcript({ run: later, promptIndex: 0, model: one, sample: 0 })).bodiesDropped).toBe(false)
  })

  it('goes by the clock once an hour', async () => {
    const under = await open()
    await ran(under)
    await advance(under, dayMs + quarterMs)
    await keepFor(under, { attempts: { olderThanDays: 1 }, events: { olderThanDays: 1 } })
    await advance(under, 3_600_000)

    expect(counts(under)).toEqual({ attempt: 1, event: 1, body: 1 })
    expect((await under.client.retention.status()).last).toMatchObject({ dropped: { attempts: { rows: 3 }, events: { rows: 1 } } })
  })

  it('leaves calls of runs that may go on', async () => {
    const under = await openEngine({
      startAtMs,
      rule: ({ index }, clock) => (index === 3 ? clock.sleep(90 * dayMs).then(() => answered()) : answered()),
    })
    const run = await under.start(batchOf({ prompts: 4 }))
    await under.client.runs.pause({ run, drain: false })
    await under.clock.advance(30 * dayMs)
    await keepFor(under, { attempts: { olderThanDays: 1 }, events: { olderThanDays: 1 } })
    await under.client.retention.run()

    expect(under.value('select count(*) from attempt')).toBe(4)
    await under.client.runs.resume({ run, interrupted: 'fail' })
    await advanceToRest(under, run)
    expect((await under.summary(run)).counts.succeeded).toBeGreaterThanOrEqual(3)
  })

  it('drops long texts apart from calls: what stands in the call itself stays', async () => {
    const under = await open()
    const run = await ran(under)
    await under.clock.advance(20 * dayMs)
    await ran(under, { name: 'later' })
    await keepFor(under, { bodies: { olderThanDays: 10 } })
    const { dropped } = await under.client.retention.run()

    expect(dropped).toMatchObject({ bodies: { rows: 3 }, attempts: { rows: 0 } })
    expect(counts(under)).toMatchObject({ attempt: 8, body: 4 })
    const transcript = await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })
    expect(transcript).toMatchObject({ bodiesDropped: true, answer: long(0).slice(0, transcript.answer?.length) })
    expect(transcript.answer?.length).toBeGreaterThan(500)
  })

  it('keeps long texts that others may still take, until these expire', async () => {
    const under = await open()
    await ran(under, { cache: true })
    await under.clock.advance(2 * dayMs)
    await keepFor(under, { bodies: { olderThanDays: 1 } })
    await under.client.retention.run()
    expect(counts(under)).toMatchObject({ body: 3 })

    await under.clock.advance(30 * dayMs)
    await under.client.retention.run()
    expect(counts(under)).toMatchObject({ body: 0 })
    expect(under.value('select count(*) from answer_cache')).toBe(0)
  })

  it('drops the oldest of what is larger than it may be', async () => {
    const under = await openEngine({ startAtMs, rule: ({ index }) => answered({ text: incompressible(60_000, index) }) })
    await ran(under, { prompts: 12 })
    await under.clock.advance(dayMs)
    const later = await ran(under, { prompts: 12, name: 'later' })
    await keepFor(under, { bodies: { largerThanMb: 1 } })
    const { bodies } = await under.client.retention.status()
    await under.client.retention.run()

    expect(bodies.bytes).toBeGreaterThan(1_000_000)
    expect((await under.client.retention.status()).bodies.bytes).toBeLessThanOrEqual(1_000_000)
    const kept = await under.client.runs.transcript({ run: later, promptIndex: 3, model: one, sample: 0 })
    expect(kept.bodiesDropped).toBe(false)
  })

  it('drops nothing that a kept report cites, until that is forgotten', async () => {
    const under = await open()
    await ran(under)
    await under.clock.advance(20 * dayMs)
    await ran(under, { name: 'later' })
    for await (const _ of await under.client.reports.bundle({ order: { report: 'dataset' }, name: 'evidence' }));
    await keepFor(under, { attempts: { olderThanDays: 10 }, bodies: { olderThanDays: 10 } })
    const kept = { attempts: { rows: 0, keptByReports: 4 }, bodies: { rows: 0, keptByReports: 3 } }
    expect((await under.client.retention.status()).would).toMatchObject(kept)
    expect((await under.client.retention.run()).dropped).toMatchObject(kept)
    await under.client.reports.forget({ name: 'evidence' })
    await under.client.retention.run()

    expect(counts(under)).toMatchObject({ attempt: 4, body: 4 })
  })

  it('gives space back to the disk', async () => {
    const under = await open()
    await ran(under, { prompts: 100 })
    await under.clock.advance(20 * dayMs)
    await keepFor(under, { attempts: { olderThanDays: 10 } })
    const before = await under.client.retention.status()
    const { freedBytes } = await under.client.retention.run()
    const after = await under.client.retention.status()

    expect(freedBytes).toBeGreaterThan(200_000)
    expect(after.fileBytes).toBe(before.fileBytes - freedBytes)
    expect(after.freeBytes).toBe(0)
  })

  it('is done by the next engine where a crash cut it off, and comes to the same', async () => {
    const under = await open()
    await ran(under, { prompts: 40 })
    await under.clock.advance(20 * dayMs)
    const before = await byHour(under)
    const untilMs = Math.floor((under.clock.nowMs() - 10 * dayMs) / quarterMs) * quarterMs
    await under.storage.write('catchUpRollups', undefined)
    expect(await under.storage.write('beginDropping', { untilMs })).toEqual({ isBegun: true })
    const crashed = await openEngine({ startAtMs: under.clock.nowMs(), workspace: under.crashed() })
    expect((await byHour(crashed)).total).toEqual(before.total)
    await keepFor(crashed, { attempts: { olderThanDays: 10 } })
    await crashed.client.retention.run()
    await crashed.client.retention.run()

    expect(crashed.value('select count(*) from attempt')).toBe(1)
    expect((await byHour(crashed)).total).toEqual(before.total)
    expect(crashed.rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(crashed.rows('pragma foreign_key_check')).toEqual([])
  })
})
