import { mkdirSync } from 'node:fs'
import type { App } from 'electron'

/**
 * Chromium's own files, and with them the lock of the single instance, lie in `folder`, which is made if need be: Electron takes none that is not there.
 * Where it cannot be made they lie where Electron puts them.
 */
export function placeUserData(app: Pick<App, 'setPath'>, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (error instanceof Error && 'code' in error) return
    throw error
  }
  app.setPath('userData', folder)
}
