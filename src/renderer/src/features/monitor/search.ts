/** What an address of the monitor says: the one provider whose calls are shown; without it, those of all. */
export interface MonitorSearch {
  readonly provider?: string
}

/** What cannot be a provider's key is passed over. */
export function readMonitorSearch({ provider }: Readonly<Record<string, unknown>>): MonitorSearch {
  return typeof provider === 'string' && /^[a-z0-9][a-z0-9._-]{0,62}$/.test(provider) ? { provider } : {}
}
