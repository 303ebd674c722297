import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const models = [{ wireId: 'one' }, { wireId: 'two' }]
const seedCatalog = seedCatalogOf([
  { key: 'aaa', kind: 'simulator', baseUrl: 'http://127.0.0.1:9/v1' },
  { key: 'alpha', models },
  { key: 'beta', models },
])
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const ref = (text: string) => text as ModelRef
const judge = async () => (await under.client.settings.infra()).items.find(({ task }) => task === 'judge')

describe('the models the app itself asks', () => {
  it('are one for each task, and none at all while no provider has a default', async () => {
    expect((await under.client.settings.infra()).items).toEqual([
      { task: 'scenario_expansion', setting: 'scenarioExpansionModel', set: null, model: null, via: null, warning: null },
      { task: 'judge', setting: 'judgeModel', set: null, model: null, via: null, warning: null },
    ])
  })

  it('follow the catalog and the settings, the simulator last', async () => {
    await under.client.models.setDefault({ ref: ref('aaa/one') })
    expect(await judge()).toMatchObject({ model: 'aaa/one', via: 'any_default' })
    await under.client.models.setDefault({ ref: ref('beta/one') })
    expect(await judge()).toMatchObject({ model: 'beta/one', via: 'any_default' })
    await under.client.settings.set({ key: 'judgeModel', value: 'beta/two' })
    expect(await judge()).toEqual({
      ...{ task: 'judge', setting: 'judgeModel', set: 'beta/two', model: 'beta/two', via: 'setting', warning: null },
    })
    await under.client.models.setDefault({ ref: ref('alpha/one') })
    await under.client.providers.set({ key: 'beta' as ProviderKey, isEnabled: false })
    expect(await judge()).toMatchObject({ set: 'beta/two', model: 'alpha/one', via: 'any_default', warning: 'provider_disabled' })
  })
})
