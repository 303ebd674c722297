import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import { MicroUsdPerMillionTokens } from '#contract/units'
import { advance, advanceToRest, type BatchFacts, batchOf, type EngineFacts, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const unpriced: EngineFacts['providers'] = [{ key: 'alpha', models: [{ wireId: 'one', price: null }] }]
const aSecondEach: Rule = async (_, clock) => {
  await clock.sleep(1000)
  return answered()
}

/** Five probes, of which one was answered and one is being so when the run is paused. */
async function pausedRun(batch: BatchFacts = {}, facts: EngineFacts = {}): Promise<{ under: EngineUnderTest; run: RunId }> {
  const under = await openEngine({ rule: aSecondEach, ...facts })
  const run = await under.start(batchOf({ prompts: 5, ...batch }))
  await advance(under, 1500)
  await under.client.runs.pause({ run })
  await advance(under, 1000)
  return { under, run }
}

describe('a budget given to a run that goes on', () => {
  it('is refused where a model that is left has no price, and nothing is sent', async () => {
    const { under, run } = await pausedRun({}, { providers: unpriced })
    const resumed = under.client.runs.resume({ run, budgetUsd: '0.000001' })
    await expect(resumed).rejects.toMatchObject({ code: 'BUDGET_UNPRICED', data: { models: ['alpha/one'] } })
    await advance(under, 60_000)
    expect(under.provider.requests).toHaveLength(2)
    expect(await under.summary(run)).toMatchObject({ status: 'paused', budgetNanoUsd: null })
  })

  it('is taken without a price where the run allows it', async () => {
    const { under, run } = await pausedRun({ allowUnpriced: true }, { providers: unpriced })
    await under.client.runs.resume({ run, budgetUsd: '0.000001' })
    expect(await advanceToRest(under, run)).toBe('finished')
  })

  it('is refused when what was spent and the least that is left pass it', async () => {
    const { under, run } = await pausedRun()
    const { cost } = await under.summary(run)
    const budgetNanoUsd = cost.nanoUsd + 1
    const resumed = under.client.runs.resume({ run, budgetUsd: (budgetNanoUsd / 1e9).toFixed(9) })
    await expect(resumed).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED', data: { budgetNanoUsd, scope: 'run' } })
    await under.client.runs.resume({ run, budgetUsd: '0.01' })
    expect(await advanceToRest(under, run)).toBe('finished')
  })

  it('caps answers that had no cap, as at a start', async () => {
    const { under, run } = await pausedRun()
    const { maxOutputTokens } = await under.client.runs.quote({ batch: batchOf({ prompts: 5, budgetUsd: '0.05' }) })
    await under.client.runs.resume({ run, budgetUsd: '0.05' })
    await advanceToRest(under, run)
    const caps = under.provider.requests.map(({ call }) => call.parameters.maxOutputTokens)
    expect(caps).toEqual([undefined, undefined, maxOutputTokens, maxOutputTokens, maxOutputTokens])
    expect(under.value(`select json_extract(batch, '$.models[0].parameters.maxOutputTokens') from run`)).toBe(maxOutputTokens)
  })

  it('that is no amount changes nothing, whatever else was asked', async () => {
    const first = await openEngine({ rule: aSecondEach })
    await first.start(batchOf({ prompts: 2 }))
    const under = await openEngine({ workspace: first.crashed(), startAtMs: first.clock.nowMs() + 1000 })
    const [{ id: run } = { id: undefined }] = (await under.client.runs.list({ limit: 1 })).items
    if (run === undefined) throw new Error('no run')
    const resumed = under.client.runs.resume({ run, interrupted: 'fail', budgetUsd: '1,50' })
    await expect(resumed).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'budgetUsd' }] } })
    expect(await under.summary(run)).toMatchObject({ status: 'paused', counts: { interrupted: 1, failed: 0 } })
  })
})

describe('a price that is lost under a budget', () => {
  it('keeps the rest from leaving, until it is known again', async () => {
    const under = await openEngine({ rule: aSecondEach })
    const run = await under.start(batchOf({ prompts: 5, budgetUsd: '1' }))
    await advance(under, 1500)
    const priceFrom = (output: number | null) => {
      const rate = MicroUsdPerMillionTokens.parse(1_000_000)
      const known = { input: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate }
      const unknown = { audio: null, image: null, perRequest: null }
      const outputRate = output === null ? null : MicroUsdPerMillionTokens.parse(output)
      const rates = { ...known, ...unknown, output: outputRate, reasoning: outputRate }
      return under.client.prices.add({
        model: ModelRef.parse('alpha/one'),
        effectiveFromMs: under.clock.nowMs(),
        tiers: [{ rates }],
        source: 'a list',
      })
    }
    await priceFrom(null)
    expect(await advanceToRest(under, run)).toBe('paused')
    expect(await under.summary(run)).toMatchObject({ pauseReason: 'budget', counts: { attempts: 2 } })
    await priceFrom(2_000_000)
    await under.client.runs.resume({ run })
    expect(await advanceToRest(under, run)).toBe('finished')
  })
})
