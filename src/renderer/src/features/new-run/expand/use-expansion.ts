import { useCallback, useEffect, useRef, useState } from 'react'
import type { Expansion } from '#contract/batches'
import { type Client, useConnection } from '#renderer/transport'

export type Order = Parameters<Client['batches']['expand']>[0]

/** What became of an order. `state`: the latest; it stays when it was stopped, or broke off. */
export interface Expanding {
  readonly state: Expansion | undefined
  readonly status: 'going' | 'done' | 'stopped' | 'failed'
  readonly error: unknown
}

/** Has a model write rows, one order at a time: a new one, a stop, and leaving end the last. */
export function useExpansion() {
  const { client } = useConnection()
  const [expanding, setExpanding] = useState<Expanding | undefined>()
  const going = useRef<AbortController>(undefined)
  useEffect(() => () => going.current?.abort(), [])
  const stop = useCallback(() => {
    going.current?.abort()
    setExpanding((so) => (so?.status === 'going' ? { ...so, status: 'stopped' } : so))
  }, [])
  const order = useCallback(
    async (wanted: Order) => {
      going.current?.abort()
      const mine = new AbortController()
      going.current = mine
      let so: Expanding = { state: undefined, status: 'going', error: undefined }
      const say = (next: Partial<Expanding>) => {
        so = { ...so, ...next }
        if (!mine.signal.aborted) setExpanding(so)
      }
      say({})
      try {
        for await (const state of await client.batches.expand(wanted, { signal: mine.signal })) say({ state })
        say({ status: 'done' })
      } catch (error) {
        say({ status: 'failed', error })
      }
    },
    [client],
  )
  return { expanding, order, stop }
}
