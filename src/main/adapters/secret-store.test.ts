import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeKeychain } from '../../../test/fakes/fake-keychain.ts'
import type { Keychain } from './keychain.ts'
import { createSecretStore } from './secret-store.ts'

let configFolder = ''
beforeEach(() => {
  configFolder = mkdtempSync(path.join(tmpdir(), 'assay-secrets-'))
})
afterEach(() => rmSync(configFolder, { recursive: true }))

const origin = 'https://a.example'
const elsewhere = 'https://b.example'
const consent = { by: 'ada', atMs: 1 }
const inFile = (name: string) => path.join(configFolder, name)

function storeWith(env: Record<string, string> = {}, keychain?: Keychain) {
  const heard: string[] = []
  const store = createSecretStore({ env, configFolder, onSecret: (value) => heard.push(value), ...(keychain && { keychain }) })
  const keep = async (place: 'session' | 'file' | 'os', value = 'the-key', agreed: typeof consent | null = null) =>
    await store.keeping.keep({ place, name: 'mine', origin, value, consent: agreed })
  return { heard, keep, ...store }
}

describe('a key in the environment', () => {
  it('is read, wherever it is to be sent: the catalog binds it', async () => {
    expect(await storeWith({ OPENAI_API_KEY: 'sk-1' }).read('env:OPENAI_API_KEY', origin)).toEqual({ kind: 'found', value: 'sk-1' })
  })
  it('is not looked up under a name that is no key', async () => {
    const store = storeWith({ HOME: '/home/ada', AWS_SECRET: 'x' })
    expect(await store.read('env:HOME', origin)).toEqual({ kind: 'missing' })
    expect(store.has('env:AWS_SECRET', origin)).toBe(false)
  })
  it('is missing when it is empty', () => {
    expect(storeWith({ OPENAI_API_KEY: '' }).has('env:OPENAI_API_KEY', origin)).toBe(false)
  })
})

describe('the log', () => {
  it('is told every value that is handed out, and every value that is kept before it is', async () => {
    const store = storeWith({ A_TOKEN: 'secret-value' })
    await store.read('env:A_TOKEN', origin)
    expect((await store.keep('file')).kind).toBe('consent')
    expect(store.heard).toEqual(['secret-value', 'the-key'])
  })
})

describe.each(['session', 'file', 'os'] as const)('a key kept in %s', (place) => {
  const open = () => storeWith({}, new FakeKeychain())
  const ref = `${place}:mine`

  it('is found under the origin it was given for, and under no other', async () => {
    const store = open()
    expect(await store.keep(place, 'the-key', consent)).toEqual({ kind: 'done' })
    expect(await store.read(ref, origin)).toEqual({ kind: 'found', value: 'the-key' })
    expect([store.has(ref, origin), store.has(ref, elsewhere), store.has(ref, null)]).toEqual([true, false, false])
    expect(await store.read(ref, elsewhere)).toEqual({ kind: 'missing' })
  })
  it('takes the place of the one before', async () => {
    const store = open()
    await store.keep(place, 'the-old-key', consent)
    await store.keep(place, 'the-new-key', consent)
    expect(await store.read(ref, origin)).toEqual({ kind: 'found', value: 'the-new-key' })
  })
  it('moves to another origin when a person says so', async () => {
    const store = open()
    await store.keep(place, 'the-key', consent)
    expect(await store.keeping.rebind(ref, origin, elsewhere)).toEqual({ kind: 'done' })
    expect([store.has(ref, origin), await store.read(ref, elsewhere)]).toEqual([false, { kind: 'found', value: 'the-key' }])
    expect(await store.keeping.rebind(ref, origin, elsewhere)).toEqual({ kind: 'missing' })
  })
  it('is gone when it is forgotten, and leaves no file', async () => {
    const store = open()
    await store.keep(place, 'the-key', consent)
    expect(await store.keeping.forget(ref, origin)).toEqual({ kind: 'done' })
    expect([await store.read(ref, origin), readdirSync(configFolder)]).toEqual([{ kind: 'missing' }, []])
  })
  it('is not confused with what every object has', async () => {
    expect(await open().read(`${place}:constructor`, origin)).toEqual({ kind: 'missing' })
  })
})

describe('a session key', () => {
  it('lives in memory alone', async () => {
    const store = storeWith()
    await store.keep('session')
    expect([store.has('session:mine', origin), storeWith().has('session:mine', origin), readdirSync(configFolder)]).toEqual([
      true,
      false,
      [],
    ])
  })
})

