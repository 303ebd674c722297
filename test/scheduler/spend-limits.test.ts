import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import {
  advance,
  advanceToRest,
  advanceUntil,
  batchOf,
  type EngineFacts,
  type EngineUnderTest,
  openEngine,
  untilRest,
} from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

const hourMs = 3_600_000
/** 20:00 in Berlin, 18:00 in UTC, on the last day of a month. */
const eveningMs = Date.parse('2026-10-31T18:00:00Z')
const berlinMidnightMs = Date.parse('2026-10-31T23:00:00Z')
const small = { parameters: { maxOutputTokens: 100 } }
/** Each call costs $0.0002, and its bound is a little above. */
const costly = () => answered({ reportedCostNanoUsd: NanoUsd.parse(200_000) })

async function open(facts: EngineFacts = {}, settings: Readonly<Record<string, unknown>> = {}): Promise<EngineUnderTest> {
  const under = await openEngine({ startAtMs: eveningMs, rule: costly, ...facts })
  for (const [key, value] of Object.entries({ timeZone: 'Europe/Berlin', ...settings }))
    await under.client.settings.set({ key: key as 'timeZone', value: value as string })
  return under
}

const spent = (under: EngineUnderTest) =>
  under.value<number>('select coalesce(sum(coalesce(cost_nanousd, cost_upper_nanousd)), 0) from attempt')
const marks = (under: EngineUnderTest) =>
  under
    .rows<{ subject: string; data: string }>("select subject, data from event where kind = 'budget' order by id")
    .map(({ subject, data }) => {
      const { percent, scope } = JSON.parse(data)
      return `${subject} ${scope} ${percent}`
    })

describe('a budget of a provider and a day', () => {
  it('keeps what is beyond it until midnight of the zone, then the run goes on by itself', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.001' } })
    const run = await under.start(batchOf({ prompts: 8, ...small }))
    expect(under.provider.requests).toHaveLength(4)
    const watching = await under.client.runs.watch({ run })
    const { value } = await watching.next()
    expect(value).toMatchObject({ status: 'running', waits: [{ cause: 'provider_day_budget', probes: 4, untilMs: berlinMidnightMs }] })
    await watching.return(undefined)
    await advance(under, 5 * hourMs - 1)
    expect(under.provider.requests).toHaveLength(4)
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(under.provider.requests[4]?.atEpochMs).toBe(berlinMidnightMs)
  })

  it('holds back no other provider', async () => {
    const under = await open({ providers: [{ key: 'alpha' }, { key: 'beta' }] }, { providerDayBudgetsUsd: { alpha: '0.001' } })
    await under.start(batchOf({ prompts: 8, models: ['alpha/one', 'beta/one'], ...small }))
    expect(under.rows('select count(*) as calls from attempt group by served_model_id')).toEqual([{ calls: 4 }, { calls: 8 }])
  })

  it('ends a probe that has not the patience', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.001' } })
    const run = await under.start(batchOf({ prompts: 6, maxWaitMs: 60_000, ...small }))
    expect(await under.summary(run)).toMatchObject({ status: 'finished', counts: { succeeded: 4, failed: 2 } })
    expect(under.value("select distinct code from probe where status = 'failed'")).toBe('BUDGET_EXCEEDED')
  })

  it('is a matter for a person where one call alone is above it', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.0001' } })
    const run = await under.start(batchOf(small))
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'budget', counts: { attempts: 0 } })
  })
})

