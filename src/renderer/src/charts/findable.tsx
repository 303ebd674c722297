import { Line } from 'recharts'

/** By it the pointer and the keys find the points of a chart in which nothing else is drawn by the library. It is not seen: no point has such a value. */
export function Findable() {
  return <Line dataKey="nothing" dot={false} activeDot={false} isAnimationActive={false} />
}
