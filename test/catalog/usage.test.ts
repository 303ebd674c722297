import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, RunId } from '#contract/ids'
import type { EpochMs, MicroUsdPerMillionTokens } from '#contract/units'
import { batchOf } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

const wireIds = ['one', 'two', 'three', 'four', 'five']
const seedCatalog = seedCatalogOf([{ key: 'alpha', models: wireIds.map((wireId) => ({ wireId })) }])
const clock = new VirtualClock()
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, clock, seedCatalog })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const ref = (text: string) => text as ModelRef

async function run(name: string, ...models: readonly string[]): Promise<RunId> {
  const { id } = await under.client.runs.start({ batch: batchOf({ name, models }) })
  for await (const progress of await under.client.runs.watch({ run: id })) if (progress.status === 'finished') break
  return id
}

const counts = async () => Object.fromEntries((await under.client.models.runCounts()).items.map(({ ref: model, runs }) => [model, runs]))

describe('what names a model', () => {
  it('is nothing at first, and a model that is not there is NOT_FOUND', async () => {
    expect(await counts()).toEqual({})
    expect(await under.client.models.usage({ ref: ref('alpha/one') })).toEqual({
      ...{ ref: 'alpha/one', isDefault: false, runs: { total: 0, active: 0, newest: [] }, fallbackOf: [], settings: [] },
    })
    expect(await failureOf(under.client.models.usage({ ref: ref('alpha/none') }))).toMatchObject({ code: 'NOT_FOUND', what: 'model' })
  })

  it('is every run that was begun with it, once each, newest first, those that are not over counted apart', async () => {
    const first = await run('first', 'alpha/one', 'alpha/two')
    const second = await run('second', 'alpha/one')
    under.provider.rule = () => new Promise(() => undefined)
    const { id: third } = await under.client.runs.start({ batch: batchOf({ name: 'third', models: ['alpha/one'] }) })
    expect(await counts()).toEqual({ 'alpha/one': 3, 'alpha/two': 1 })

    const { runs } = await under.client.models.usage({ ref: ref('alpha/one') })
    expect(runs).toMatchObject({ total: 3, active: 1 })
    expect(runs.newest.map(({ id, name }) => [id, name])).toEqual([
      ...[
        [third, 'third'],
        [second, 'second'],
        [first, 'first'],
      ],
    ])
    expect(runs.newest[1]).toEqual({ id: second, name: 'second', status: 'finished', createdAtMs: clock.nowMs() })
    expect((await under.client.models.usage({ ref: ref('alpha/two') })).runs).toMatchObject({ total: 1, active: 0 })
  })

  it('is the models that fall back to it, its being a default, and the settings', async () => {
    for (const other of ['alpha/five', 'alpha/four'])
      await under.client.models.setFallback({ ref: ref(other), fallback: ref('alpha/three') })
    await under.client.models.setDefault({ ref: ref('alpha/three') })
    await under.client.settings.set({ key: 'judgeModel', value: 'alpha/three' })
    expect(await under.client.models.usage({ ref: ref('alpha/three') })).toMatchObject({
      ...{ isDefault: true, fallbackOf: ['alpha/five', 'alpha/four'], settings: ['judgeModel'] },
    })
  })
})

describe('prices to come', () => {
  it('are those that will begin, soonest first, without what another of the same instant replaces', async () => {
    const at = (hours: number) => (clock.nowMs() + hours * 3_600_000) as EpochMs
    const rate = 1 as MicroUsdPerMillionTokens
    const rates = {
      ...{ input: rate, output: rate, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null, reasoning: null },
      ...{ audio: null, image: null, perRequest: null },
    }
    const add = async (model: string, hours: number, source: string) =>
      await under.client.prices.add({ model: ref(model), effectiveFromMs: at(hours), tiers: [{ rates }], source })
    await add('alpha/two', 2, 'wrong')
    await add('alpha/two', 2, 'right')
    await add('alpha/two', 0, 'now')
    await add('alpha/one', 3, 'last')
    await add('alpha/one', 1, 'first')
    const sources = async (limit?: number) => (await under.client.prices.upcoming({ limit })).items.map(({ source }) => source)
    expect(await sources()).toEqual(['first', 'right', 'last'])
    expect(await sources(1)).toEqual(['first'])
  })
})
