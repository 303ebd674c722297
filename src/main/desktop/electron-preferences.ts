import ElectronStore from 'electron-store'
import type { PreferenceFile, PreferenceFileOptions } from '#adapters'

/** The person's preferences through `electron-store`: the same file that the other shells open through `conf`, which it wraps. */
export function openElectronStore({ configName, ...options }: PreferenceFileOptions): PreferenceFile {
  return new ElectronStore({ ...options, name: configName })
}
