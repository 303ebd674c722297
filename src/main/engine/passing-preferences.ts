import { changedPreferences, defaultPreferences, type SettingsStore } from '#engine/ports'

/** Preferences that last as long as the process, for a shell that keeps none. */
export function passingPreferences(): SettingsStore {
  let current = defaultPreferences
  return {
    get: async () => current,
    async set(_workspace, changes) {
      current = changedPreferences(current, changes)
      return current
    },
  }
}
