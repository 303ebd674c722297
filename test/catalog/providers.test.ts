import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef, ProviderKey } from '#contract/ids'
import { failureOf } from '../builders/failure.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const keys = new Set<string>()
const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, keys })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const key = (text: string) => text as ProviderKey
let added = 0

/** A provider of the test's own, with one model. */
async function addProvider(credential: string | null = null): Promise<ProviderKey> {
  added += 1
  const own = key(`gateway-${added}`)
  await under.client.providers.add({ key: own, kind: 'openai-compatible', baseUrl: 'https://llm.example/v1', credential })
  await under.client.models.add({ ref: `${own}/small` as ModelRef })
  return own
}

const availability = async (own: ProviderKey) => (await under.client.models.get({ ref: `${own}/small` as ModelRef })).availability

describe('a provider that is added', () => {
  it('has the safe defaults: enabled, one pool of one call at a time, the usual timeouts', async () => {
    const own = await addProvider()
    expect(await under.client.providers.get({ key: own })).toMatchObject({
      ...{ name: own, isEnabled: true, maxParallel: null, sendsAttemptId: true, stopped: null, revision: 1 },
      timeouts: { connectMs: 10_000, silenceMs: 120_000, totalMs: 600_000 },
    })
    const { items } = await under.client.pools.list({ provider: own })
    expect(items).toMatchObject([{ name: 'default', limits: { maxParallel: 1, requestsPerMinute: null }, inFlight: 0, revision: 1 }])
  })

  it('is refused under a key that is taken', async () => {
    const again = under.client.providers.add({ key: key('openai'), kind: 'openai', baseUrl: 'https://elsewhere.example' })
    expect(await failureOf(again)).toEqual({ code: 'CONFLICT', what: 'provider', name: 'openai', reason: 'exists' })
  })

  it('is refused without an address, unless the app serves it itself', async () => {
    const lost = under.client.providers.add({ key: key('lost'), kind: 'openai-compatible', baseUrl: null })
    expect(await failureOf(lost)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'baseUrl' }] })
    const own = key('own-simulator')
    expect(await under.client.providers.add({ key: own, kind: 'simulator', baseUrl: null })).toMatchObject({ baseUrl: null })
  })

  it('is refused with a key in place of the name of one', async () => {
    const leaky = under.client.providers.add({ key: key('leaky'), kind: 'openai', baseUrl: 'https://a.example', credential: 'sk-12345' })
    const failure = await failureOf(leaky)
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'credential' }] })
    expect(JSON.stringify(failure)).not.toContain('sk-12345')
  })
})

