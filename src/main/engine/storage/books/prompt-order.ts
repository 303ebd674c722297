import type { CellSum, CellSums } from './cell-sums.ts'

export type PromptSort = 'prompt' | 'fewest_passes' | 'most_passes' | 'disagreement' | 'cost' | 'duration'

/** Indexes of the prompts in the order that is asked for; equal ones by index, those of which it cannot be said come last. */
export function promptsInOrder(cells: CellSums, sort: PromptSort): number[] {
  const prompts = cells.prompts()
  if (sort === 'prompt') return prompts
  const key = keys[sort]
  const keyOf = new Map(prompts.map((prompt) => [prompt, key(cells.models.map((_, position) => cells.at(prompt, position)))] as const))
  const known = prompts.filter((prompt) => keyOf.get(prompt) !== null)
  known.sort((a, b) => (keyOf.get(a) ?? 0) - (keyOf.get(b) ?? 0) || a - b)
  return [...known, ...prompts.filter((prompt) => keyOf.get(prompt) === null)]
}

/** Least first. null: it cannot be said. */
const keys: Readonly<Record<Exclude<PromptSort, 'prompt'>, (cells: readonly CellSum[]) => number | null>> = {
  fewest_passes: passShare,
  most_passes: (cells) => negative(passShare(cells)),
  disagreement: (cells) => negative(spread(cells)),
  cost: (cells) => -total(cells, ({ spentNanoUsd }) => spentNanoUsd),
  duration: (cells) => negative(meanDuration(cells)),
}

function passShare(cells: readonly CellSum[]): number | null {
  const passed = total(cells, (cell) => cell.passed)
  const decided = passed + total(cells, (cell) => cell.failed)
  return decided === 0 ? null : passed / decided
}

/** How far the model that passes most often is from the one that does so least. */
function spread(cells: readonly CellSum[]): number | null {
  const shares = cells.flatMap((cell) => passShare([cell]) ?? [])
  return shares.length < 2 ? null : Math.max(...shares) - Math.min(...shares)
}

/** Of the means of its models. */
function meanDuration(cells: readonly CellSum[]): number | null {
  const means = cells.flatMap(({ meanDurationMs }) => meanDurationMs ?? [])
  return means.length === 0 ? null : means.reduce((sum, each) => sum + each, 0) / means.length
}

function total(cells: readonly CellSum[], of: (cell: CellSum) => number): number {
  return cells.reduce((sum, cell) => sum + of(cell), 0)
}

function negative(value: number | null): number | null {
  return value === null ? null : -value
}
