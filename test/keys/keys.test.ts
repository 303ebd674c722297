import { readdirSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { KeyInfo } from '#contract/keys'
import { failureOf } from '../builders/failure.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { FakeKeychain } from '../fakes/fake-keychain.ts'
import { alpha, openKeyedEngine, origin } from './keyed-engine.ts'

type Facts = Parameters<typeof openKeyedEngine>[0]

async function open(facts: Facts = {}) {
  const under = await openKeyedEngine(facts)
  onTestFinished(() => under.stop())
  const { keys, providers } = under.client
  const info = async (): Promise<KeyInfo | undefined> => (await keys.list()).items[0]
  const toFile = (value = 'the-key-of-alpha') => keys.set({ place: 'file', provider: alpha, value, consent: { accepted: true } })
  const moveTo = (baseUrl: string) => providers.set({ key: alpha, baseUrl })
  return { ...under, keys, info, toFile, moveTo }
}

/** The key that the last request carried. */
const sent = (under: Awaited<ReturnType<typeof open>>) => under.provider.requests.at(-1)?.call.apiKey

/** What a provider that cannot be asked answers. */
const refusedFor = (reason: string) => ({ code: 'MODEL_UNAVAILABLE', models: [{ ref: alpha, reason, instead: [] }] })

describe('a key that is given', () => {
  it.each(['session', 'file', 'os'] as const)(
    'for %s is told by its last four characters, and goes out with the next request',
    async (place) => {
      const under = await open({ keychain: new FakeKeychain() })
      const given = { provider: alpha, value: 'the-key-of-alpha' }
      const consent = { accepted: true } as const
      const told = await under.keys.set(place === 'session' ? { place, ...given } : { place, ...given, consent })
      expect(told).toEqual({
        ...{ provider: 'alpha', state: 'present', place, env: null, lastFour: 'lpha', unreadable: null },
        ...{ origin, boundTo: origin },
      })
      expect(await under.client.providers.verify({ key: alpha })).toMatchObject({ ok: true })
      expect(sent(under)).toBe('the-key-of-alpha')
    },
  )
  it('as the name of a variable is read from there', async () => {
    const under = await open({ env: { OTHER_TOKEN: 'a-token-of-alpha' } })
    expect(await under.keys.set({ place: 'env', provider: alpha, env: 'OTHER_TOKEN' })).toMatchObject({
      ...{ state: 'present', place: 'env', env: 'OTHER_TOKEN', lastFour: 'lpha' },
    })
  })
  it('is told by nothing when it is shorter than twelve characters', async () => {
    expect((await (await open()).toFile('eleven-char')).lastFour).toBeNull()
    expect((await (await open()).toFile('twelve-chars')).lastFour).toBe('hars')
  })
  it('lifts the stop that the one before caused', async () => {
    const under = await open({
      env: { ALPHA_API_KEY: 'a-wrong-key' },
      rule: ({ call }) => (call.apiKey === 'a-wrong-key' ? failed('AUTH') : answered()),
    })
    await under.client.providers.verify({ key: alpha })
    expect((await under.client.providers.get({ key: alpha })).stopped).toBe('AUTH')
    await under.toFile()
    expect((await under.client.providers.get({ key: alpha })).stopped).toBeNull()
  })
  it('takes the place of the one before, which is deleted wherever it was', async () => {
    const under = await open()
    await under.toFile()
    await under.keys.set({ place: 'session', provider: alpha, value: 'another-key' })
    expect(readdirSync(under.configFolder)).toEqual([])
    await under.client.providers.verify({ key: alpha })
    expect(sent(under)).toBe('another-key')
    expect(under.provider.forgotten).toEqual(['the-key-of-alpha'])
  })
  it('is refused without the consent it needs, and nothing changes', async () => {
    const under = await open({ keychain: new FakeKeychain({ backend: 'basic_text' }) })
    for (const place of ['file', 'os'] as const) {
      const failure = await failureOf(under.keys.set({ place, provider: alpha, value: 'the-key-of-alpha' }))
      expect(failure).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'consent' }] })
    }
    expect([await under.info(), readdirSync(under.configFolder)]).toMatchObject([{ place: 'env', state: 'missing' }, []])
  })
  it('is refused in a place this shell does not have', async () => {
    const under = await open()
    const failure = await failureOf(under.keys.set({ place: 'os', provider: alpha, value: 'the-key-of-alpha' }))
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'place', message: expect.stringMatching(/desktop app/) }] })
  })
  it('leaves who, when, where and the consent in the audit', async () => {
    const under = await open()
    await under.toFile()
    const [entry] = under.rows<Record<string, string>>(
      "select * from audit_entry join audit_change on entry_id = id where action = 'set_key'",
    )
    expect(entry).toMatchObject({ user: 'ada', subject: 'alpha', reason: 'consented to keep it in a file' })
    expect(JSON.parse(entry?.['after'] ?? '')).toMatchObject({ credential_ref: 'file:alpha', credential_origin: origin })
    const file = (await under.keys.places()).items.find(({ place }) => place === 'file')
    expect(file?.consent).toMatchObject({ by: 'ada' })
  })
})

