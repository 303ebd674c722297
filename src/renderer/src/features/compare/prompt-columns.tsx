import type { ComparedPrompt } from '#contract/outcomes'
import { formatCount, formatLatency, formatUsd } from '#renderer/lib'
import { type Column, StatusBadge } from '#renderer/ui'
import classes from './compare.module.css'
import { flipWords, matchWords } from './compare-words.ts'
import { namesOf } from './model-columns.tsx'

type Side = ComparedPrompt['a']

/** `hasModels`: with the model, where there are several. */
export function promptColumns(hasModels: boolean): readonly Column<ComparedPrompt>[] {
  return hasModels ? withModels : columns
}

const columns: readonly Column<ComparedPrompt>[] = [
  {
    id: 'place',
    header: '#',
    width: 84,
    align: 'end',
    cell: ({ a, b }) => placesOf(a, b),
    title: () => 'Its place in A, and in B where that is another',
  },
  {
    id: 'prompt',
    header: 'Prompt',
    width: 180,
    grow: 3,
    cell: ({ prompt }) => <span>{prompt}</span>,
    title: ({ prompt, matchedBy }) => `${prompt}\n${matchWords[matchedBy]}`,
  },
  {
    id: 'flip',
    header: 'From A to B',
    width: 118,
    cell: ({ flip, matchedBy, a }) =>
      matchedBy === 'nothing' ? (
        <span className={classes['soft']}>in {a === null ? 'B' : 'A'} alone</span>
      ) : (
        <StatusBadge tone={flipWords[flip].tone}>{flipWords[flip].word}</StatusBadge>
      ),
  },
  { id: 'a', header: 'A', width: 70, align: 'end', cell: ({ a }) => <Passed side={a} /> },
  { id: 'b', header: 'B', width: 70, align: 'end', cell: ({ b }) => <Passed side={b} /> },
  { id: 'cost', header: 'Cost', width: 186, align: 'end', cell: ({ a, b }) => <span>{`${cost(a)} → ${cost(b)}`}</span> },
  {
    id: 'took',
    header: 'Took',
    width: 140,
    align: 'end',
    cell: ({ a, b }) => <span>{`${formatLatency(a?.meanDurationMs)} → ${formatLatency(b?.meanDurationMs)}`}</span>,
  },
]

const model: Column<ComparedPrompt> = {
  ...{ id: 'model', header: 'Model', width: 130, grow: 1 },
  title: (row) => namesOf(row.model),
  cell: (row) => <span>{namesOf(row.model)}</span>,
}
const withModels = columns.flatMap((column) => (column.id === 'flip' ? [model, column] : [column]))

function Passed({ side }: { readonly side: Side }) {
  if (side === null) return <span className={classes['soft']}>–</span>
  const judged = side.passed + side.failed
  if (judged === 0) return <span className={classes['soft']}>{side.answered === 0 ? 'no answer' : '?'}</span>
  return <span>{`${formatCount(side.passed)} / ${formatCount(judged)}`}</span>
}

function cost(side: Side): string {
  return side === null ? '–' : formatUsd(side.spentNanoUsd)
}

function placesOf(a: Side, b: Side): string {
  const [first, second] = [a, b].map((side) => (side === null ? '–' : formatCount(side.promptIndex + 1)))
  return first === second ? `${first}` : `${first} · ${second}`
}
