import { MultiSelect, SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ChartFrame, ChartTable, TimeChart } from '#renderer/charts'
import { EmptyState, useNow } from '#renderer/ui'
import { chartOfResult, firstPick, numericColumns, type Picked } from './chart-of-result.ts'
import classes from './query.module.css'
import type { Answer } from './use-sql.ts'

/** A result as a chart of the columns that are picked, with the same figures as a table behind it. */
export function ResultChart({ answer: { columns: names, rows, sample } }: { readonly answer: Answer }) {
  const nowMs = useNow(60_000)
  const numbers = useMemo(() => numericColumns(names, sample), [names, sample])
  const [chosen, setChosen] = useState<{ readonly names: readonly string[]; readonly picked: Picked }>()
  const [shape, setShape] = useState<'columns' | 'lines'>('columns')
  const first = useMemo(() => firstPick(names, sample), [names, sample])
  const picked = chosen !== undefined && chosen.names.join() === names.join() ? chosen.picked : first
  const chart = useMemo(() => (picked === undefined ? undefined : chartOfResult(names, rows, picked, nowMs)), [names, rows, picked, nowMs])
  if (picked === undefined || chart === undefined)
    return (
      <EmptyState title="There is nothing to draw">
        A chart needs a column that names points, such as a day or a model, and one of numbers.
      </EmptyState>
    )
  const pick = (change: Partial<Picked>) => setChosen({ names, picked: { ...picked, ...change } })
  const options = names.map((name, index) => ({ value: String(index), label: name }))
  const title = `${picked.ys.map((y) => names[y]).join(', ')} by ${names[picked.x] ?? ''}`
  return (
    <div className={classes['chart']}>
      <div className={classes['picks']}>
        <Select
          label="Along the axis"
          w={200}
          allowDeselect={false}
          data={options}
          value={String(picked.x)}
          onChange={(value) => value !== null && pick({ x: Number(value) })}
        />
        <MultiSelect
          label="Values"
          miw={220}
          maxValues={8}
          data={options.filter(({ value }) => numbers.includes(Number(value)))}
          value={picked.ys.map(String)}
          onChange={(values) => values.length > 0 && pick({ ys: values.map(Number) })}
        />
        <SegmentedControl
          aria-label="Drawn as"
          data={[
            { value: 'columns', label: 'Columns' },
            { value: 'lines', label: 'Lines' },
          ]}
          value={shape}
          onChange={(value) => setShape(value === 'lines' ? 'lines' : 'columns')}
        />
      </div>
      <ChartFrame
        title={title}
        table={<ChartTable label={title} data={chart.data} unit={chart.unit} pointHeader={names[picked.x] ?? ''} isSummed={false} />}
      >
        <TimeChart label={title} data={chart.data} unit={chart.unit} shape={shape} height={320} />
      </ChartFrame>
    </div>
  )
}
