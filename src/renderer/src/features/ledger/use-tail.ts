import { useCallback, useEffect, useRef, useState } from 'react'
import type { LedgerFilter } from '#contract/ledger'
import { useConnection, useConnectionState } from '#renderer/transport'
import { above, noTail, partsOf, type Tail, withAllShown, withNew } from './tail.ts'

interface Watched {
  readonly filter: LedgerFilter
  /** Up to which seq the list was read; undefined: not yet. */
  readonly watermark: number | undefined
  readonly isLive: boolean
  /** What comes is shown at once: the top of the list is in sight, and nothing else holds it. */
  readonly isFollowed: boolean
  readonly readTop: () => void
}

/** So many stand above the list before it is read anew with them. */
const mostAbove = 100

/** New entries of the filter: those that stand above the list, and how many wait to be shown. */
export function useTail({ filter, watermark, isLive, isFollowed, readTop }: Watched) {
  const { client } = useConnection()
  const isOpen = useConnectionState().kind === 'open'
  const [{ of, tail }, setTail] = useState<{ readonly of: LedgerFilter; readonly tail: Tail }>({ of: filter, tail: noTail })
  const latest = useRef({ watermark, isFollowed })
  useEffect(() => {
    latest.current = { watermark, isFollowed }
  })
  const isRead = watermark !== undefined
  useEffect(() => {
    if (!isLive || !isOpen || !isRead) return
    const stop = new AbortController()
    const change = (next: (tail: Tail) => Tail) =>
      setTail((held) => {
        const before = held.of === filter ? held.tail : noTail
        const after = next(before)
        return held.of === filter && after === before ? held : { of: filter, tail: after }
      })
    const follow = async () => {
      const news = await client.ledger.watch({ ...filter, after: latest.current.watermark ?? 0 }, { signal: stop.signal })
      for await (const { items, hasMore } of news) {
        if (stop.signal.aborted) return
        change((before) => withNew(before, items, hasMore, latest.current.isFollowed))
      }
    }
    // It fails when the connection is lost, and begins anew with the next.
    follow().catch(() => undefined)
    return () => stop.abort()
  }, [client, filter, isLive, isOpen, isRead])

  const mine = of === filter && isLive ? tail : noTail
  const parts = partsOf(mine)
  const isAsked = isFollowed && (parts.head.length > mostAbove || (mine.hasGap && mine.entries.length > 0))
  useEffect(() => {
    if (isAsked) readTop()
  }, [isAsked, readTop])
  useEffect(() => {
    if (watermark === undefined) return
    setTail((held) => {
      const tail = above(held.tail, watermark)
      return tail === held.tail ? held : { ...held, tail }
    })
  }, [watermark])
  const show = useCallback(() => setTail((held) => ({ ...held, tail: withAllShown(held.tail) })), [])
  useEffect(() => {
    if (isFollowed) show()
  }, [isFollowed, show])
  return { ...parts, hasGap: mine.hasGap, show }
}
