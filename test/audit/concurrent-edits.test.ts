import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog: seedCatalogOf([{ key: 'alpha' }]) })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const alpha = 'alpha' as ProviderKey
const one = 'alpha/one' as ModelRef
const pool = { provider: alpha, name: 'default' as PoolName }
const by = (origin: 'window' | 'cli') => createRouterClient(under.engine.router, { context: { user: origin, origin } })
type Client = ReturnType<typeof by>

interface Edited {
  /** The revision both have read. */
  readonly revision: (client: Client) => Promise<number>
  readonly set: (client: Client, revision: number, value: number) => Promise<{ readonly revision: number }>
  readonly value: (client: Client) => Promise<unknown>
  readonly field: string
}

const edits: Readonly<Record<'provider' | 'pool' | 'model' | 'setting', Edited>> = {
  provider: {
    revision: async (client) => (await client.providers.get({ key: alpha })).revision,
    set: (client, revision, value) => client.providers.set({ key: alpha, revision, maxParallel: value }),
    value: async (client) => (await client.providers.get({ key: alpha })).maxParallel,
    field: 'maxParallel',
  },
  pool: {
    revision: async (client) => (await client.pools.list({ provider: alpha })).items[0]?.revision ?? 0,
    set: (client, revision, value) => client.pools.set({ ...pool, revision, limits: { requestsPerMinute: value } }),
    value: async (client) => (await client.pools.list({ provider: alpha })).items[0]?.limits.requestsPerMinute,
    field: 'requestsPerMinute',
  },
  model: {
    revision: async (client) => (await client.models.get({ ref: one })).revision,
    set: (client, revision, value) => client.models.set({ ref: one, revision, contextWindow: value as never }),
    value: async (client) => (await client.models.get({ ref: one })).contextWindow,
    field: 'contextWindow',
  },
  setting: {
    revision: async (client) => (await client.settings.list()).items.find(({ key }) => key === 'maxAttempts')?.revision ?? -1,
    set: (client, revision, value) => client.settings.set({ key: 'maxAttempts', revision, value }),
    value: async (client) => (await client.settings.list()).items.find(({ key }) => key === 'maxAttempts')?.value,
    field: 'value',
  },
}

describe('two who edit the same at once, from the window and from the command line', () => {
  it.each(Object.entries(edits))('a %s: one is done, the other is told both values, and nothing is overwritten', async (what, edit) => {
    const [window, cli] = [by('window'), by('cli')]
    const revision = await edit.revision(window)
    const entries = under.rows('select id from audit_entry').length
    const both = await Promise.allSettled([edit.set(window, revision, 7), edit.set(cli, revision, 9)])
    const lost = both.findIndex(({ status }) => status === 'rejected')
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const [given, standing] = lost === 0 ? [7, 9] : [9, 7]
    expect(await edit.value(window)).toBe(standing)
    const failure = await failureOf(edit.set(lost === 0 ? window : cli, revision, given))
    expect(failure).toMatchObject({
      ...{ code: 'CONFLICT', what, reason: 'changed', revision: revision + 1 },
      fields: [{ name: edit.field, given, standing }],
    })
    expect(under.rows('select id from audit_entry')).toHaveLength(entries + 1)
    expect(await edit.set(cli, revision + 1, 5)).toMatchObject({ revision: revision + 2 })
  })

  it('a model’s fallback, a pool and a key are named as the contract names them', async () => {
    const { client } = under
    await client.models.add({ ref: 'alpha/two' as ModelRef })
    await client.pools.add({ provider: alpha, name: 'batch' as PoolName, limits: {} })
    const { revision } = await client.models.get({ ref: one })
    await client.models.set({ ref: one, pool: 'batch' as PoolName })
    expect(await failureOf(client.models.set({ ref: one, pool: 'default' as PoolName, revision }))).toMatchObject({
      fields: [{ name: 'pool', given: 'default', standing: 'batch' }],
    })
    expect(await failureOf(client.models.setFallback({ ref: one, fallback: 'alpha/two' as ModelRef, revision }))).toMatchObject({
      fields: [{ name: 'fallback', given: 'alpha/two', standing: null }],
    })
    const timeouts = { connectMs: 1, silenceMs: 2, totalMs: 3 }
    expect(await failureOf(client.providers.set({ key: alpha, revision: 0, timeouts, isEnabled: false }))).toMatchObject({
      fields: [
        { name: 'timeouts.connectMs', given: 1, standing: 10_000 },
        { name: 'timeouts.silenceMs', given: 2, standing: 120_000 },
        { name: 'timeouts.totalMs', given: 3, standing: 600_000 },
        { name: 'isEnabled', given: false, standing: true },
      ],
    })
  })

  it('of what is so already nothing is written, and no change is named', async () => {
    const { name } = await under.client.models.get({ ref: one })
    expect(await under.client.models.set({ ref: one, name })).toMatchObject({ change: null })
  })
})
