import type { ModelRef } from '#contract/ids'
import type { PromptCell } from '#contract/outcomes'
import { counted, formatCount, formatLatency, formatUsd } from '#renderer/lib'
import type { Client } from '#renderer/transport'
import type { Column } from '#renderer/ui'
import classes from './prompts.module.css'

export type PromptRow = Awaited<ReturnType<Client['outcomes']['prompts']>>['items'][number]

/** More models than these have their answers in the side by side alone. */
export const mostModels = 12

/** A column a model: how many of its samples passed, or were answered where nothing is checked. */
export function promptColumns(models: readonly ModelRef[], hasChecks: boolean): readonly Column<PromptRow>[] {
  return [
    { id: 'prompt', header: '#', width: 72, align: 'end', cell: ({ promptIndex }) => formatCount(promptIndex + 1) },
    { id: 'text', header: 'Prompt', width: 200, grow: 3, cell: ({ prompt }) => prompt, title: ({ prompt }) => prompt },
    ...models.slice(0, mostModels).map(
      (model): Column<PromptRow> => ({
        ...{ id: model, header: shortName(model, models), width: 108, grow: 1 },
        title: ({ cells }) => sayCell(model, cellOf(cells, model)),
        cell: ({ cells }) => <Cell cell={cellOf(cells, model)} hasChecks={hasChecks} />,
      }),
    ),
    {
      id: 'cost',
      header: 'Cost',
      width: 92,
      align: 'end',
      cell: ({ cells }) => formatUsd(cells.reduce((sum, { spentNanoUsd }) => sum + spentNanoUsd, 0)),
    },
    {
      id: 'took',
      header: 'Took',
      width: 70,
      align: 'end',
      cell: ({ cells }) => formatLatency(slowest(cells)),
      title: () => 'The slowest model, by the mean of its samples',
    },
  ]
}

function Cell({ cell, hasChecks }: { readonly cell: PromptCell | undefined; readonly hasChecks: boolean }) {
  if (cell === undefined) return <span className={classes['faint']}>–</span>
  const { passed, failed, errors, answered, samples } = cell
  if (!hasChecks)
    return <span className={answered < samples ? classes['bad'] : undefined}>{`${formatCount(answered)} / ${formatCount(samples)}`}</span>
  const judged = passed + failed
  const doubt = errors > 0 || answered < samples ? '?' : ''
  if (judged === 0) return <span className={classes['faint']}>–{doubt}</span>
  return (
    <span className={passed === judged ? classes['good'] : passed === 0 ? classes['bad'] : classes['mixed']}>
      {`${passed === judged ? '✓' : passed === 0 ? '✗' : '~'} ${formatCount(passed)} / ${formatCount(judged)}${doubt}`}
    </span>
  )
}

function sayCell(model: ModelRef, cell: PromptCell | undefined): string {
  if (cell === undefined) return `${model} was not asked, or is filtered out`
  const { samples, answered, passed, failed, errors } = cell
  const judged =
    passed + failed + errors === 0
      ? []
      : [`${formatCount(passed)} passed`, `${formatCount(failed)} failed`, `${formatCount(errors)} undecided`]
  return `${model}: ${[`${formatCount(answered)} of ${counted(samples, 'sample')} answered`, ...judged].join(', ')}`
}

function cellOf(cells: readonly PromptCell[], model: ModelRef): PromptCell | undefined {
  return cells.find((cell) => cell.model === model)
}

function slowest(cells: readonly PromptCell[]): number | null {
  const known = cells.flatMap(({ meanDurationMs }) => (meanDurationMs === null ? [] : [meanDurationMs]))
  return known.length === 0 ? null : Math.max(...known)
}

/** Without its provider, where all have the same. */
function shortName(model: ModelRef, models: readonly ModelRef[]): string {
  const providerOf = (ref: string) => ref.slice(0, ref.indexOf('/') + 1)
  const own = providerOf(model)
  return models.every((other) => providerOf(other) === own) ? model.slice(own.length) : model
}
