import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecretStore } from './secret-store.ts'

let configFolder = ''
beforeEach(() => {
  configFolder = mkdtempSync(path.join(tmpdir(), 'assay-secrets-'))
})
afterEach(() => rmSync(configFolder, { recursive: true }))

function storeWith(env: Record<string, string> = {}) {
  const heard: string[] = []
  return { heard, ...createSecretStore({ env, configFolder, onSecret: (value) => heard.push(value) }) }
}

describe('createSecretStore', () => {
  it('reads a key from the environment', async () => {
    expect(await storeWith({ OPENAI_API_KEY: 'sk-1' }).read('env:OPENAI_API_KEY')).toEqual({ kind: 'found', value: 'sk-1' })
  })
  it('reads no variable whose name is not a key', async () => {
    const store = storeWith({ HOME: '/home/ada', AWS_SECRET: 'x' })
    expect(await store.read('env:HOME')).toEqual({ kind: 'missing' })
    expect(await store.read('env:AWS_SECRET')).toEqual({ kind: 'missing' })
  })
  it('takes an empty variable as missing', () => {
    expect(storeWith({ OPENAI_API_KEY: '' }).has('env:OPENAI_API_KEY')).toBe(false)
  })
  it('tells the log every value it hands out', async () => {
    const store = storeWith({ A_TOKEN: 'secret-value' })
    await store.read('env:A_TOKEN')
    expect(store.heard).toEqual(['secret-value'])
  })
  it('keeps a session key in memory alone', () => {
    const store = storeWith()
    store.keepForSession('mine', 'k')
    expect([store.has('session:mine'), storeWith().has('session:mine'), readdirSync(configFolder)]).toEqual([true, false, []])
  })
  it('keeps a file key for the owner alone, across stores', async () => {
    storeWith().keepInFile('mine', 'k', { by: 'ada', atMs: 1 })
    expect(await storeWith().read('file:mine')).toEqual({ kind: 'found', value: 'k' })
    expect(statSync(path.join(configFolder, 'secrets.json')).mode & 0o777).toBe(0o600)
  })
  it('refuses a key file without a recorded consent', async () => {
    writeFileSync(path.join(configFolder, 'secrets.json'), JSON.stringify({ secrets: { mine: 'k' } }))
    await expect(storeWith().read('file:mine')).rejects.toThrow(/consent/)
    expect(storeWith().has('file:mine')).toBe(false)
  })
  it('says who can open a key of the system keychain', async () => {
    expect(await storeWith().read('os:openai')).toEqual({ kind: 'unreadable', by: 'the desktop app' })
  })
})
