import type { Preferences } from '#contract/preferences'

/** Fields that are absent or undefined stay as they are. */
export type PreferenceChanges = { readonly [Field in keyof Preferences]?: Preferences[Field] | undefined }

/** A person's own settings, kept outside every workspace. What is kept of a workspace is found under its folder. */
export interface SettingsStore {
  /** Defaults for what was never set or cannot be read. */
  get(workspace: string): Promise<Preferences>
  /** Changes what is given. Rejects with PreferencesNotWritten when the folder takes no files. */
  set(workspace: string, changes: PreferenceChanges): Promise<Preferences>
}

/** `changes` laid over `preferences`. */
export function changedPreferences(preferences: Preferences, changes: PreferenceChanges): Preferences {
  const { theme, tableUnit, window, recentWorkspaces, lastSeenEventSeq } = changes
  return {
    theme: theme ?? preferences.theme,
    tableUnit: tableUnit ?? preferences.tableUnit,
    window: window === undefined ? preferences.window : window,
    recentWorkspaces: recentWorkspaces ?? preferences.recentWorkspaces,
    lastSeenEventSeq: lastSeenEventSeq ?? preferences.lastSeenEventSeq,
  }
}

export const defaultPreferences: Preferences = {
  theme: 'system',
  tableUnit: 'usd',
  window: null,
  recentWorkspaces: [],
  lastSeenEventSeq: 0,
}

export class PreferencesNotWritten extends Error {
  readonly folder: string
  readonly reason: 'full' | 'read_only' | 'io'

  constructor(folder: string, reason: 'full' | 'read_only' | 'io', cause: unknown) {
    super('the preferences could not be written', { cause })
    this.folder = folder
    this.reason = reason
  }
}
