import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
// What conf stands on imports this, which opens the standard streams: they are no handles of these tests.
import 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultPreferences, PreferencesNotWritten } from '#engine/ports'
import { RecordingLog } from '../../../test/fakes/recording-log.ts'
import { VirtualClock } from '../../../test/fakes/virtual-clock.ts'
import { createSettingsStore } from './preferences.ts'

let configFolder = ''
beforeEach(() => {
  configFolder = mkdtempSync(path.join(tmpdir(), 'assay-preferences-'))
})
afterEach(() => rmSync(configFolder, { recursive: true }))

const here = '/labs/here'
const file = () => path.join(configFolder, 'preferences.json')
const window = { x: -20, y: 30, width: 1440, height: 900, isMaximized: false }

function open(folder = configFolder) {
  const log = new RecordingLog()
  return { log, ...createSettingsStore({ configFolder: folder, clock: new VirtualClock(1000), log }) }
}

describe('preferences', () => {
  it('are the defaults where none were ever set, and no file is made to say so', async () => {
    expect(await open().get(here)).toEqual(defaultPreferences)
    expect(readdirSync(configFolder)).toEqual([])
  })
  it('keep what is set, for the owner alone and for the next process', async () => {
    const changed = await open().set(here, { theme: 'dark', window, recentWorkspaces: [here], tableUnit: 'cent' })
    expect(changed).toEqual({ theme: 'dark', window, recentWorkspaces: [here], tableUnit: 'cent', lastSeenEventSeq: 0 })
    expect(await open().get(here)).toEqual(changed)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })
  it('keep what was not named, undefined or by another store', async () => {
    const [one, other] = [open(), open()]
    await one.set(here, { theme: 'dark' })
    await other.set(here, { window })
    await one.set(here, { theme: undefined, tableUnit: 'cent' })
    expect(await other.get(here)).toMatchObject({ theme: 'dark', window, tableUnit: 'cent' })
    expect(await one.set(here, { window: null })).toMatchObject({ window: null, theme: 'dark' })
  })
  it('know of each workspace apart how far its events were seen', async () => {
    const store = open()
    await store.set(here, { lastSeenEventSeq: 7 })
    await store.set('C:\\work.d\\there', { lastSeenEventSeq: 9 })
    expect([await store.get(here), await store.get('C:\\work.d\\there'), await store.get('/new')]).toMatchObject([
      { lastSeenEventSeq: 7 },
      { lastSeenEventSeq: 9 },
      { lastSeenEventSeq: 0 },
    ])
  })
  it('leave alone what a newer version wrote', async () => {
    writeFileSync(file(), JSON.stringify({ theme: 'dark', hats: ['red'] }))
    await open().set(here, { theme: 'light' })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ theme: 'light', hats: ['red'] })
  })
})

describe('a damaged file', () => {
  it.each(['{"theme":"da', ''])('such as %j is kept aside and told of; defaults hold, and can be changed', async (text) => {
    writeFileSync(file(), text)
    const store = open()
    expect(await store.get(here)).toEqual(defaultPreferences)
    expect(readFileSync(path.join(configFolder, 'preferences.damaged-1000.json'), 'utf8')).toBe(text)
    expect(store.log.lines).toMatchObject([{ level: 'warn', message: 'the preferences were damaged: defaults hold' }])
    await store.set(here, { theme: 'dark' })
    expect(await open().get(here)).toMatchObject({ theme: 'dark' })
  })
  it('that is damaged while it is open is kept aside as well', async () => {
    const store = open()
    await store.set(here, { theme: 'dark' })
    writeFileSync(file(), 'nonsense')
    expect(await store.set(here, { tableUnit: 'cent' })).toEqual({ ...defaultPreferences, tableUnit: 'cent' })
    expect(await store.get(here)).toMatchObject({ theme: 'system', tableUnit: 'cent' })
  })
  it('in one field loses that field alone, and says which', async () => {
    writeFileSync(file(), JSON.stringify({ theme: 'mauve', tableUnit: 'cent', window: { x: 1 } }))
    const store = open()
    expect(await store.get(here)).toEqual({ ...defaultPreferences, tableUnit: 'cent' })
    expect(store.log.lines).toMatchObject([{ level: 'warn', fields: { fields: ['theme', 'window'] } }])
  })
})

describe('a folder that takes no files', () => {
  it('gives the defaults, and refuses a change by folder and reason', async () => {
    writeFileSync(path.join(configFolder, 'taken'), '')
    const folder = path.join(configFolder, 'taken')
    const store = open(folder)
    expect(await store.get(here)).toEqual(defaultPreferences)
    const refused: unknown = await store.set(here, { theme: 'dark' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(PreferencesNotWritten)
    expect(refused).toMatchObject({ folder, reason: 'read_only' })
  })
})
