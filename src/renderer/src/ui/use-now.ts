import { useEffect, useState } from 'react'

/** The time, asked again every so often. Milliseconds since 1970. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const handle = setInterval(() => setNowMs(Date.now()), everyMs)
    return () => clearInterval(handle)
  }, [everyMs])
  return nowMs
}
