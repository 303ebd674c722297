import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SettingKey } from '#contract/settings'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const seedCatalog = seedCatalogOf([{ key: 'alpha', models: [{ wireId: 'judge-mini' }] }])
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
})
afterEach(async () => {
  const changed = (await under.client.settings.list()).items.filter((setting) => !setting.isDefault)
  const keys = changed.map(({ key }) => key).sort()
  for (const key of keys) await under.client.settings.reset({ key })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

async function settingOf(key: SettingKey): Promise<unknown> {
  return (await under.client.settings.list()).items.find((setting) => setting.key === key)?.value
}

const set = (key: SettingKey, value: unknown, revision?: number) => under.client.settings.set({ key, value: value as never, revision })

describe('settings', () => {
  it('each have a default, the waits after a rate limit among them', async () => {
    const { items } = await under.client.settings.list()
    expect(items.every((setting) => setting.isDefault && setting.revision === 0)).toBe(true)
    expect(await settingOf('rateLimitBackoffMs')).toEqual([30_000, 60_000, 90_000, 120_000])
    expect(await settingOf('maxAttempts')).toBe(5)
  })

  it('hold what they are set to, over a restart too, until they are reset', async () => {
    expect(await set('maxAttempts', 3)).toMatchObject({ key: 'maxAttempts', value: 3, default: 5, isDefault: false, revision: 1 })
    await under.stop()
    under = await openShippedEngine({ workspace: scratch.folder, seedCatalog })
    expect(await settingOf('maxAttempts')).toBe(3)
    expect(await under.client.settings.reset({ key: 'maxAttempts' })).toMatchObject({
      ...{ key: 'maxAttempts', value: 5, default: 5, isDefault: true, revision: 2 },
    })
    expect(under.rows("select value from system_setting where key = 'maxAttempts'")).toEqual([{ value: null }])
  })

  it('are a CONFLICT when they were set since they were read', async () => {
    const { revision } = await set('maxAttempts', 2)
    await set('maxAttempts', 3, revision)
    expect(await failureOf(set('maxAttempts', 4, revision))).toEqual({
      ...{ code: 'CONFLICT', what: 'setting', name: 'maxAttempts', reason: 'changed', revision: revision + 1 },
      fields: [{ name: 'value', given: 4, standing: 3 }],
    })
    expect(await failureOf(under.client.settings.reset({ key: 'maxAttempts', revision }))).toMatchObject({ reason: 'changed' })
    expect(await settingOf('maxAttempts')).toBe(3)
  })

  it.each([
    ['maxAttempts', 0, 'maxAttempts'],
    ['maxAttempts', 2.5, 'maxAttempts'],
    ['maxAttempts', '3', 'maxAttempts'],
    ['rateLimitBackoffMs', [], 'rateLimitBackoffMs'],
    ['rateLimitBackoffMs', [30_000, -1], 'rateLimitBackoffMs.1'],
    ['maxCostPerCallUsd', 0.5, 'maxCostPerCallUsd'],
    ['judgeModel', 7, 'judgeModel'],
    ['monthBudgetUsd', '-1', 'monthBudgetUsd'],
    ['monthBudgetUsd', 100, 'monthBudgetUsd'],
    ['providerDayBudgetsUsd', '5.00', 'providerDayBudgetsUsd'],
    ['providerDayBudgetsUsd', { alpha: '5 $' }, 'providerDayBudgetsUsd.alpha'],
    ['timeZone', 'Mars/Olympus', 'timeZone'],
    ['timeZone', '', 'timeZone'],
  ] as const)('refuse %s as %j, and say where', async (key, value, path) => {
    const before = await settingOf(key)
    expect(await failureOf(set(key, value))).toMatchObject({ code: 'INVALID_INPUT', source: 'settings', issues: [{ path }] })
    expect(await settingOf(key)).toEqual(before)
    expect(under.rows('select key from system_setting where value is not null')).toEqual([])
  })

  it('refuse a first delay above the longest, from whichever side', async () => {
    expect(await failureOf(set('retryInitialDelayMs', 120_000))).toMatchObject({
      ...{ code: 'INVALID_INPUT', issues: [{ path: 'retryInitialDelayMs' }] },
    })
    await set('retryMaxDelayMs', 300_000)
    await set('retryInitialDelayMs', 120_000)
    expect(await failureOf(set('retryMaxDelayMs', 60_000))).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await failureOf(under.client.settings.reset({ key: 'retryMaxDelayMs' }))).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('refuse a model that is not there, with what is near', async () => {
    expect(await failureOf(set('judgeModel', 'alpha/judge-mni'))).toEqual({
      ...{ code: 'NOT_FOUND', what: 'model', name: 'alpha/judge-mni', near: ['alpha/judge-mini'] },
    })
    expect(await set('judgeModel', 'alpha/judge-mini')).toMatchObject({ value: 'alpha/judge-mini' })
    expect(await set('judgeModel', null)).toMatchObject({ value: null })
  })

  it('refuse a day’s budget for a provider that is not there, with what is near', async () => {
    expect(await failureOf(set('providerDayBudgetsUsd', { alhpa: '5' }))).toMatchObject({
      code: 'NOT_FOUND',
      what: 'provider',
      near: ['alpha'],
    })
    expect(await set('providerDayBudgetsUsd', { alpha: '5' })).toMatchObject({ value: { alpha: '5' } })
  })

  it('leave a row for every change, with the value before and after', async () => {
    await set('assumedOutputTokens', 100)
    await under.client.settings.reset({ key: 'assumedOutputTokens' })
    const entries = under.rows(
      "select user, origin, action, before, after from audit_entry join audit_change on entry_id = id where audit_change.subject = 'assumedOutputTokens' order by id",
    )
    expect(entries).toEqual([
      { user: 'ada', origin: 'test', action: 'set', before: null, after: '100' },
      { user: 'ada', origin: 'test', action: 'reset', before: '100', after: null },
    ])
  })
})
