/** What an address of the query page says. `q`: a question to begin with; it stands in the editor from then on. `show`: the result as a table unless told. */
export interface QuerySearch {
  readonly q?: string
  readonly show?: 'chart'
}

/** Longer ones are in no address that every browser takes. */
export const longestInAddress = 8000

export function readQuerySearch(search: Readonly<Record<string, unknown>>): QuerySearch {
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).slice(0, longestInAddress) : ''
  return { ...(q.trim() === '' ? {} : { q }), ...(search['show'] === 'chart' ? { show: 'chart' } : {}) }
}
