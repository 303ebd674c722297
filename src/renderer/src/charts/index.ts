export { type Bin, binsOf } from './bins.ts'
export { BreakdownBars, type BreakdownRow } from './breakdown-bars.tsx'
export {
  type ChartData,
  colourOf,
  cumulative,
  mostSeries,
  otherSeries,
  type Pivot,
  type Point,
  type PointName,
  pivot,
  type Series,
  sumOf,
} from './chart-data.ts'
export { ChartFrame, type ChartFrameProps } from './chart-frame.tsx'
export { ChartTable } from './chart-table.tsx'
export { regroup, sumRows } from './cost-rows.ts'
export { CoverageBand } from './coverage-band.tsx'
export { Histogram } from './histogram.tsx'
export { type Period, periodsOf, startOf } from './periods.ts'
export { saveFile } from './save-file.ts'
export { type Mark, TimeChart, type TimeChartProps } from './time-chart.tsx'
export { type Unit, type UnitWords, units } from './units.ts'
