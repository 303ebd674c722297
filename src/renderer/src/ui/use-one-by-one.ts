import { startTransition, useEffect, useState } from 'react'

/**
 * How many of so many parts are to be drawn, from none on: one more each time the browser has painted those before it, so that what is seen first
 * does not wait for what is not.
 */
export function useOneByOne(count: number): number {
  const [drawn, setDrawn] = useState(0)
  useEffect(() => {
    if (drawn >= count) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setDrawn(drawn + 1)))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [drawn, count])
  return drawn
}
