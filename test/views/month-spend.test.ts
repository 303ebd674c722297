import { describe, expect, it } from 'vitest'
import { NanoUsd } from '#contract/units'
import { advance, batchOf, type EngineFacts, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

/** 20:00 in Berlin on the last day of a month, whose end is at 23:00 UTC. */
const eveningMs = Date.parse('2026-10-31T18:00:00Z')
const month = { fromMs: Date.parse('2026-09-30T22:00:00Z'), untilMs: Date.parse('2026-10-31T23:00:00Z') }
const costly = () => answered({ reportedCostNanoUsd: NanoUsd.parse(200_000) })

async function open(facts: EngineFacts = {}): Promise<EngineUnderTest> {
  const under = await openEngine({ startAtMs: eveningMs, rule: costly, ...facts })
  await under.client.settings.set({ key: 'timeZone', value: 'Europe/Berlin' })
  return under
}

const told = async (under: EngineUnderTest) => {
  await under.client.health.status()
  await under.settled()
  return (await under.client.health.status()).month
}

describe('what was spent this month', () => {
  it('is told with the budget of the month, whether there is one or not', async () => {
    const under = await open()
    expect((await under.client.health.status()).month).toBeNull()
    expect(await told(under)).toEqual({ ...month, spentNanoUsd: 0, budgetNanoUsd: null })
    await under.start(batchOf({ prompts: 3 }))
    expect(await told(under)).toMatchObject({ spentNanoUsd: 600_000, budgetNanoUsd: null })
    await under.client.settings.set({ key: 'monthBudgetUsd', value: '1.50' })
    expect(await told(under)).toMatchObject({ spentNanoUsd: 600_000, budgetNanoUsd: 1_500_000_000 })
  })

  it('holds what earlier engines spent in it, each call once', async () => {
    const under = await open()
    await under.start(batchOf({ prompts: 3 }))
    const next = await openEngine({ startAtMs: eveningMs + 60_000, rule: costly, workspace: under.crashed() })
    await next.start(batchOf({ prompts: 2 }))
    expect(await told(next)).toEqual({ ...month, spentNanoUsd: 1_000_000, budgetNanoUsd: null })
  })

  it('begins anew with the next month of the zone', async () => {
    const under = await open()
    await under.start(batchOf({ prompts: 3 }))
    expect(await told(under)).toMatchObject({ spentNanoUsd: 600_000 })
    await advance(under, 5 * 3_600_000)
    expect(await told(under)).toMatchObject({ fromMs: month.untilMs, spentNanoUsd: 0 })
  })

  it('holds at most what a call may have cost where nobody knows', async () => {
    const under = await open({ rule: () => failed('INVALID_RESPONSE', { stage: 'unanswered', httpStatus: 200 }) })
    await under.client.settings.set({ key: 'maxAttempts', value: 1 })
    await under.start(batchOf({ parameters: { maxOutputTokens: 100 } }))
    const upper = under.value<number>('select cost_upper_nanousd from attempt')
    expect(upper).toBeGreaterThan(0)
    expect(await told(under)).toMatchObject({ spentNanoUsd: upper })
  })
})
