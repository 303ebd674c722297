import { describe, expect, it } from 'vitest'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered, failed, serverError, tooFast } from '../builders/outcomes.ts'
import { tierOf } from '../builders/prices.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import type { Rule } from '../fakes/scripted-provider.ts'
import { linesOf, openWithRules, setRules, startAtMs, toldBy } from './alert-engine.ts'

/** A call costs 50,000 nano-USD: $0.00005. */
const tenSeconds: Rule = async (_, clock) => {
  await clock.sleep(10_000)
  return answered()
}

describe('rules of alerts', () => {
  it('tell once that a run, the day and the month have spent more than they should', async () => {
    const under = await openWithRules(
      [
        { name: 'run', when: { on: 'run_spend', aboveUsd: '0.0002' } },
        { name: 'day', when: { on: 'day_spend', aboveUsd: '0.0001' } },
        { name: 'month', when: { on: 'month_spend', aboveUsd: '0.0005' } },
      ],
      { rule: tenSeconds },
    )
    const run = await under.start(batchOf({ prompts: 8 }))
    await advance(under, 120_000)
    expect(linesOf(under)).toEqual(['fired workspace', `fired run:${run}`])
    expect(toldBy(under)).toMatchObject([
      { rule: 'day', measured: '$0.0002 today', bound: '$0.0001' },
      { rule: 'run', measured: '$0.00025', message: 'The run “a batch” has spent $0.00025, more than $0.0002.' },
    ])
    const { items } = await under.client.alerts.list()
    expect(items).toMatchObject([
      { rule: { name: 'run' }, firing: [{ subject: `run:${run}`, run }], lastFiredAtMs: expect.any(Number) },
      { rule: { name: 'day' }, firing: [{ subject: 'workspace' }], measured: '$0.0004 today' },
      { rule: { name: 'month' }, firing: [], measured: '$0.0004 this month' },
    ])
  })

  it('see the last call of a run that has ended by then', async () => {
    const under = await openWithRules([{ name: 'run', when: { on: 'run_spend', aboveUsd: '0.00004' } }])
    const run = await under.start(batchOf())
    await advance(under, 1000)
    expect(linesOf(under)).toEqual([`fired run:${run}`])
    await advance(under, 3_600_000)
    expect((await under.client.alerts.list()).items).toMatchObject([{ firing: [] }])
    expect(linesOf(under)).toHaveLength(1)
  })

  it('tell that too many calls fail, and when that is over', async () => {
    const someFail: Rule = async ({ index }, clock) => {
      await clock.sleep(10_000)
      return index < 20 ? failed('BAD_REQUEST') : answered()
    }
    const rule = { name: 'errors', when: { on: 'error_rate', above: 0.5, windowMinutes: 5, minCalls: 10 } } as const
    const under = await openWithRules([rule], { rule: someFail })
    await under.start(batchOf({ prompts: 60 }))
    await advance(under, 95_000)
    expect(toldBy(under)).toEqual([])
    await advance(under, 20_000)
    expect(toldBy(under)).toMatchObject([{ change: 'fired', on: 'error_rate', measured: '100.0 % of 10 calls', bound: '50.0 %' }])
    await advance(under, 600_000)
    expect(linesOf(under)).toEqual(['fired workspace', 'cleared workspace'])
  })

  it('tell that answers are slow, of the model that is meant', async () => {
    const rule = { name: 'slow', when: { on: 'latency', p95AboveMs: 5000, windowMinutes: 15, minCalls: 5, model: 'alpha/two' } }
    const under = await openWithRules([rule as never], {
      providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }],
      rule: async ({ call }, clock) => {
        await clock.sleep(call.wireId === 'two' ? 8000 : 100)
        return answered()
      },
    })
    await under.start(batchOf({ prompts: 10, models: ['alpha/one', 'alpha/two'] }))
    await advance(under, 120_000)
    expect(linesOf(under)).toEqual(['fired model:alpha/two'])
  })

  it('tell that an hour costs too much at this pace', async () => {
    const under = await openWithRules([{ name: 'burn', when: { on: 'burn_rate', aboveUsdPerHour: '0.001', windowMinutes: 5 } }], {
      rule: tenSeconds,
    })
    await under.start(batchOf({ prompts: 6 }))
    await advance(under, 70_000)
    expect(toldBy(under)).toMatchObject([{ on: 'burn_rate', measured: expect.stringContaining('an hour') }])
    await advance(under, 600_000)
    expect(linesOf(under)).toEqual(['fired workspace', 'cleared workspace'])
  })

  it('tell at once that a breaker has opened, and that it is closed', async () => {
    let isIll = true
    const under = await openEngine({ startAtMs, rule: () => (isIll ? serverError() : answered()) })
    const run = await under.start(batchOf({ prompts: 12 }))
    await advance(under, 20_000)
    expect(linesOf(under)).toEqual(['fired model:alpha/one'])
    isIll = false
    await advanceToRest(under, run)
    await advance(under, 1000)
    expect(linesOf(under)).toEqual(['fired model:alpha/one', 'cleared model:alpha/one'])
  })

  it('tell that a pool is paused for longer than it may', async () => {
    const under = await openEngine({ startAtMs, rule: () => tooFast(1_200_000) })
    const run = await under.start(batchOf())
    await advance(under, 4 * 60_000)
    expect(linesOf(under)).toEqual([])
    await advance(under, 61_000)
    expect(toldBy(under)).toMatchObject([{ change: 'fired', rule: 'pool-parked', subject: 'pool:alpha/default' }])
    await under.client.runs.cancel({ run, drain: false })
    await advance(under, 1_800_000)
    expect(linesOf(under)).toEqual(['fired pool:alpha/default', 'cleared pool:alpha/default'])
  })

  it('tell of a price that begins within a week, once, with what it was and will be', async () => {
    const under = await openEngine({ startAtMs })
    const tiers = [tierOf({ input: 4_000_000, output: 8_000_000 })]
    const price = { model: 'alpha/one', effectiveFromMs: startAtMs + 10 * 86_400_000, source: 'a letter', tiers }
    await under.client.prices.add(price as never)
    await under.settled()
    expect(linesOf(under)).toEqual([])
    await advance(under, 3 * 86_400_000 + 3_600_000)
    expect(toldBy(under)).toMatchObject([
      { rule: 'price-change', message: expect.stringContaining('input $1.00 → $4.00, output $2.00 → $8.00') },
    ])
    await advance(under, 10 * 86_400_000)
    expect(linesOf(under)).toEqual(['fired model:alpha/one'])
  })

  it('tell that a model departs from what it was at this hour on the days before', async () => {
    const workspace = temporaryFolder()
    let tookMs = 1000
    const rule: Rule = async (_, clock) => {
      await clock.sleep(tookMs)
      return answered()
    }
    for (let day = 0; day < 6; day += 1) {
      const before = await openEngine({ workspace, rule, startAtMs: startAtMs + day * 86_400_000 })
      await advanceToRest(before, await before.start(batchOf({ prompts: 3 })))
      await before.stop()
    }
    tookMs = 3000
    const under = await openEngine({ workspace, rule, startAtMs: startAtMs + 6 * 86_400_000 })
    await under.start(batchOf({ prompts: 40 }))
    await advance(under, 120_000)
    expect(toldBy(under)).toMatchObject([
      { rule: 'departure', subject: 'model:alpha/one', message: expect.stringContaining('of the same hour on 6 days') },
    ])
    await advance(under, 3_600_000)
    expect(linesOf(under)).toEqual(['fired model:alpha/one', 'cleared model:alpha/one'])
  })

  it('tell the same thing again only after the quiet time, over a restart too', async () => {
    const workspace = temporaryFolder()
    const rule = { name: 'open', when: { on: 'breaker_open', forMinutes: 0 }, quietMinutes: 10 } as const
    const before = await openWithRules([rule], { workspace })
    const hold = async (under: typeof before, to: 'open' | 'closed') => {
      await under.client.breakers.hold({ service: 'provider:alpha', hold: to, reason: 'a test' })
      await advance(under, 1000)
    }
    await hold(before, 'open')
    await hold(before, 'closed')
    await hold(before, 'open')
    expect(linesOf(before)).toEqual(['fired provider:alpha', 'cleared provider:alpha'])
    await before.stop()
    const after = await openEngine({ workspace, startAtMs: before.clock.nowMs() })
    await advance(after, 60_000)
    expect(linesOf(after)).toHaveLength(2)
    await advance(after, 10 * 60_000)
    expect(linesOf(after)).toEqual(['fired provider:alpha', 'cleared provider:alpha', 'fired provider:alpha'])
    await after.stop()
    const last = await openEngine({ workspace, startAtMs: after.clock.nowMs() })
    await advance(last, 3_600_000)
    expect(linesOf(last)).toHaveLength(3)
    expect((await last.client.alerts.list()).items).toMatchObject([{ firing: [{ subject: 'provider:alpha' }] }])
  })

  it('forget what a rule fired for that is turned off, and tell nothing of it', async () => {
    const rule = { name: 'open', when: { on: 'breaker_open', forMinutes: 0 } } as const
    const under = await openWithRules([rule])
    await under.client.breakers.hold({ service: 'provider:alpha', hold: 'open', reason: 'a test' })
    await under.settled()
    await setRules(under, [{ ...rule, isEnabled: false }])
    expect((await under.client.alerts.list()).items).toMatchObject([{ firing: [], lastFiredAtMs: null }])
    expect(linesOf(under)).toEqual(['fired provider:alpha'])
  })

  it('are edited like any setting: audited, and refused where they name a channel that is not there', async () => {
    const under = await openWithRules([{ name: 'run', when: { on: 'run_spend', aboveUsd: '1' } }])
    const { items } = await under.client.audit.list({ limit: 1 })
    expect(items).toMatchObject([{ subject: 'alertRules', user: 'ada', action: 'set' }])
    const named = [{ name: 'run', when: { on: 'run_spend', aboveUsd: '1' }, channels: ['ops'] }]
    await expect(under.client.settings.set({ key: 'alertRules', value: named })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const twice = [...named, ...named].map((rule) => ({ ...rule, channels: [] }))
    await expect(under.client.settings.set({ key: 'alertRules', value: twice })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
