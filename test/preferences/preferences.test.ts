import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
// What conf stands on imports this, which opens the standard streams: they are no handles of these tests.
import 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSettingsStore, systemClock } from '#adapters'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine } from '../builders/shipped-engine.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { RecordingLog } from '../fakes/recording-log.ts'

async function open(configFolder: string) {
  const preferences = createSettingsStore({ configFolder, clock: systemClock, log: new RecordingLog() })
  const seedCatalog = seedCatalogOf([{ key: 'alpha' }])
  const under = await openShippedEngine({ workspace: temporaryFolder(), seedCatalog, preferences })
  onTestFinished(() => under.stop())
  return under.client
}

describe('the preferences of a person', () => {
  it('are theirs in every workspace, but for the events they saw in each', async () => {
    const configFolder = temporaryFolder()
    const [here, there] = [await open(configFolder), await open(configFolder)]
    expect(await here.preferences.set({ theme: 'dark', lastSeenEventSeq: 12 })).toMatchObject({ theme: 'dark', lastSeenEventSeq: 12 })
    expect(await there.preferences.get()).toMatchObject({ theme: 'dark', lastSeenEventSeq: 0 })
    expect(await here.preferences.get()).toMatchObject({ lastSeenEventSeq: 12 })
  })
  it('are refused when they are none, and nothing changes', async () => {
    const client = await open(temporaryFolder())
    for (const wrong of [{ theme: 'mauve' }, { hats: 1 }, { window: { x: 0, y: 0, width: 1, height: 1, isMaximized: false } }]) {
      const set = client.preferences.set(wrong as Parameters<typeof client.preferences.set>[0])
      expect(await failureOf(set)).toMatchObject({ code: 'INVALID_INPUT' })
    }
    expect(await client.preferences.get()).toMatchObject({ theme: 'system', window: null })
  })
  it('survive two processes that write at once: whoever reads finds a whole file', async () => {
    const configFolder = temporaryFolder()
    const write = async (field: string) => {
      const script = path.join(import.meta.dirname, 'writing-process.ts')
      const child = spawn(process.execPath, [script, configFolder, field, '100'], { stdio: ['ignore', 'inherit', 'inherit'] })
      const [code] = await once(child, 'close')
      return code
    }
    let areWriting = true
    const writing = Promise.all([write('theme'), write('recentWorkspaces')]).finally(() => {
      areWriting = false
    })
    const file = path.join(configFolder, 'preferences.json')
    let found = 0
    while (areWriting) {
      if (readdirSync(configFolder).includes('preferences.json'))
        found += Object.keys(JSON.parse(readFileSync(file, 'utf8'))).length > 0 ? 1 : 0
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await writing).toEqual([0, 0])
    expect(found).toBeGreaterThan(0)
    expect(readdirSync(configFolder)).toEqual(['preferences.json'])
  }, 60_000)
})