describe('a provider that is edited', () => {
  it('changes in what is given, and counts its revisions', async () => {
    const own = await addProvider()
    const edited = await under.client.providers.set({ key: own, name: 'Our gateway', maxParallel: 8, revision: 1 })
    expect(edited).toMatchObject({ name: 'Our gateway', maxParallel: 8, baseUrl: 'https://llm.example/v1', revision: 2 })
  })

  it('is a CONFLICT when it was edited since it was read, and nothing changes', async () => {
    const own = await addProvider()
    await under.client.providers.set({ key: own, name: 'first', revision: 1 })
    const late = under.client.providers.set({ key: own, name: 'second', revision: 1 })
    expect(await failureOf(late)).toEqual({
      ...{ code: 'CONFLICT', what: 'provider', name: own, reason: 'changed', revision: 2 },
      fields: [{ name: 'name', given: 'second', standing: 'first' }],
    })
    expect(await under.client.providers.get({ key: own })).toMatchObject({ name: 'first', revision: 2 })
  })

  it('keeps an address: it cannot be taken away', async () => {
    const own = await addProvider()
    expect(await failureOf(under.client.providers.set({ key: own, baseUrl: null }))).toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('may wait for its address while it is disabled, and is enabled only with one', async () => {
    const own = await addProvider()
    await under.client.providers.set({ key: own, isEnabled: false })
    expect(await under.client.providers.set({ key: own, baseUrl: null })).toMatchObject({ baseUrl: null, isEnabled: false })
    expect(await failureOf(under.client.providers.set({ key: own, isEnabled: true }))).toMatchObject({ issues: [{ path: 'baseUrl' }] })
    const both = { key: own, isEnabled: true, baseUrl: 'https://llm.example/v1' }
    expect(await under.client.providers.set(both)).toMatchObject({ isEnabled: true })
  })

  it('is NOT_FOUND under a key that is only near', async () => {
    expect(await failureOf(under.client.providers.get({ key: key('opnai') }))).toEqual({
      ...{ code: 'NOT_FOUND', what: 'provider', name: 'opnai' },
      near: ['openai'],
    })
  })

  it('makes its models unavailable when it is disabled, and available when it is not', async () => {
    const own = await addProvider()
    await under.client.providers.set({ key: own, isEnabled: false })
    expect(await availability(own)).toBe('provider_disabled')
    await under.client.providers.set({ key: own, isEnabled: true })
    expect(await availability(own)).toBe('available')
  })
})

describe('the key of a provider', () => {
  it('is needed once one is named: without it no model is available', async () => {
    const own = await addProvider('env:GATEWAY_API_KEY')
    expect([await availability(own), (await under.client.providers.get({ key: own })).isCredentialPresent]).toEqual([
      'no_credential',
      false,
    ])
    keys.add('env:GATEWAY_API_KEY')
    expect([await availability(own), (await under.client.providers.get({ key: own })).isCredentialPresent]).toEqual(['available', true])
  })

  it.each(['http://llm.example/v1', 'https://llm.example:8443/v1', 'https://llm.example.evil/v1'])(
    'goes nowhere else: at %s it is of no use until it is given again',
    async (baseUrl) => {
      keys.add('env:GATEWAY_API_KEY')
      const own = await addProvider('env:GATEWAY_API_KEY')
      const moved = await under.client.providers.set({ key: own, baseUrl, allowInsecure: true })
      expect(moved).toMatchObject({ credential: 'env:GATEWAY_API_KEY', isCredentialPresent: false })
      expect(await availability(own)).toBe('no_credential')
      expect(await failureOf(under.client.providers.verify({ key: own }))).toMatchObject({ code: 'MODEL_UNAVAILABLE' })
      expect(under.provider.requests).toEqual([])
      await under.client.providers.set({ key: own, credential: 'env:GATEWAY_API_KEY' })
      expect(await availability(own)).toBe('available')
    },
  )

  it('stays where only the path of the address changes', async () => {
    keys.add('env:GATEWAY_API_KEY')
    const own = await addProvider('env:GATEWAY_API_KEY')
    await under.client.providers.set({ key: own, baseUrl: 'https://llm.example/v2' })
    expect(await availability(own)).toBe('available')
  })

  it('is given and bound in one step with a new address', async () => {
    keys.add('env:OTHER_API_KEY')
    const own = await addProvider('env:GATEWAY_API_KEY')
    await under.client.providers.set({ key: own, baseUrl: 'https://other.example/v1', credential: 'env:OTHER_API_KEY' })
    expect(await availability(own)).toBe('available')
  })
})

describe('a provider that is removed', () => {
  it('is gone with its models, and its key can be used anew', async () => {
    const own = await addProvider()
    expect(await under.client.providers.remove({ key: own })).toMatchObject({ removed: own })
    expect(await failureOf(under.client.providers.get({ key: own }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await failureOf(under.client.models.get({ ref: `${own}/small` as ModelRef }))).toMatchObject({ code: 'NOT_FOUND' })
    await under.client.providers.add({ key: own, kind: 'openai-compatible', baseUrl: 'https://llm.example/v1' })
    expect((await under.client.models.list({ provider: own })).items).toEqual([])
  })
})

describe('every edit', () => {
  it('leaves a row that says who, when, by which door, before and after', async () => {
    const own = await addProvider()
    await under.client.providers.set({ key: own, maxParallel: 3 })
    await under.client.providers.remove({ key: own })
    const entries = under.rows<Record<string, string>>('select * from audit_entry where subject = ? order by id', own)
    expect(entries.map((entry) => entry['action'])).toEqual(['add', 'set', 'remove'])
    expect(entries[1]).toMatchObject({ user: 'ada', origin: 'test', subject_kind: 'provider' })
    const changes = under.rows<Record<string, string>>('select * from audit_change where subject = ? order by entry_id', own)
    expect(JSON.parse(changes[1]?.['before'] ?? '')).toMatchObject({ max_parallel: null, revision: 1 })
    expect(JSON.parse(changes[1]?.['after'] ?? '')).toMatchObject({ max_parallel: 3, revision: 2 })
    expect(changes[2]?.['after']).toBeNull()
  })
})
