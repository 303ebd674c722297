import { useCallback, useEffect, useRef, useState } from 'react'
import type { LedgerEntry, LedgerFilter } from '#contract/ledger'
import { useConnection } from '#renderer/transport'

/** How far a search is. `looked` of `total` entries; `readTo`: what is older was not looked through. */
export interface SearchState {
  readonly hits: readonly LedgerEntry[]
  readonly looked: number
  readonly total: number | null
  readonly readTo: number | undefined
  readonly status: 'going' | 'whole' | 'enough' | 'cancelled' | 'failed'
  readonly error: unknown
}

const begun: SearchState = { hits: [], looked: 0, total: null, readTo: undefined, status: 'going', error: undefined }
/** Hits that end a search until a person asks for more. */
const hitsAtOnce = 200

/** Looks through the entries of a filter for a text, from the newest to the oldest; another filter or text begins anew, and who leaves ends it. */
export function useSearch(filter: LedgerFilter, text: string) {
  const { client } = useConnection()
  const [state, setState] = useState(begun)
  const going = useRef<AbortController>(undefined)
  const look = useCallback(
    async (from: SearchState) => {
      going.current?.abort()
      const mine = new AbortController()
      going.current = mine
      const { readTo: before } = from
      let so: SearchState = { ...from, status: 'going', error: undefined }
      const say = (next: SearchState) => {
        so = next
        if (!mine.signal.aborted) setState(next)
      }
      say(so)
      try {
        const input = { ...filter, text, limit: hitsAtOnce, ...(before === undefined ? {} : { before }) }
        for await (const { hits, looked, total, readTo } of await client.ledger.search(input, { signal: mine.signal }))
          say({ ...so, hits: [...so.hits, ...hits], looked: from.looked + looked, total: from.total ?? total, readTo })
        say({ ...so, status: so.hits.length - from.hits.length >= hitsAtOnce ? 'enough' : 'whole' })
      } catch (error) {
        say({ ...so, status: 'failed', error })
      }
    },
    [client, filter, text],
  )
  useEffect(() => {
    void look(begun)
    return () => going.current?.abort()
  }, [look])
  const cancel = () => {
    going.current?.abort()
    setState((so) => ({ ...so, status: 'cancelled' }))
  }
  return { ...state, cancel, goOn: () => void look(state) }
}
