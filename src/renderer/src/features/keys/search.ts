/** What an address of the keys page says: whose key is open beside the list. What is none of ours is passed over. */
export interface KeysSearch {
  readonly provider?: string
}

export function readKeysSearch({ provider }: Record<string, unknown>): KeysSearch {
  const text = typeof provider === 'string' || typeof provider === 'number' ? String(provider) : ''
  return text === '' ? {} : { provider: text }
}
