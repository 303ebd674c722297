import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const keys = new Set<string>()
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  const seedCatalog = seedCatalogOf([
    { key: 'alpha', credential: 'env:ALPHA_API_KEY' },
    { key: 'beta', models: [{ wireId: 'one', price: null }] },
  ])
  under = await openShippedEngine({ workspace: path.join(scratch.folder, 'workspace'), seedCatalog, keys })
  const batch = Batch.parse({ name: 'small', prompt: 'Say {{n}}.', dataset: [{ n: 1 }, { n: 2 }, { n: 3 }], models: ['beta/one'] })
  const { id } = await under.client.runs.start({ batch })
  while ((await under.client.runs.get({ run: id })).status !== 'finished') await new Promise((resolve) => setImmediate(resolve))
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

describe('the status of an engine', () => {
  it('says where it is and what it is doing', async () => {
    expect(await under.client.health.status()).toMatchObject({
      ...{ version: '0.0.0', workspace: under.workspace, pid: 1, activeRuns: 0, inFlight: 0, storage: 'ok' },
    })
  })
})

describe('the doctor', () => {
  const check = async (name: string) => (await under.client.health.doctor()).items.find((item) => item.name === name)

  it('finds a sound database and counts its attempts', async () => {
    expect(await check('database')).toEqual({ name: 'database', status: 'ok', detail: 'sound, 3 attempts' })
  })

  it('warns of a provider whose key is missing, and names where it was looked for', async () => {
    keys.clear()
    expect(await check('provider alpha')).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('no key at env:ALPHA_API_KEY'),
    })
    keys.add('env:ALPHA_API_KEY')
    expect(await check('provider alpha')).toMatchObject({ status: 'ok' })
  })

  it('names a key that was given for another address', async () => {
    keys.add('env:ALPHA_API_KEY')
    await under.client.providers.set({ key: 'alpha' as ProviderKey, baseUrl: 'https://elsewhere.example/v1' })
    expect(await check('provider alpha')).toMatchObject({ status: 'warning', detail: expect.stringContaining('given for another address') })
  })

  it('notes models without a price, providers without a default, and those switched off', async () => {
    await under.client.providers.set({ key: 'beta' as ProviderKey, isEnabled: false })
    expect(await check('provider beta')).toMatchObject({ detail: '1 models, disabled, no default model, 1 without a price' })
    await under.client.models.setDefault({ ref: 'beta/one' as ModelRef })
    expect((await check('provider beta'))?.detail).not.toContain('no default')
  })
})

describe('a backup', () => {
  it('is a sound copy with every attempt, in the backups folder unless told', async () => {
    const { file, bytes, attempts } = await under.client.health.backup({})
    expect(path.dirname(file)).toBe(path.join(under.workspace, 'backups'))
    expect([attempts, bytes > 0]).toEqual([3, true])
    const copy = new BetterSqlite(file, { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(copy.prepare('select count(*) from attempt').pluck().get()).toBe(3)
    copy.close()
  })

  it('never overwrites a file', async () => {
    const file = path.join(scratch.folder, 'mine.db')
    writeFileSync(file, 'precious')
    expect(await failureOf(under.client.health.backup({ file }))).toMatchObject({ code: 'CONFLICT', what: 'file', reason: 'exists' })
  })

  it('that finds no folder says which, and leaves nothing', async () => {
    writeFileSync(path.join(scratch.folder, 'a-file'), '')
    const file = path.join(scratch.folder, 'a-file', 'copy.db')
    expect(await failureOf(under.client.health.backup({ file }))).toEqual({
      ...{ code: 'STORAGE_FULL', folder: path.dirname(file), reason: 'read_only' },
    })
    expect(existsSync(file)).toBe(false)
  })
})
