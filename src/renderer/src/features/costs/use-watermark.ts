import { useCallback, useEffect, useState } from 'react'

/** Up to where a page counts, and when a person last asked for the newest. */
export interface Standing {
  readonly watermark: number
  readonly atMs: number
}

/** How often a page that goes along with the calls is told anew. */
const paceMs = 5000

/** Keeps the first watermark that is told, until another is kept. `nowMs`: the instant that ranges up to now are told by. */
export function useStanding() {
  const [openedAtMs] = useState(() => Date.now())
  const [standing, setStanding] = useState<Standing>()
  const keep = useCallback((watermark: number) => setStanding({ watermark, atMs: Date.now() }), [])
  return { standing, nowMs: standing?.atMs ?? openedAtMs, keep }
}

/** Goes on to the newest: at first at once, then when a person asks for it, and, while `isLive`, by itself at a calm pace. `newest` undefined: none is known. */
export function useFollow(standing: Standing | undefined, newest: number | undefined, keep: (watermark: number) => void) {
  const [isLive, setLive] = useState(false)
  const isBehind = standing !== undefined && newest !== undefined && newest > standing.watermark
  // While it is drawn: what is asked up to it may be here already.
  if (standing === undefined && newest !== undefined) keep(newest)
  useEffect(() => {
    if (!isLive || !isBehind) return
    const timer = setTimeout(() => keep(newest), Math.max(0, standing.atMs + paceMs - Date.now()))
    return () => clearTimeout(timer)
  }, [isLive, isBehind, newest, standing, keep])
  return { isBehind, isLive, setLive, refresh: () => (newest === undefined ? undefined : keep(newest)) }
}
