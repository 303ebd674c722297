import type { ProbeRow } from '#contract/probe-table'
import { formatCount, formatLatency, formatShort } from '#renderer/lib'
import { type Column, Money, StatusBadge } from '#renderer/ui'
import { describeProbe } from './describe-probe.ts'
import classes from './probes.module.css'

/** Sorted where the rows come from; a column's id is what the engine sorts by. */
export const probeColumns: readonly Column<ProbeRow>[] = [
  {
    id: 'prompt',
    header: '#',
    width: 72,
    align: 'end',
    isSortable: true,
    cell: ({ promptIndex }) => formatCount(promptIndex + 1),
  },
  { id: 'text', header: 'Prompt', width: 110, grow: 2, cell: ({ prompt }) => <span title={prompt}>{prompt}</span> },
  { id: 'model', header: 'Model', width: 116, grow: 1, isSortable: true, cell: (row) => <Model row={row} /> },
  { id: 'sample', header: 'Sample', width: 60, align: 'end', cell: ({ sample }) => formatCount(sample + 1) },
  { id: 'status', header: 'Status', width: 112, grow: 1, isSortable: true, cell: (row) => <Status row={row} /> },
  {
    id: 'answer',
    header: 'Answer',
    width: 104,
    grow: 3,
    cell: ({ answer }) => <span title={answer ?? undefined}>{answer ?? <span className={classes['none']}>–</span>}</span>,
  },
  { id: 'attempts', header: 'Tries', width: 60, align: 'end', isSortable: true, cell: ({ attempts }) => formatCount(attempts) },
  { id: 'tokens', header: 'Tokens', width: 84, align: 'end', isSortable: true, cell: ({ usage }) => <TokenCounts usage={usage} /> },
  { id: 'cost', header: 'Cost', width: 98, align: 'end', isSortable: true, cell: ({ estimatedCost }) => <Money cost={estimatedCost} /> },
  { id: 'duration', header: 'Took', width: 68, align: 'end', isSortable: true, cell: ({ durationMs }) => formatLatency(durationMs) },
  {
    id: 'first_chunk',
    header: 'First',
    width: 60,
    align: 'end',
    isSortable: true,
    cell: ({ timeToFirstChunkMs }) => <span title="Until the first piece of the answer">{formatLatency(timeToFirstChunkMs)}</span>,
  },
]

function Model({ row: { model, servedModel, usedFallback } }: { readonly row: ProbeRow }) {
  if (!usedFallback || servedModel === null || servedModel === model) return <span title={model}>{model}</span>
  return (
    <span title={`${model}, answered by ${servedModel}`}>
      {model}
      <span className={classes['none']}> → {servedModel}</span>
    </span>
  )
}

function Status({ row }: { readonly row: ProbeRow }) {
  const { tone, word, reason } = describeProbe(row)
  return (
    <StatusBadge tone={tone} {...(reason === undefined ? {} : { title: reason })}>
      {word}
      {reason === undefined ? null : <span className={classes['none']}>: {reason}</span>}
    </StatusBadge>
  )
}

function TokenCounts({ usage }: { readonly usage: ProbeRow['usage'] }) {
  if (usage === null) return <span className={classes['none']}>–</span>
  const input = usage.uncachedInputTokens + usage.cacheReadInputTokens + usage.cacheWrite5mInputTokens + usage.cacheWrite1hInputTokens
  const output = usage.textOutputTokens + usage.reasoningOutputTokens
  return (
    <span title={`${formatCount(input)} in, ${formatCount(output)} out`}>
      {formatShort(input)} → {formatShort(output)}
    </span>
  )
}