describe('a key file', () => {
  it('is for the owner alone, and found by the next process', async () => {
    await storeWith().keep('file', 'the-key', consent)
    expect(await storeWith().read('file:mine', origin)).toEqual({ kind: 'found', value: 'the-key' })
    expect(statSync(inFile('secrets.json')).mode & 0o777).toBe(0o600)
  })
  it('is not made without consent; the consent given once is recorded and holds', async () => {
    const store = storeWith()
    expect(await store.keep('file')).toEqual({ kind: 'consent' })
    expect(readdirSync(configFolder)).toEqual([])
    await store.keep('file', 'the-key', consent)
    expect(await store.keep('file', 'another-key')).toEqual({ kind: 'done' })
    expect(await store.keeping.places()).toContainEqual(expect.objectContaining({ place: 'file', needsConsent: true, consent }))
  })
  it('without a recorded consent gives nothing away', async () => {
    writeFileSync(inFile('secrets.json'), JSON.stringify({ consent: null, secrets: [{ name: 'mine', origin, value: 'k' }] }))
    expect([await storeWith().read('file:mine', origin), storeWith().has('file:mine', origin)]).toEqual([{ kind: 'missing' }, false])
  })
  it('that another process changes is read anew', async () => {
    const [one, other] = [storeWith(), storeWith()]
    await one.keep('file', 'the-key', consent)
    await other.keep('file', 'another-key', consent)
    expect(await one.read('file:mine', origin)).toEqual({ kind: 'found', value: 'another-key' })
  })
  it('that is damaged is left as it is, and says so', async () => {
    writeFileSync(inFile('secrets.json'), '{"consent":')
    const store = storeWith()
    expect(await store.read('file:mine', origin)).toEqual({ kind: 'unreadable', why: 'damaged' })
    expect(await store.keep('file', 'the-key', consent)).toEqual({ kind: 'unavailable', why: 'damaged' })
    expect(await store.keeping.places()).toContainEqual(expect.objectContaining({ place: 'file', isAvailable: false, reason: 'damaged' }))
    expect(readFileSync(inFile('secrets.json'), 'utf8')).toBe('{"consent":')
  })
  it('that cannot be written is told by folder and reason', async () => {
    const folder = path.join(configFolder, 'taken')
    writeFileSync(folder, '')
    const store = createSecretStore({ env: {}, configFolder: folder, onSecret: () => undefined })
    const kept = await store.keeping.keep({ place: 'file', name: 'mine', origin, value: 'the-key', consent })
    expect(kept).toEqual({ kind: 'failed', folder, reason: 'read_only' })
  })
})

describe('a key in the keychain', () => {
  it('stands in the file as ciphertext alone, for the owner alone', async () => {
    await storeWith({}, new FakeKeychain()).keep('os', 'the-key')
    expect(readFileSync(inFile('keychain.json'), 'utf8')).not.toContain('the-key')
    expect(statSync(inFile('keychain.json')).mode & 0o777).toBe(0o600)
  })
  it('is opened once in a process, however often it is asked for', async () => {
    const keychain = new FakeKeychain()
    await storeWith({}, keychain).keep('os')
    const store = storeWith({}, keychain)
    await store.read('os:mine', origin)
    await store.read('os:mine', origin)
    expect(keychain.opened).toBe(1)
  })
  it('is there but unreadable in a shell without a keychain, and says that the desktop app has one', async () => {
    await storeWith({}, new FakeKeychain()).keep('os')
    const other = storeWith()
    expect(await other.read('os:mine', origin)).toEqual({ kind: 'unreadable', why: 'other_shell' })
    expect(other.has('os:mine', origin)).toBe(false)
    expect(await other.keep('os')).toEqual({ kind: 'unavailable', why: 'other_shell' })
  })
  it('is unreadable while the system offers no keychain', async () => {
    const keychain = new FakeKeychain()
    await storeWith({}, keychain).keep('os')
    keychain.isThere = false
    const store = storeWith({}, keychain)
    expect(await store.read('os:mine', origin)).toEqual({ kind: 'unreadable', why: 'no_keychain' })
    expect(await store.keep('os')).toEqual({ kind: 'unavailable', why: 'no_keychain' })
    expect(await store.keeping.places()).toContainEqual(
      expect.objectContaining({ place: 'os', isAvailable: false, reason: 'no_keychain', backend: null }),
    )
  })
  it('that another account encrypted is said to be so', async () => {
    await storeWith({}, new FakeKeychain()).keep('os')
    const keychain = new FakeKeychain({ password: 'other' })
    expect(await storeWith({}, keychain).read('os:mine', origin)).toEqual({ kind: 'unreadable', why: 'not_decryptable' })
  })
  it('is encrypted anew when the system has a newer key', async () => {
    const keychain = new FakeKeychain()
    await storeWith({}, keychain).keep('os')
    const before = readFileSync(inFile('keychain.json'), 'utf8')
    keychain.rotate()
    expect(await storeWith({}, keychain).read('os:mine', origin)).toEqual({ kind: 'found', value: 'the-key' })
    expect(readFileSync(inFile('keychain.json'), 'utf8')).not.toBe(before)
    expect(await storeWith({}, keychain).read('os:mine', origin)).toEqual({ kind: 'found', value: 'the-key' })
  })
  it('is refused under the basic_text backend unless a person consents, which is recorded', async () => {
    const store = storeWith({}, new FakeKeychain({ backend: 'basic_text' }))
    expect(await store.keep('os')).toEqual({ kind: 'consent' })
    expect(readdirSync(configFolder)).toEqual([])
    expect(await store.keep('os', 'the-key', consent)).toEqual({ kind: 'done' })
    const os = { place: 'os', isAvailable: true, reason: null, needsConsent: true, consent, backend: 'basic_text' }
    expect(await store.keeping.places()).toContainEqual(os)
    expect(JSON.parse(readFileSync(inFile('keychain.json'), 'utf8'))).toMatchObject({ consent })
  })
  it('needs no consent where the keychain protects it', async () => {
    const os = { place: 'os', isAvailable: true, reason: null, needsConsent: false, consent: null, backend: 'gnome_libsecret' }
    expect(await storeWith({}, new FakeKeychain()).keeping.places()).toContainEqual(os)
  })
})
