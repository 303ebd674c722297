/** What an address of the providers page says: which one is open beside the list. What is none of ours is passed over. */
export interface ProvidersSearch {
  readonly provider?: string
}

export function readProvidersSearch({ provider }: Record<string, unknown>): ProvidersSearch {
  const text = typeof provider === 'string' || typeof provider === 'number' ? String(provider) : ''
  return text === '' ? {} : { provider: text }
}
