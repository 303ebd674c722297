import { SegmentedControl } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { ChartFrame, ChartTable, otherSeries, type Period, type Point, type Series, TimeChart } from '#renderer/charts'
import { formatUsd, joinValues } from '#renderer/lib'
import { useChange } from '../use-change.ts'
import type { CostsShown } from '../use-costs.ts'
import { spendOverTime } from './over-time.ts'
import { capital, pointHeaders, sayPer } from './period-words.ts'

/** Spend by period, stacked. A part of a column leads to that period and that model; where nothing is finer, to the model alone. */
export function OverTimeCard({
  shown,
  periods,
  dayBudget,
}: {
  readonly shown: CostsShown
  readonly periods: readonly Period[]
  /** What all that is shown of a day may cost; nano-USD. */
  readonly dayBudget: number | undefined
}) {
  const change = useChange()
  const data = useMemo(() => spendOverTime(shown, periods), [shown, periods])
  const { stack, granularity } = shown
  const pick = useCallback(
    ({ key }: Point, series: Series | undefined) => {
      const period = periods.find((each) => each.key === key)
      const name = series === undefined || series.id === otherSeries ? undefined : series.id
      change({
        ...(period === undefined || granularity === 'quarter' ? {} : { range: undefined, ...edgesOf(period) }),
        ...(name === undefined ? {} : { [stack]: joinValues([name]) }),
      })
    },
    [change, periods, stack, granularity],
  )
  const isMany = periods.length * data.series.length > 700
  return (
    <ChartFrame
      title="Spend over time"
      subtitle={`${sayPer(granularity)}, by ${stack}`}
      total={shown.total.cost}
      table={
        <ChartTable
          label="Spend over time"
          data={data}
          unit="usd"
          pointHeader={pointHeaders[granularity]}
          onOpen={(point) => pick(point, undefined)}
        />
      }
      aside={
        <SegmentedControl
          aria-label="Stacked by"
          value={stack}
          onChange={(name) => change({ stack: name === 'provider' ? name : undefined })}
          data={[
            { value: 'model', label: 'Model' },
            { value: 'provider', label: 'Provider' },
          ]}
        />
      }
    >
      <TimeChart
        label={`Spend ${sayPer(granularity)}, by ${capital(stack)}`}
        data={data}
        unit="usd"
        shape={isMany ? 'areas' : 'columns'}
        height={260}
        onPick={pick}
        marks={
          granularity === 'day' && dayBudget !== undefined ? [{ value: dayBudget, label: `Budget of a day ${formatUsd(dayBudget)}` }] : []
        }
      />
    </ChartFrame>
  )
}

function edgesOf({ fromMs, toMs }: Period): { readonly from: string; readonly to: string } {
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() }
}
