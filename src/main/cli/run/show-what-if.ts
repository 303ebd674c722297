import type { Forecast, WhatIf } from '#contract/what-if'
import { usd } from '../format/money.ts'
import { counted, duration, range } from '../format/quantities.ts'
import { type Column, renderTable } from '../format/table.ts'
import { plain } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'

interface Row {
  readonly name: string
  readonly of: (forecast: Forecast) => string
}

/** So many of the limits that held probes back are named. */
const mostLimits = 5

/** What a run would come to, today's figures beside the changed ones. */
export function renderWhatIf(value: WhatIf, { columns: width, paint }: Pick<Terminal, 'columns' | 'paint'>): string {
  const { name, today, changed, set, basis, assumptions } = value
  const forecasts = changed === null ? [today] : [today, changed]
  const columns: Column<Row>[] = [
    { head: '', cell: (row) => row.name },
    { head: 'today', align: 'right', cell: (row) => row.of(today) },
    ...(changed === null ? [] : [{ head: 'changed', align: 'right', cell: (row: Row) => row.of(changed) } as const]),
  ]
  return [
    `${paint.bold(plain(name))}: ${counted(today.probes, 'probe')}, imagined`,
    ...set.map(({ path, from, to }) => `  ${plain(path)}: ${shown(from)} → ${shown(to)}`),
    '',
    renderTable({ columns, rows: rowsFor(forecasts), width, paint }),
    '',
    ...basis.map(({ model, source, attempts, p50LatencyMs, failureRatio }) => {
      const of = source === 'profile' ? 'the profile' : counted(attempts, 'past attempt')
      return `${plain(model)}: from ${of}, half of its calls within ${Math.round(p50LatencyMs)} ms, ${percent(failureRatio)} failed.`
    }),
    ...assumptions.map(plain),
    ...forecasts.flatMap(({ stoppedBy, unfinished }, index) =>
      stoppedBy === null
        ? []
        : [paint.warn(`${index === 0 ? 'Today' : 'Changed'}: ${counted(unfinished, 'probe')} would not be sent (${stoppedBy}).`)],
    ),
  ].join('\n')
}

function rowsFor(forecasts: readonly Forecast[]): Row[] {
  const isThere = (of: (forecast: Forecast) => number) => forecasts.some((forecast) => of(forecast) > 0)
  const limits = Math.min(mostLimits, Math.max(...forecasts.map((forecast) => forecast.limits.length)))
  return [
    { name: 'time', of: ({ durationMs }) => duration(durationMs) },
    { name: 'probes', of: ({ probes }) => String(probes) },
    { name: 'failed', of: ({ failed }) => String(failed) },
    ...(isThere(({ unfinished }) => unfinished) ? [{ name: 'not sent', of: ({ unfinished }: Forecast) => String(unfinished) }] : []),
    { name: 'calls', of: ({ calls }) => String(calls) },
    { name: 'calls per probe', of: ({ callsPerProbe }) => callsPerProbe?.toFixed(3) ?? '-' },
    { name: 'refused as too many', of: ({ rateLimited }) => String(rateLimited) },
    ...(isThere(({ fallbacks }) => fallbacks) ? [{ name: 'by a fallback', of: ({ fallbacks }: Forecast) => String(fallbacks) }] : []),
    { name: 'cost', of: ({ costNanoUsd }) => (costNanoUsd === null ? 'unknown' : range(usd(costNanoUsd.low), usd(costNanoUsd.high))) },
    ...Array.from({ length: limits }, (_, index) => ({
      name: index === 0 ? 'held back by' : '',
      of: (forecast: Forecast) => limitText(forecast, index),
    })),
  ]
}

function limitText({ limits, durationMs }: Forecast, index: number): string {
  const limit = limits[index]
  if (limit === undefined) return ''
  const share = durationMs === 0 ? '' : `, ${percent(Math.min(1, limit.heldMs / durationMs))} of the time`
  return `${limit.cause} at ${duration(limit.atMs)}${share}`
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(ratio > 0 && ratio < 0.1 ? 1 : 0)} %`
}

function shown(value: WhatIf['set'][number]['to']): string {
  return value === null ? 'none' : plain(String(value))
}
