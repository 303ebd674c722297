import type { ProbeRow } from '#contract/probe-table'
import { formatCount, formatLatency, formatShare, formatShort } from '#renderer/lib'
import { describeVerdict } from '#renderer/parts'
import { type Column, Money, StatusBadge } from '#renderer/ui'
import { describeProbe } from './describe-probe.ts'
import classes from './probes.module.css'

/** Sorted where the rows come from; a column's id is what the engine sorts by. */
const plain: readonly Column<ProbeRow>[] = [
  {
    id: 'prompt',
    header: '#',
    width: 72,
    align: 'end',
    isSortable: true,
    cell: ({ promptIndex }) => formatCount(promptIndex + 1),
  },
  { id: 'text', header: 'Prompt', width: 110, grow: 2, cell: ({ prompt }) => prompt, title: ({ prompt }) => prompt },
  { id: 'model', header: 'Model', width: 116, grow: 1, isSortable: true, cell: (row) => <Model row={row} />, title: servedBy },
  { id: 'sample', header: 'Sample', width: 60, align: 'end', cell: ({ sample }) => formatCount(sample + 1) },
  { id: 'status', header: 'Status', width: 112, grow: 1, isSortable: true, cell: (row) => <Status row={row} /> },
  {
    id: 'answer',
    header: 'Answer',
    width: 104,
    grow: 3,
    cell: ({ answer }) => answer ?? <None />,
    title: ({ answer }) => answer ?? undefined,
  },
  { id: 'attempts', header: 'Tries', width: 60, align: 'end', isSortable: true, cell: ({ attempts }) => formatCount(attempts) },
  { id: 'tokens', header: 'Tokens', width: 84, align: 'end', isSortable: true, cell: tokensOf, title: tokensInWords },
  { id: 'cost', header: 'Cost', width: 98, align: 'end', isSortable: true, cell: ({ estimatedCost }) => <Money cost={estimatedCost} /> },
  { id: 'duration', header: 'Took', width: 68, align: 'end', isSortable: true, cell: ({ durationMs }) => formatLatency(durationMs) },
  {
    id: 'first_chunk',
    header: 'First',
    width: 60,
    align: 'end',
    isSortable: true,
    cell: ({ timeToFirstChunkMs }) => formatLatency(timeToFirstChunkMs),
    title: () => 'Until the first piece of the answer',
  },
]

const verdict: readonly Column<ProbeRow>[] = [
  { id: 'verdict', header: 'Verdict', width: 112, grow: 2, isSortable: true, cell: (row) => <VerdictCell row={row} />, title: whatFailed },
  {
    id: 'score',
    header: 'Score',
    width: 58,
    align: 'end',
    isSortable: true,
    cell: ({ score }) => (score === null ? <None /> : formatShare(score)),
    title: () => 'The weighted share of its checks that passed',
  },
]

const checked = plain.flatMap((column) => (column.id === 'answer' ? [...verdict, column] : [column]))
/** What results are not about: it leaves its room to words. */
const leftOut: ReadonlySet<string> = new Set(['attempts', 'tokens', 'first_chunk'])
const forResults = (columns: readonly Column<ProbeRow>[]) => columns.filter(({ id }) => !leftOut.has(id))
const sets = { all: { plain, checked }, results: { plain: forResults(plain), checked: forResults(checked) } }

/** `hasChecks`: with what the checks said of each answer; `of`: all there is, or what results are about alone. */
export function probeColumns(hasChecks: boolean, of: keyof typeof sets): readonly Column<ProbeRow>[] {
  return sets[of][hasChecks ? 'checked' : 'plain']
}

function VerdictCell({ row: { verdict: said, failedChecks } }: { readonly row: ProbeRow }) {
  if (said === null) return <None />
  const { tone, word } = describeVerdict(said)
  return (
    <StatusBadge tone={tone}>
      {word}
      {failedChecks.length === 0 ? null : <span className={classes['none']}>: {failedChecks.join(', ')}</span>}
    </StatusBadge>
  )
}

function whatFailed({ failedChecks }: ProbeRow): string | undefined {
  return failedChecks.length === 0 ? undefined : `Failed: ${failedChecks.join(', ')}`
}

function Model({ row }: { readonly row: ProbeRow }) {
  const { model, servedModel } = row
  if (!isServedByAnother(row)) return model
  return (
    <>
      {model}
      <span className={classes['none']}> → {servedModel}</span>
    </>
  )
}

function isServedByAnother({ model, servedModel, usedFallback }: ProbeRow): boolean {
  return usedFallback && servedModel !== null && servedModel !== model
}

function servedBy(row: ProbeRow): string {
  return isServedByAnother(row) ? `${row.model}, answered by ${row.servedModel}` : row.model
}

function Status({ row }: { readonly row: ProbeRow }) {
  const { tone, word, reason } = describeProbe(row)
  return (
    <StatusBadge
      tone={tone}
      {...(row.isCached
        ? { title: 'Nothing was sent: the answer was kept from another probe' }
        : reason === undefined
          ? {}
          : { title: reason })}
    >
      {word}
      {reason === undefined ? null : <span className={classes['none']}>: {reason}</span>}
      {row.isCached ? <span className={classes['none']}>, from the cache</span> : null}
    </StatusBadge>
  )
}

function countsOf({ usage }: ProbeRow) {
  if (usage === null) return undefined
  return {
    input: usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens,
    output: usage.textOutputTokens + usage.reasoningOutputTokens,
  }
}

function tokensOf(row: ProbeRow) {
  const counts = countsOf(row)
  return counts === undefined ? <None /> : `${formatShort(counts.input)} → ${formatShort(counts.output)}`
}

function tokensInWords(row: ProbeRow): string | undefined {
  const counts = countsOf(row)
  return counts && `${formatCount(counts.input)} in, ${formatCount(counts.output)} out`
}

function None() {
  return <span className={classes['none']}>–</span>
}
