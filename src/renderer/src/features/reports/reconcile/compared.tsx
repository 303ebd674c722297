import type { ReconcileRow } from '#contract/reports'
import { counted, formatCount, formatUsd, formatUsdExactly } from '#renderer/lib'
import type { Client } from '#renderer/transport'
import { type Column, DataTable, EmptyState, Section, Spend, Stat, Stats, StatusBadge, useSortedRows } from '#renderer/ui'
import { reasonWords, sayDifference } from '../report-words.ts'
import classes from '../reports.module.css'

type Result = Awaited<ReturnType<Client['reports']['reconcile']>>

const formatWords: Readonly<Record<Result['format'], string>> = {
  'openai-costs': 'costs as OpenAI exports them',
  'openai-usage': 'usage as OpenAI exports it',
  'anthropic-costs': 'costs as Anthropic exports them',
  'anthropic-usage': 'usage as Anthropic exports it',
  generic: 'columns found by their names',
}

/** The file beside the ledger: totals, then each day and model with its gap and why. */
export function Compared({ result, timeZone }: { readonly result: Result; readonly timeZone: string }) {
  const { format, fromDay, toDay, rows, fileNanoUsd, ours, gapNanoUsd, skippedLines } = result
  const differing = rows.filter(({ reason }) => reason !== 'agrees' && reason !== 'rounding').length
  return (
    <Section
      title={`${fromDay} to ${toDay}, days of ${timeZone}`}
      aside={`${formatWords[format]}${skippedLines === 0 ? '' : `; ${counted(skippedLines, 'line')} passed over`}`}
    >
      <Stats>
        <Stat label="The file says" value={<Usd nanoUsd={fileNanoUsd} />} note={fileNanoUsd === null ? 'no costs' : 'in all'} />
        <Stat label="The ledger has" value={<Spend total={ours} />} note="of the same days" />
        <Stat label="Gap" value={<Gap nanoUsd={gapNanoUsd} />} note="file less ledger" />
        <Stat label="Rows" value={formatCount(rows.length)} note={differing === 0 ? 'all agree' : `${formatCount(differing)} differ`} />
      </Stats>
      <div className={classes['table']} style={{ height: 31 + 32 * Math.min(14, Math.max(3, rows.length)) }}>
        <DataTable
          label="Days and models"
          columns={columns}
          rowKey={({ day, name, model }) => `${day} ${name} ${model ?? ''}`}
          empty={<EmptyState title="Nothing to compare">The file holds no day.</EmptyState>}
          {...useSortedRows(rows, columns)}
        />
      </div>
    </Section>
  )
}

function Usd({ nanoUsd }: { readonly nanoUsd: number | null }) {
  return nanoUsd === null ? <span className={classes['soft']}>–</span> : <span title={formatUsdExactly(nanoUsd)}>{formatUsd(nanoUsd)}</span>
}

function Gap({ nanoUsd }: { readonly nanoUsd: number | null }) {
  if (nanoUsd === null) return <span className={classes['soft']}>–</span>
  const { text, title } = sayDifference(nanoUsd)
  return <span title={title}>{text}</span>
}

const columns: readonly Column<ReconcileRow>[] = [
  { id: 'day', header: 'Day', width: 92, sortBy: ({ day }) => day, cell: ({ day }) => day },
  {
    id: 'model',
    header: 'Model',
    width: 170,
    grow: 2,
    sortBy: ({ model, name }) => model ?? name,
    title: ({ model, name }) => (model === null ? `${name}: none of ours` : `${model}, in the file ${name === '' ? 'not named' : name}`),
    cell: ({ model, name }) => <span>{model ?? (name === '' ? 'the day as a whole' : `${name} (none of ours)`)}</span>,
  },
  {
    id: 'file',
    header: 'File',
    width: 92,
    align: 'end',
    sortBy: ({ file }) => file.costNanoUsd,
    cell: ({ file }) => <Usd nanoUsd={file.costNanoUsd} />,
  },
  {
    id: 'ours',
    header: 'Ledger',
    width: 100,
    align: 'end',
    sortBy: ({ ours }) => ours.cost.nanoUsd,
    cell: ({ ours }) => <Spend total={ours.cost} />,
  },
  {
    id: 'gap',
    header: 'Gap',
    width: 92,
    align: 'end',
    sortBy: ({ gapNanoUsd }) => gapNanoUsd,
    cell: ({ gapNanoUsd }) => <Gap nanoUsd={gapNanoUsd} />,
  },
  {
    id: 'calls',
    header: 'Calls, file / ledger',
    width: 124,
    align: 'end',
    cell: ({ file, ours }) => `${formatCount(file.calls)} / ${formatCount(ours.calls)}`,
  },
  {
    id: 'reason',
    header: 'Likely because',
    width: 176,
    sortBy: ({ reason }) => reason,
    cell: ({ reason }) => <StatusBadge tone={reasonWords[reason].tone}>{reasonWords[reason].word}</StatusBadge>,
  },
  { id: 'detail', header: 'More', width: 160, grow: 4, title: ({ detail }) => detail, cell: ({ detail }) => <span>{detail}</span> },
]
