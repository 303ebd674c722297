import '@mantine/dates/styles.css'
import { SegmentedControl } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useState } from 'react'
import type { ZoneClock } from '#renderer/lib'
import { Glyph } from '#renderer/ui'
import classes from './costs.module.css'
import { dayOf, type Range, rangeWords } from './range.ts'
import { type RangeName, rangeNames } from './search.ts'
import type { CostsChange } from './use-change.ts'

type Days = [from: string | null, to: string | null]

/** A range by its name, or from one day to another, both included, in the workspace's zone. */
export function RangePicker({
  range,
  clock,
  nowMs,
  onChange,
}: {
  readonly range: Range
  readonly clock: ZoneClock
  readonly nowMs: number
  readonly onChange: (change: CostsChange) => void
}) {
  // A range is begun with its first day: it holds once it has its last.
  const [begun, setBegun] = useState<string>()
  const days: Days = begun === undefined ? daysOf(range, clock, nowMs) : [begun, null]
  return (
    <>
      <SegmentedControl
        aria-label="Range"
        className={classes['ranges']}
        value={range.name}
        onChange={(name) =>
          onChange({ range: rangeNames.find((each): each is RangeName => each === name), from: undefined, to: undefined })
        }
        data={[...rangeNames.map((name) => ({ value: name, label: rangeWords[name] })), ...(range.name === 'custom' ? [custom] : [])]}
      />
      <DatePickerInput
        type="range"
        size="xs"
        placeholder="From day to day"
        allowSingleDateInRange
        value={days}
        valueFormat="D MMM YYYY"
        leftSection={<Glyph name="history" size={14} />}
        maxDate={dayOf(nowMs, clock)}
        firstDayOfWeek={1}
        popoverProps={{ withinPortal: true, portalProps: { target: 'main' }, transitionProps: { duration: 80 } }}
        onChange={([from, to]) => {
          setBegun(from !== null && to === null ? from : undefined)
          if (from !== null && to !== null) onChange({ range: undefined, from, to })
        }}
        className={classes['days']}
      />
    </>
  )
}

const custom = { value: 'custom', label: 'Custom' }

function daysOf({ fromMs, toMs }: Range, clock: ZoneClock, nowMs: number): Days {
  return [
    fromMs === undefined ? null : dayOf(fromMs, clock),
    fromMs === undefined && toMs === undefined ? null : dayOf((toMs ?? nowMs + 1) - 1, clock),
  ]
}
