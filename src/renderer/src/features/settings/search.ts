/** What an address of the settings says: which one is being changed. What is none of ours is passed over. */
export interface SettingsSearch {
  readonly setting?: string
}

export function readSettingsSearch({ setting }: Record<string, unknown>): SettingsSearch {
  return typeof setting === 'string' && setting.trim() !== '' ? { setting: setting.trim() } : {}
}
