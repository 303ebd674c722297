import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Model, Provider } from '#contract/catalog'
import type { Pool } from '#contract/pools'
import type { PriceVersion } from '#contract/prices'
import type { Setting } from '#contract/settings'
import { temporaryWorkspace } from './assay.ts'
import { assayHere as assay, assayJsonHere as assayJson } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

interface List<T> {
  readonly items: readonly T[]
  readonly next?: string
}
const json = <T>(...args: string[]) => assayJson<T>(args, place)
const run = (...args: string[]) => assay(args, place)

/** Each command in the order in which a person would set a catalog up; the steps stand on each other. */
describe('the catalog from the command line', () => {
  it('adds, changes and lists providers, never showing a key', async () => {
    const added = await run(
      'providers',
      'add',
      'lab',
      '--kind',
      'openai-compatible',
      '--base-url',
      'http://127.0.0.1:9/v1',
      '--key-env',
      'LAB_API_KEY',
    )
    expect([added.code, added.stdout]).toEqual([0, 'Added lab. Next: assay models add lab/MODEL\n'])
    const changed = await json<Provider>('providers', 'set', 'lab', '--max-parallel', '3', '--enabled', 'off', '--attempt-ids', 'off')
    expect(changed).toMatchObject({ key: 'lab', maxParallel: 3, isEnabled: false, sendsAttemptId: false, credential: 'env:LAB_API_KEY' })
    const { stdout } = await assay(['providers', 'list'], { ...place, env: { LAB_API_KEY: 'sk-very-secret' } })
    expect(stdout).toMatch(/^lab +openai-compatible +disabled +env:LAB_API_KEY +3 /m)
    expect(stdout).not.toContain('sk-very-secret')
  })
  it('adds pools and sets their limits', async () => {
    await json<Pool>('pools', 'add', 'lab/batch', '--max-parallel', '8', '--rpm', '500')
    const pool = await json<Pool>(
      'pools',
      'set',
      'lab/batch',
      '--rpm',
      'none',
      '--tpm',
      '200000',
      '--day-resets-at',
      '00:00 America/Los_Angeles',
    )
    expect(pool.limits).toMatchObject({
      maxParallel: 8,
      requestsPerMinute: null,
      tokensPerMinute: 200_000,
      dayResetsAt: '00:00 America/Los_Angeles',
    })
    expect((await run('pools', 'list', '--provider', 'lab')).stdout).toMatch(/^lab\/batch +8 +– +200,000 .* idle$/m)
    const unclear = await run('pools', 'set', 'lab', '--rpm', '5')
    expect([unclear.code, unclear.stderr]).toEqual([2, 'lab has 2 pools. Name one: lab/batch, lab/default.\n'])
  })
  it('adds models with prices, moves them, and lists what can be used', async () => {
    await json<Model>('models', 'add', 'lab/one', '--input', '0.25', '--output', '2', '--context-window', '128000')
    expect(await json<Model>('models', 'set', 'lab/one', '--pool', 'batch', '--sunset', '2027-03-31')).toMatchObject({
      ...{ pool: 'batch', contextWindow: 128_000, sunsetAtMs: Date.parse('2027-03-31T00:00Z') },
    })
    expect((await json<Model>('models', 'default', 'lab/one')).isDefault).toBe(true)
    expect((await run('models', 'list', '--provider', 'lab')).stdout).toMatch(
      /^lab\/one \* +provider disabled +\$0\.25 +\$2\.00 +128k +batch$/m,
    )
    expect((await json<Model>('models', 'deprecate', 'lab/one', '--successor', 'none')).status).toBe('deprecated')
    expect((await json<Model>('models', 'reactivate', 'lab/one')).status).toBe('active')
  })
  it('pages through lists', async () => {
    const first = await json<List<Model>>('models', 'list', '--limit', '2')
    const second = await json<List<Model>>('models', 'list', '--limit', '2', '--after', first.next ?? '')
    expect([first.items.length, second.items.length]).toEqual([2, 2])
    expect((second.items[0]?.ref ?? '') > (first.items[1]?.ref ?? '')).toBe(true)
  })
  it('adds price versions, and keeps unknown apart from free', async () => {
    const added = await json<PriceVersion>(
      'prices',
      'add',
      'lab/one',
      '--input',
      '0',
      '--output',
      'unknown',
      '--cache-read',
      '0.025',
      '--from',
      '2026-12-01',
    )
    expect(added.tiers[0]?.rates).toMatchObject({ input: 0, output: null, cacheRead: 25_000, cacheWrite5m: null, reasoning: null })
    expect((await json<List<PriceVersion>>('prices', 'list', 'lab/one')).items.map(({ id }) => id)).toContain(added.id)
    expect((await run('prices', 'list', 'lab/one')).stdout).toMatch(/^2026-12-01T00:00:00Z +always +\$0\.00 +unknown +\$0\.025 /m)
  })
  it('sets and resets settings', async () => {
    expect(await json<Setting>('settings', 'set', 'maxCostPerCallUsd', '0.50')).toMatchObject({ value: '0.50', isDefault: false })
    expect(await json<Setting>('settings', 'set', 'rateLimitBackoffMs', '[1000, 2000]')).toMatchObject({ value: [1000, 2000] })
    expect(await json<Setting>('settings', 'reset', 'rateLimitBackoffMs')).toMatchObject({ value: [30_000, 60_000, 90_000, 120_000] })
    const daily = await json<Setting>('settings', 'set', 'providerDayBudgetsUsd', '{"lab":"5.00"}')
    expect(daily).toMatchObject({ value: { lab: '5.00' }, default: {} })
    expect(await json<Setting>('settings', 'set', 'monthBudgetUsd', '100')).toMatchObject({ value: '100' })
    expect(await json<Setting>('settings', 'set', 'timeZone', 'Europe/Berlin')).toMatchObject({ value: 'Europe/Berlin' })
    for (const key of ['providerDayBudgetsUsd', 'monthBudgetUsd', 'timeZone']) await json<Setting>('settings', 'reset', key)
    expect((await run('settings', 'list')).stdout).toMatch(
      /^maxCostPerCallUsd +"0\.50" +null +US dollars, such as 0\.50, or null: no bound$/m,
    )
  })
  it('verifies the simulator for a price, and says why a provider did not answer', async () => {
    const good = await run('providers', 'verify', 'simulator')
    expect([good.code, good.stdout]).toEqual([0, expect.stringMatching(/^simulator\/\S+ answered in \d.* for \$\d/)])
    await json<Provider>('providers', 'set', 'lab', '--enabled', 'on', '--key-env', 'none')
    const bad = await run('providers', 'verify', 'lab')
    expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/^lab\/one did not answer: NETWORK/)])
  })
  it('removes a provider that no run has used', async () => {
    await json('providers', 'add', 'spare', '--kind', 'openai', '--base-url', 'https://spare.example/v1')
    expect(await json('providers', 'remove', 'spare')).toMatchObject({ removed: 'spare' })
    const again = await run('providers', 'remove', 'spare')
    expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/^There is no provider "spare"\./)])
  })
})
