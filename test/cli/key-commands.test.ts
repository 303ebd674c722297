import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { KeyInfo, PlaceInfo } from '#contract/keys'
import { temporaryWorkspace } from './assay.ts'
import { assayHere as assay, assayJsonHere as assayJson } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

const value = 'sk-canary-1234567890abcd'
const config = path.join(place.workspace, '.config', 'assay')
const run = (...args: string[]) => assay(args, place)
const runWithInput = (args: string[], input: string) => assay(args, { ...place, input })
const infoOf = async (provider: string, env: Record<string, string> = {}) =>
  (await assayJson<{ items: KeyInfo[] }>(['keys', 'list'], { ...place, env })).items.find((key) => key.provider === provider)

/** In the order in which a person would; the steps stand on each other. */
describe('keys from the command line', () => {
  it('are told by state, place and their last four characters, never by more', async () => {
    expect(await infoOf('openai')).toMatchObject({ state: 'missing', place: 'env', env: 'OPENAI_API_KEY', lastFour: null })
    const { stdout } = await assay(['keys', 'list'], { ...place, env: { OPENAI_API_KEY: value } })
    expect(stdout).toMatch(/^openai +there +env OPENAI_API_KEY +abcd +https:\/\/api\.openai\.com/m)
    expect(stdout).not.toContain('canary')
  })
  it('have places, each with why it cannot be used', async () => {
    const { items } = await assayJson<{ items: PlaceInfo[] }>(['keys', 'places'], place)
    expect(items).toMatchObject([
      { place: 'env', isAvailable: true },
      { place: 'os', isAvailable: false, reason: 'other_shell' },
      { place: 'file', isAvailable: true, needsConsent: true, consent: null },
      { place: 'session', isAvailable: true },
    ])
    expect((await run('keys', 'places')).stdout).toMatch(/^os .* by the desktop app/m)
  })
  it('are read from standard input and kept in a file only with consent', async () => {
    const refused = await runWithInput(['keys', 'set', 'openai', '--file'], `${value}\n`)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^consent: the key would be readable/)])
    const set = await runWithInput(['keys', 'set', 'openai', '--file', '--consent'], `${value}\n`)
    expect([set.code, set.stdout]).toEqual([
      0,
      'The key of openai is kept in file, ending in abcd, and goes to https://api.openai.com alone.\n',
    ])
    expect(JSON.parse(readFileSync(path.join(config, 'secrets.json'), 'utf8'))).toMatchObject({ consent: { by: 'ada' } })
    expect(await infoOf('openai')).toMatchObject({ state: 'present', place: 'file', boundTo: 'https://api.openai.com' })
    expect((await run('keys', 'places')).stdout).toMatch(/^file .* by ada on \d{4}-/m)
  })
  it('are of no use when the address moves, until a person names where they go', async () => {
    await run('providers', 'set', 'openai', '--base-url', 'https://gateway.example/v1')
    expect(await infoOf('openai')).toMatchObject({ state: 'unbound', boundTo: 'https://api.openai.com', origin: 'https://gateway.example' })
    const refused = await run('providers', 'verify', 'openai')
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('the key of openai was given for another address')])
    const unsaid = await run('keys', 'confirm', 'openai')
    expect([unsaid.code, unsaid.stderr]).toEqual([2, expect.stringContaining('assay keys confirm openai --origin https://gateway.example')])
    expect((await run('keys', 'confirm', 'openai', '--origin', 'https://gateway.example')).code).toBe(0)
    expect(await infoOf('openai')).toMatchObject({ state: 'present', boundTo: 'https://gateway.example' })
  })
  it('for a session are refused where they would be forgotten at once', async () => {
    const set = await runWithInput(['keys', 'set', 'openai', '--session'], value)
    expect([set.code, set.stderr]).toEqual([3, expect.stringContaining('would be forgotten when this command ends')])
  })
  it('are taken away and deleted', async () => {
    expect((await run('keys', 'remove', 'openai')).stdout).toBe('openai has no key any more.\n')
    expect(() => readFileSync(path.join(config, 'secrets.json'))).toThrow(/ENOENT/)
    expect(await infoOf('openai')).toMatchObject({ state: 'not_needed', place: null })
    expect((await run('keys', 'set', 'openai', '--key-env', 'OPENAI_API_KEY')).code).toBe(0)
    expect(await infoOf('openai')).toMatchObject({ state: 'missing', place: 'env' })
  })
  it('are neither typed as arguments nor repeated when they are wrong', async () => {
    const two = await runWithInput(['keys', 'set', 'openai', '--file', '--consent'], 'sk-two words')
    expect([two.code, two.stderr]).toEqual([2, expect.stringMatching(/^The key: expected a key in one line/)])
    const named = await run('keys', 'set', 'openai', '--key-env', value)
    expect([named.code, two.stderr.includes('sk-two'), named.stderr.includes('canary')]).toEqual([2, false, false])
    expect((await run('keys', 'set', 'openai')).stderr).toMatch(/^Say where the key is kept/)
  })
  it('stand in no file of the workspace', () => {
    expect(readFileSync(path.join(place.workspace, 'assay.db')).includes('canary')).toBe(false)
  })
  it('do not go in clear to another machine unless an admin says so', async () => {
    const refused = await run('providers', 'set', 'openai', '--base-url', 'http://gateway.example/v1')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^baseUrl: http:\/\/ to another machine/)])
    expect((await run('providers', 'set', 'openai', '--base-url', 'http://gateway.example/v1', '--allow-insecure', 'on')).code).toBe(0)
    await run('providers', 'set', 'openai', '--allow-insecure', 'off')
    expect(await infoOf('openai')).toMatchObject({ state: 'insecure' })
  })
})
