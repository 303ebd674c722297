import { type RefObject, useEffect } from 'react'
import { useActiveTooltipDataPoints } from 'recharts'

/** Keeps, for a key that is pressed on the chart, what the keys or the pointer are at. Stands in the chart and draws nothing. */
export function ActivePoint<Datum>({ at }: { readonly at: RefObject<Datum | undefined> }) {
  const active = useActiveTooltipDataPoints<Datum>()?.[0]
  useEffect(() => {
    at.current = active
  }, [active, at])
  return null
}