describe('a budget of a month', () => {
  it('rests the run, which says what only a person can mend, and a larger one lets it go on', async () => {
    const under = await open({}, { monthBudgetUsd: '0.001' })
    const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts: 8, ...small }) })
    const rested = untilRest(under, run)
    await under.settled()
    await advance(under, 1000)
    expect((await rested).alerts).toMatchObject([{ code: 'BUDGET_EXCEEDED', service: 'workspace' }])
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'budget', counts: { succeeded: 4 } })
    await under.client.settings.set({ key: 'monthBudgetUsd', value: '1' })
    await under.client.runs.resume({ run })
    await under.settled()
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('that is used up is told at once, while calls are still on their way, and told once', async () => {
    const rule: EngineFacts['rule'] = async ({ index }, clock) => {
      await clock.sleep(index === 0 ? 60_000 : 1000)
      return costly()
    }
    const under = await open({ providers: [{ key: 'alpha', pools: [{ maxParallel: 2 }] }], rule }, { monthBudgetUsd: '0.001' })
    const { id: run } = await under.client.runs.start({ batch: batchOf({ prompts: 8, ...small }) })
    const alerts = [{ code: 'BUDGET_EXCEEDED', service: 'workspace', message: 'the budget of the month is used up' }]
    await advance(under, 10_000)
    await under.client.settings.set({ key: 'monthBudgetUsd', value: '0.0005' })
    await under.settled()
    const watching = await under.client.runs.watch({ run })
    expect((await watching.next()).value).toMatchObject({ status: 'running', counts: { inFlight: 1 }, alerts })
    await watching.return(undefined)
    const rested = untilRest(under, run)
    await advance(under, 60_000)
    expect((await rested).alerts).toEqual(alerts)
  })

  it('begins anew with the month of the zone', async () => {
    const under = await open({}, { monthBudgetUsd: '0.001' })
    const run = await under.start(batchOf({ prompts: 6, ...small }))
    await advance(under, 5 * hourMs)
    await under.client.runs.resume({ run })
    await under.settled()
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('counts what earlier engines spent, and what they may have been billed', async () => {
    const rule = () => failed('TIMEOUT', { stage: 'unanswered', httpStatus: undefined })
    const before = await open({ rule }, { maxAttempts: 1 })
    await before.start(batchOf({ prompts: 3, ...small }))
    expect(before.rows('select distinct cost_state from attempt')).toEqual([{ cost_state: 'maybe_billed' }])
    const bound = spent(before) / 3
    await before.stop()
    const under = await open({ workspace: before.workspace, startAtMs: eveningMs + hourMs }, { monthBudgetUsd: '0.00115' })
    const run = await under.start(batchOf({ prompts: 8, ...small }))
    expect(await under.summary(run)).toMatchObject({ status: 'paused', pauseReason: 'budget' })
    expect(bound).toBeGreaterThan(200_000)
    expect(under.provider.requests).toHaveLength(1)
    await under.stop()
    const after = await openEngine({ workspace: before.workspace, startAtMs: eveningMs + 2 * hourMs, rule: costly })
    await after.start(batchOf(small))
    expect(after.provider.requests).toHaveLength(0)
  })

  it('waits for what another run has set aside, and rests only then', async () => {
    const providers = [{ key: 'alpha', pools: [{ maxParallel: 8 }] }]
    const rule: EngineFacts['rule'] = async ({ index }, clock) => {
      if (index < 4) await clock.sleep(60_000)
      return answered({ reportedCostNanoUsd: NanoUsd.parse(1000) })
    }
    const under = await open({ providers, rule }, { monthBudgetUsd: '0.001' })
    await under.start(batchOf({ prompts: 4, ...small }))
    const second = await under.start(batchOf({ prompts: 4, ...small }))
    expect(await under.summary(second)).toMatchObject({ status: 'running', counts: { attempts: 0 } })
    expect(await advanceToRest(under, second)).toBe('finished')
  })

  it('refuses a run whose least cost is above what is left of it', async () => {
    const under = await open({}, { monthBudgetUsd: '0.01' })
    const batch = batchOf({ prompt: 'x'.repeat(100_000), ...small })
    await expect(under.client.runs.start({ batch })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      data: { budgetNanoUsd: 10_000_000, scope: 'month' },
    })
    expect(under.value('select count(*) from run')).toBe(0)
    expect((await under.client.runs.quote({ batch })).warnings.join()).toMatch(/month/)
  })
})

