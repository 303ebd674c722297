import { keepSignals, type PreferenceFile, type PreferenceFileOptions } from '#adapters'

/** The person's preferences through `electron-store`: the same file that the other shells open through `conf`, which it wraps. */
export async function openElectronStore({ configName, ...options }: PreferenceFileOptions): Promise<PreferenceFile> {
  const { default: ElectronStore } = await keepSignals(() => import('electron-store'))
  return new ElectronStore({ ...options, name: configName })
}
