import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import type { CostDimension } from '#contract/costs'
import { costDimensions } from '#contract/dimensions'
import type { KeptOrder, ReportFormat } from '#contract/reports'
import { joinValues, splitValues } from '#renderer/lib'
import { ExportNotice, FilterBar, formatWords, useExport, useScopeFilters } from '#renderer/parts'
import { useApi } from '#renderer/transport'
import { Section, Toolbar } from '#renderer/ui'
import { groupWords, orderWords } from '../report-words.ts'
import classes from '../reports.module.css'
import { mostGroupings, type ReportsSearch } from '../search.ts'
import { useReportSearch, useScope } from '../use-report-search.ts'

const kinds = ['costs', 'calls', 'dataset'] as const
const formats = ['csv', 'json', 'jsonl', 'parquet', 'bundle'] as const
const formatTitles: Readonly<Record<(typeof formats)[number], string>> = { ...formatWords, bundle: 'Bundle, which is kept (ZIP)' }

/** Which calls, in what shape, as which file; and how far the writing of it is. */
export function OrderView() {
  const { search, change, clearScope } = useReportSearch()
  const filters = useScopeFilters(search, change)
  const scope = useScope(search)
  const { timeZone } = useTimeZone()
  const { state, start, startBundle, cancel } = useExport()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  useFreshList(state.kind === 'done')
  const { report = 'costs', format = 'csv', columns } = search
  const groupBy = splitValues(search.by) as CostDimension[]
  const order = (): KeptOrder =>
    report === 'costs'
      ? { report, ...scope, groupBy: groupBy.length === 0 ? ['model'] : groupBy, timeZone, minCalls: 1, columns: columns ?? 'assay' }
      : { report, ...scope }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = name.trim()
    const found =
      format === 'bundle' && (given === '' || given.length > 100) ? 'A name of 1 to 100 characters, by which it is kept.' : undefined
    setProblem(found)
    if (found !== undefined) return
    if (format === 'bundle') void startBundle(order(), given)
    else void start(order(), format satisfies ReportFormat)
  }
  return (
    <>
      <Toolbar label="Which calls">
        <FilterBar items={filters} onClearAll={clearScope} />
      </Toolbar>
      <div className={classes['scroll']}>
        <Section title="What is written">
          <form className={classes['form']} onSubmit={submit} noValidate autoComplete="off" aria-label="New report">
            <Select
              label="Report"
              description={orderWords[report].does}
              allowDeselect={false}
              data={kinds.map((kind) => ({ value: kind, label: orderWords[kind].title }))}
              value={report}
              onChange={(value) => change({ report: value === 'calls' || value === 'dataset' ? value : undefined })}
            />
            {report === 'costs' ? <Grouping search={search} onChange={change} timeZone={timeZone} /> : null}
            <Select
              label="Format"
              description={
                format === 'bundle'
                  ? 'CSV and JSON Lines with filters, prices and hashes; made again it is the same to the byte.'
                  : 'In the exports folder of the workspace, and downloaded when it is done.'
              }
              allowDeselect={false}
              data={formats.map((each) => ({ value: each, label: formatTitles[each] }))}
              value={format}
              onChange={(value) =>
                change({ format: formats.find((each): each is NonNullable<ReportsSearch['format']> => each === value && each !== 'csv') })
              }
            />
            {format === 'bundle' ? (
              <TextInput
                label="Name"
                description="By which it is kept"
                maxLength={200}
                value={name}
                error={problem}
                onChange={(event) => {
                  setName(event.currentTarget.value)
                  setProblem(undefined)
                }}
              />
            ) : null}
            <div>
              <Button type="submit" variant="filled" loading={state.kind === 'going'}>
                {format === 'bundle' ? 'Make the bundle' : 'Write the report'}
              </Button>
            </div>
          </form>
        </Section>
        <div className={classes['notice']}>
          <ExportNotice state={state} onCancel={cancel} />
        </div>
      </div>
    </>
  )
}

function Grouping({
  search: { by, columns },
  onChange,
  timeZone,
}: {
  readonly search: ReportsSearch
  readonly onChange: (change: Partial<Pick<ReportsSearch, 'by' | 'columns'>> | { columns: undefined } | { by: undefined }) => void
  readonly timeZone: string
}): ReactNode {
  const isFocus = columns === 'focus'
  return (
    <>
      <Select
        label="Columns"
        description={
          isFocus ? 'A row a day, provider, model and cost state, as other tools of cost read them.' : 'As the costs page shows them.'
        }
        allowDeselect={false}
        data={[
          { value: 'assay', label: 'Those of the costs page' },
          { value: 'focus', label: 'FOCUS (FinOps Open Cost and Usage Specification)' },
        ]}
        value={columns ?? 'assay'}
        onChange={(value) => onChange(value === 'focus' ? { columns: 'focus' } : { columns: undefined })}
      />
      {isFocus ? null : (
        <MultiSelect
          label="Grouped by"
          description={`Up to ${mostGroupings}, in this order; days, weeks and months are those of ${timeZone}.`}
          data={costDimensions.map((each) => ({ value: each, label: groupWords[each] }))}
          maxValues={mostGroupings}
          value={by === undefined ? ['model'] : splitValues(by)}
          onChange={(values) => onChange(values.length === 0 ? { by: undefined } : { by: joinValues(values) })}
        />
      )}
    </>
  )
}

/** The workspace's zone, whose days are meant; UTC until it is known. */
function useTimeZone(): { readonly timeZone: string } {
  const { data } = useQuery(useApi().settings.list.queryOptions())
  const zone = data?.items.find(({ key }) => key === 'timeZone')?.value
  return { timeZone: typeof zone === 'string' ? zone : 'UTC' }
}

/** A bundle that was made stands among those that are kept. */
function useFreshList(isDone: boolean): void {
  const api = useApi()
  const queries = useQueryClient()
  useEffect(() => {
    if (isDone) void queries.invalidateQueries({ queryKey: api.reports.kept.key() })
  }, [isDone, queries, api])
}
