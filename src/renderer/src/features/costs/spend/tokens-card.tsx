import { useMemo } from 'react'
import { ChartFrame, ChartTable, type Period, TimeChart } from '#renderer/charts'
import type { CostsShown } from '../use-costs.ts'
import { tokensOverTime } from './over-time.ts'
import { pointHeaders, sayPer } from './period-words.ts'

/** Tokens by class over time: classes are disjoint, so that they add up to all. */
export function TokensCard({ shown, periods }: { readonly shown: CostsShown; readonly periods: readonly Period[] }) {
  const data = useMemo(() => tokensOverTime(shown, periods), [shown, periods])
  const { granularity } = shown
  return (
    <ChartFrame
      title="Tokens by class"
      subtitle={sayPer(granularity)}
      table={<ChartTable label="Tokens by class" data={data} unit="tokens" pointHeader={pointHeaders[granularity]} />}
      {...(data.series.length === 0 ? { empty: 'No call of this range told of tokens.' } : {})}
    >
      <TimeChart
        label={`Tokens by class, ${sayPer(granularity)}`}
        data={data}
        unit="tokens"
        shape={periods.length * data.series.length > 700 ? 'areas' : 'columns'}
      />
    </ChartFrame>
  )
}
