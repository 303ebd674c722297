import { mkdirSync } from 'node:fs'
import path from 'node:path'

/** How a test sets the machine up. */
export interface DoubleSettings {
  /** A folder of this run alone. */
  readonly home: string
  /** Where the Chromium is that shows its windows: `http://127.0.0.1:PORT`. */
  readonly chromium: string
  /** Free areas of the displays, the main one first. */
  readonly displays: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
  /** Null: there is none. */
  readonly keychain: 'gnome_libsecret' | 'basic_text' | null
}

/** From the environment: `DOUBLE_HOME`, and the rest as JSON in `DOUBLE_SETTINGS`. */
export const settings: DoubleSettings = readSettings()

function readSettings(): DoubleSettings {
  const home = process.env['DOUBLE_HOME']
  if (home === undefined) throw new Error('electron double: DOUBLE_HOME names no folder')
  mkdirSync(home, { recursive: true })
  const given: Pick<DoubleSettings, 'chromium'> & Partial<DoubleSettings> = JSON.parse(process.env['DOUBLE_SETTINGS'] ?? '{}')
  return { displays: [{ x: 0, y: 0, width: 1920, height: 1080 }], keychain: 'gnome_libsecret', ...given, home: path.resolve(home) }
}
