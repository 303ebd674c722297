import type { RunId } from '#contract/ids'
import type { WaitingProbe } from '#contract/waits'
import { formatCount, sayCause } from '#renderer/lib'
import { type Column, Countdown } from '#renderer/ui'
import { WaitActions } from './wait-actions.tsx'
import classes from './waiting.module.css'

export function waitingColumns(run: RunId): readonly Column<WaitingProbe>[] {
  return [
    {
      id: 'prompt',
      header: 'Prompt',
      width: 70,
      align: 'end',
      sortBy: ({ promptIndex }) => promptIndex,
      cell: ({ promptIndex }) => formatCount(promptIndex + 1),
    },
    {
      id: 'sample',
      header: 'Sample',
      width: 70,
      align: 'end',
      sortBy: ({ sample }) => sample,
      cell: ({ sample }) => formatCount(sample + 1),
    },
    {
      id: 'model',
      header: 'Model',
      width: 150,
      grow: 1,
      sortBy: ({ model }) => model,
      cell: ({ model, servedBy }) => (
        <span title={servedBy === model ? model : `${model}, to be answered by ${servedBy}`}>
          {model}
          {servedBy === model ? null : <span className={classes['served']}> → {servedBy}</span>}
        </span>
      ),
    },
    {
      id: 'cause',
      header: 'Waits because',
      width: 200,
      grow: 2,
      sortBy: ({ cause }) => cause,
      cell: ({ cause }) => (
        <span title={cause === null ? undefined : sayCause(cause)}>{cause === null ? 'it is next' : sayCause(cause)}</span>
      ),
    },
    {
      id: 'until',
      header: 'Until',
      width: 80,
      align: 'end',
      sortBy: ({ untilMs }) => untilMs,
      cell: ({ untilMs }) => (untilMs === null ? '–' : <Countdown untilMs={untilMs} />),
    },
    {
      id: 'attempts',
      header: 'Tries',
      width: 60,
      align: 'end',
      sortBy: ({ attempts }) => attempts,
      cell: ({ attempts }) => formatCount(attempts),
    },
    { id: 'actions', header: 'Actions', width: 236, align: 'end', cell: (probe) => <WaitActions run={run} probe={probe} /> },
  ]
}