describe('a budget that is set while a run goes on', () => {
  it('holds for the next call', async () => {
    const rule: EngineFacts['rule'] = async (_, clock) => {
      await clock.sleep(1000)
      return costly()
    }
    const under = await open({ rule })
    const run = await under.start(batchOf({ prompts: 50, ...small }))
    await advance(under, 5000)
    const before = under.provider.requests.length
    await under.client.settings.set({ key: 'monthBudgetUsd', value: '0.0001' })
    expect(await advanceToRest(under, run)).toBe('paused')
    expect(under.provider.requests).toHaveLength(before)
    expect((await under.summary(run)).pauseReason).toBe('budget')
  })

  it('lets out at once what a smaller one kept', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.001' } })
    const run = await under.start(batchOf({ prompts: 8, ...small }))
    await under.client.settings.set({ key: 'providerDayBudgetsUsd', value: {} })
    await under.settled()
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('counts from the midnight of the zone that holds now', async () => {
    const under = await open({ startAtMs: berlinMidnightMs - hourMs / 2 }, { monthBudgetUsd: '0.001' })
    await under.start(batchOf({ prompts: 4, ...small }))
    await advance(under, hourMs)
    const run = await under.start(batchOf({ prompts: 2, ...small }))
    expect((await under.summary(run)).status).toBe('finished')
    await under.client.settings.set({ key: 'timeZone', value: 'UTC' })
    await expect(under.client.runs.start({ batch: batchOf(small) })).rejects.toMatchObject({ data: { scope: 'month' } })
  })
})

describe('what a budget has come to', () => {
  it('is told once at 80 per cent and once when it is used up', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.001' }, monthBudgetUsd: '0.0015' })
    const run = await under.start(batchOf({ prompts: 8, ...small }))
    expect(marks(under)).toEqual(['provider:alpha day 80', 'provider:alpha day 100'])
    await advanceToRest(under, run)
    expect(marks(under)).toEqual(['provider:alpha day 80', 'provider:alpha day 100', 'provider:alpha day 80'])
  })

  it('is not told again by the next engine', async () => {
    const under = await open({}, { providerDayBudgetsUsd: { alpha: '0.001' } })
    const run = await under.start(batchOf({ prompts: 8, ...small }))
    const next = await openEngine({ workspace: under.crashed(), startAtMs: under.clock.nowMs() + 1000 })
    await next.client.runs.resume({ run })
    await advance(next, 60_000)
    expect(await next.summary(run)).toMatchObject({ status: 'running', counts: { succeeded: 4 } })
    expect(marks(next)).toEqual(['provider:alpha day 80', 'provider:alpha day 100'])
  })
})

describe('a model without a price, under a budget of the month', () => {
  const providers = [{ key: 'alpha', models: [{ wireId: 'one', price: null }] }]

  it('is refused, unless the run allows it', async () => {
    const under = await open({ providers }, { monthBudgetUsd: '1' })
    await expect(under.client.runs.start({ batch: batchOf() })).rejects.toMatchObject({ code: 'BUDGET_UNPRICED' })
    const run = await under.start(batchOf({ allowUnpriced: true }))
    expect((await under.summary(run)).status).toBe('finished')
  })

  it('waits for a person when the budget is set while it goes on', async () => {
    const rule: EngineFacts['rule'] = async (_, clock) => {
      await clock.sleep(1000)
      return answered()
    }
    const under = await open({ providers, rule })
    const run = await under.start(batchOf({ prompts: 5 }))
    await under.client.settings.set({ key: 'providerDayBudgetsUsd', value: { alpha: '1' } })
    expect(await advanceToRest(under, run)).toBe('paused')
    expect(await under.summary(run)).toMatchObject({ pauseReason: 'budget', counts: { succeeded: 1 } })
  })
})

describe('a smaller call', () => {
  it('goes where what is left is too little for the first in line', async () => {
    const under = await open()
    const dataset = [{ n: 'x'.repeat(3000) }, { n: 'x'.repeat(3000) }, { n: 'a' }, { n: 'b' }]
    const rates = { budgetUsd: '0.004', parameters: { maxOutputTokens: 100 } }
    under.provider.rule = () => answered({ reportedCostNanoUsd: NanoUsd.parse(3_000_000) })
    const run = await under.start(batchOf({ dataset, ...rates }))
    await advanceUntil(under, () => under.value<string>('select status from run') !== 'running', hourMs)
    expect(await under.summary(run)).toMatchObject({ pauseReason: 'budget', counts: { succeeded: 2 } })
  })
})