describe('a key and the address of its provider', () => {
  it.each(['https://alpha.example:8443/v1', 'https://alpha.example.evil/v1', 'http://127.0.0.1:9/v1'])(
    'part when it moves to %s, until the key is given again',
    async (baseUrl) => {
      const under = await open()
      await under.toFile()
      await under.moveTo(baseUrl)
      expect(await under.info()).toMatchObject({ state: 'unbound', boundTo: origin, origin: new URL(baseUrl).origin })
      expect(await failureOf(under.client.providers.verify({ key: alpha }))).toEqual(refusedFor('key_unbound'))
      await under.toFile('a-key-for-there')
      await under.client.providers.verify({ key: alpha })
      expect(sent(under)).toBe('a-key-for-there')
    },
  )
  it('stay together when only the path changes', async () => {
    const under = await open()
    await under.toFile()
    await under.moveTo(`${origin}/v2`)
    expect(await under.info()).toMatchObject({ state: 'present' })
  })
  it('come together again when a person confirms the new one, and it alone', async () => {
    const under = await open()
    await under.toFile()
    await under.moveTo('https://beta.example/v1')
    const stale = under.keys.confirm({ provider: alpha, origin })
    expect(await failureOf(stale)).toEqual({ code: 'CONFLICT', what: 'key', name: 'alpha', reason: 'changed' })
    expect(await under.keys.confirm({ provider: alpha, origin: 'https://beta.example' })).toMatchObject({ state: 'present' })
    await under.moveTo(`${origin}/v1`)
    expect(await under.info()).toMatchObject({ state: 'unbound', boundTo: 'https://beta.example' })
    const nothing = under.keys.confirm({ provider: alpha, origin: 'https://beta.example' })
    expect(await failureOf(nothing)).toMatchObject({ code: 'CONFLICT', reason: 'changed' })
  })
  it('cannot be joined by a workspace that names the key for an address of its own', async () => {
    const mine = await open()
    await mine.toFile()
    const theirs = await open({ configFolder: mine.configFolder })
    await theirs.client.providers.set({ key: alpha, baseUrl: 'https://evil.example/v1', credential: 'file:alpha' })
    expect(await theirs.info()).toMatchObject({ state: 'missing', origin: 'https://evil.example', lastFour: null })
    expect(await failureOf(theirs.client.providers.verify({ key: alpha }))).toEqual(refusedFor('no_credential'))
    expect(theirs.provider.requests).toEqual([])
  })
  it('in clear to another machine are refused at save, and wait for an admin where they got in all the same', async () => {
    const under = await open({ env: { ALPHA_API_KEY: 'the-key-of-alpha' } })
    expect(await failureOf(under.moveTo('http://alpha.example/v1'))).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'baseUrl' }] })
    await under.client.providers.set({
      key: alpha,
      baseUrl: 'http://alpha.example/v1',
      credential: 'env:ALPHA_API_KEY',
      allowInsecure: true,
    })
    expect((await under.client.providers.verify({ key: alpha })).ok).toBe(true)
    await under.client.providers.set({ key: alpha, allowInsecure: false })
    expect(await under.info()).toMatchObject({ state: 'insecure' })
    expect(await failureOf(under.client.providers.verify({ key: alpha }))).toEqual(refusedFor('key_insecure'))
    expect(await failureOf(under.toFile())).toMatchObject({ code: 'CONFLICT', what: 'key', reason: 'state' })
    const audited = under.rows<{ after: string }>("select after from audit_change where subject = 'alpha' order by entry_id")
    expect(audited.map(({ after }) => JSON.parse(after).allow_insecure)).toEqual([1, 0])
  })
})

describe('the name of a variable that came by an import', () => {
  async function imported() {
    const workspace = temporaryFolder()
    const first = await openKeyedEngine({ workspace })
    await first.stop()
    const { default: BetterSqlite } = await import('better-sqlite3')
    const db = new BetterSqlite(`${workspace}/assay.db`)
    db.exec('update provider set credential_confirmed = 0')
    db.close()
    return await open({ workspace, env: { ALPHA_API_KEY: 'the-key-of-alpha' } })
  }
  it('is of no use until a person confirms it by name', async () => {
    const under = await imported()
    expect(await under.info()).toMatchObject({ state: 'unconfirmed', env: 'ALPHA_API_KEY' })
    expect(await failureOf(under.client.providers.verify({ key: alpha }))).toEqual(refusedFor('key_unconfirmed'))
    for (const env of [{}, { env: 'OTHER_API_KEY' }])
      expect(await failureOf(under.keys.confirm({ provider: alpha, origin, ...env }))).toMatchObject({
        code: 'CONFLICT',
        reason: 'changed',
      })
    expect(await under.keys.confirm({ provider: alpha, origin, env: 'ALPHA_API_KEY' })).toMatchObject({ state: 'present' })
    expect(await under.client.providers.verify({ key: alpha })).toMatchObject({ ok: true })
  })
  it('is confirmed where the app itself brought it', async () => {
    const under = await open({ env: { ALPHA_API_KEY: 'the-key-of-alpha' } })
    expect(await under.info()).toMatchObject({ state: 'present' })
    const again = under.keys.confirm({ provider: alpha, origin, env: 'ALPHA_API_KEY' })
    expect(await failureOf(again)).toMatchObject({ code: 'CONFLICT', reason: 'state' })
  })
})

describe('a key that is removed', () => {
  it('is deleted, and its provider has none', async () => {
    const under = await open()
    await under.toFile()
    expect(await under.keys.remove({ provider: alpha })).toMatchObject({ state: 'not_needed', place: null })
    expect(readdirSync(under.configFolder)).toEqual([])
  })
  it('goes with its provider', async () => {
    const under = await open()
    await under.toFile()
    await under.client.providers.remove({ key: alpha })
    expect(readdirSync(under.configFolder)).toEqual([])
  })
  it('goes when its provider is given the name of a variable instead', async () => {
    const under = await open()
    await under.toFile()
    await under.client.providers.set({ key: alpha, credential: 'env:ALPHA_API_KEY' })
    expect(readdirSync(under.configFolder)).toEqual([])
  })
})
