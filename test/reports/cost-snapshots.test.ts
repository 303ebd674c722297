import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import { PriceTiers } from '#contract/prices'
import { batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import { tierOf, usageOf } from '../builders/prices.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const model = ModelRef.parse('alpha/one')
const tiers = PriceTiers.parse([
  tierOf({ input: 5_000_000, output: 7_000_000 }, { contextTokensOver: usageOf({ textOutputTokens: 50 }).textOutputTokens }),
  tierOf({ input: 500_000, output: 1_000_000 }, { serviceTier: 'flex' }),
  tierOf({ input: 1_000_000, output: 2_000_000 }),
])
const usage = usageOf({ uncachedInputTokens: 10, textOutputTokens: 10 })
const flex = { serviceTier: 'flex' }

async function open(rule: Rule): Promise<EngineUnderTest> {
  const under = await openEngine({ rule })
  await under.client.prices.add({ model, tiers, source: 'a list' })
  return under
}

/** What the first probe cost, and at which prices it says so: as its transcript and the ledger have it. */
async function pricing({ client }: EngineUnderTest, run: RunId) {
  const { costSnapshot, estimatedCost } = await client.runs.transcript({ run, model, promptIndex: 0, sample: 0 })
  const [call] = (await client.runs.calls({ run, limit: 1 })).items
  expect(call?.costSnapshot).toEqual(costSnapshot)
  return { nanoUsd: estimatedCost?.nanoUsd, input: costSnapshot?.costInputPerMillion, output: costSnapshot?.costOutputPerMillion }
}

describe('the prices that an answer shows', () => {
  it('are those of the service tier that was asked for, where the answer names none', async () => {
    const under = await open(() => answered({ usage }))
    const run = await under.start(batchOf({ parameters: flex }))
    expect(await pricing(under, run)).toEqual({ nanoUsd: 15_000, input: '0.5', output: '1' })
  })

  it('are those of the service tier that the answer names', async () => {
    const under = await open(() => answered({ usage, serviceTier: 'default' }))
    const run = await under.start(batchOf({ parameters: flex }))
    expect(await pricing(under, run)).toEqual({ nanoUsd: 30_000, input: '1', output: '2' })
  })

  it('are those of the long context by which an answer without usage was reckoned', async () => {
    const under = await open(() => answered({ usage: undefined, text: 'x'.repeat(40) }))
    const run = await under.start(batchOf({ prompt: 'x'.repeat(400), dataset: [{}] }))
    expect(await pricing(under, run)).toEqual({ nanoUsd: 100 * 5000 + 10 * 7000, input: '5', output: '7' })
  })

  it('are none where the tier it was served in has no price', async () => {
    const under = await open(() => answered({ usage, serviceTier: 'priority' }))
    expect(await pricing(under, await under.start(batchOf()))).toEqual({ nanoUsd: null, input: undefined, output: undefined })
  })

  it('stay what they were when the price changes', async () => {
    const under = await open(() => answered({ usage }))
    const run = await under.start(batchOf())
    await under.client.prices.add({ model, tiers: [tierOf({ input: 9, output: 9 })], source: 'a newer list' })
    expect(await pricing(under, run)).toEqual({ nanoUsd: 30_000, input: '1', output: '2' })
  })
})
