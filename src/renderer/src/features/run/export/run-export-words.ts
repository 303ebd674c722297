import type { RunExport } from '#contract/outcomes'
import type { ProbeFilter } from '#contract/probe-table'

/** A file that can be made of a run, under the heading it stands under. */
export interface RunFile {
  readonly label: string
  readonly order: RunExport
}

const tables = { csv: 'CSV', jsonl: 'JSON Lines', parquet: 'Parquet' } as const
const formats = ['csv', 'jsonl', 'parquet'] as const

/** All that can be made of a run. `filter`: what the address holds probes to; `seen`: it holds any. */
export function runFiles(filter: ProbeFilter): readonly { readonly heading: string; readonly files: readonly RunFile[] }[] {
  const isFiltered = Object.keys(filter).length > 0
  return [
    {
      heading: isFiltered ? 'A row a probe, of those that are filtered' : 'A row a probe',
      files: formats.map((format) => ({ label: tables[format], order: { what: 'probes', format, filter } })),
    },
    {
      heading: 'A row a call, retries and the judge’s among them',
      files: formats.map((format) => ({ label: tables[format], order: { what: 'attempts', format } })),
    },
    {
      heading: 'The whole run',
      files: [
        { label: 'One page (HTML), which needs nothing else', order: { what: 'page' } },
        { label: 'A log as Inspect writes it (JSON)', order: { what: 'inspect' } },
        { label: 'Results as promptfoo writes them (JSON)', order: { what: 'promptfoo' } },
        { label: 'A package, to repeat the run elsewhere', order: { what: 'package' } },
      ],
    },
  ]
}
