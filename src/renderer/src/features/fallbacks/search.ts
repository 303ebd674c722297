/** What an address of the fallback mapping says: which model's fallback is edited, and what is looked for. */
export interface FallbacksSearch {
  readonly model?: string
  readonly find?: string
}

/** What makes no sense is passed over. */
export function readFallbacksSearch(search: Readonly<Record<string, unknown>>): FallbacksSearch {
  const [model, find] = [text(search['model']), text(search['find'])]
  return { ...(model === '' ? {} : { model }), ...(find === '' ? {} : { find }) }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim().slice(0, 300) : ''
}
