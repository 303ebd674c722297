import { renderCsv } from '#contract/csv-text'
import { type CostReport, costCells, costHead } from './cost-rows.ts'

export type ReportFormat = 'csv' | 'json' | 'jsonl'

/** A cost report as a file. The total is the last row; JSON is the procedure's own answer. */
export function renderReport(report: CostReport, format: ReportFormat): string {
  switch (format) {
    case 'csv':
      return renderCsv(costHead(report), cells(report))
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`
    case 'jsonl':
      return cells(report)
        .map((row) => `${JSON.stringify(Object.fromEntries(costHead(report).map((name, at) => [name, row[at]])))}\n`)
        .join('')
  }
}

function cells(report: CostReport) {
  return [...report.rows.map((row) => costCells(row, false)), costCells(report.total, true)]
}
