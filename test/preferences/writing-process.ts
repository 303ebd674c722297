import process from 'node:process'
import { createSettingsStore, systemClock } from '#adapters'

/** A process that writes one preference again and again: `CONFIG_FOLDER FIELD TIMES`. */
const [configFolder = '', field = '', times = ''] = process.argv.slice(2)
const quiet = () => undefined
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet, registerSecret: quiet }
const store = createSettingsStore({ configFolder, clock: systemClock, log })
for (let round = 0; round < Number(times); round += 1) {
  await store.set(
    '/here',
    field === 'theme' ? { theme: round % 2 === 0 ? 'dark' : 'light' } : { recentWorkspaces: Array(20).fill('/w'.repeat(round + 1)) },
  )
}
