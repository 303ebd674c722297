import type { ImportRow } from '#contract/imports'

/**
 * Where a person decided otherwise than the engine would, by the rows' index: rows taken that are not by themselves, and rows left that are.
 * `whole`: rows that are taken by themselves, of which also that is taken which a person or another source stands by.
 */
export interface Picks {
  readonly added: ReadonlySet<number>
  readonly left: ReadonlySet<number>
  readonly whole: ReadonlySet<number>
}

export const noPicks: Picks = { added: new Set(), left: new Set(), whole: new Set() }

type Pickable = Pick<ImportRow, 'index' | 'isPicked' | 'canPick'>

export function isTaken(row: Pickable, { added, left }: Pick<Picks, 'added' | 'left'>): boolean {
  return row.isPicked ? !left.has(row.index) : added.has(row.index)
}

/** The rows taken, or left; those that cannot be are passed over. */
export function withTaken(picks: Picks, rows: readonly Pickable[], isWanted: boolean): Picks {
  const [added, left] = [new Set(picks.added), new Set(picks.left)]
  for (const { index, isPicked } of rows.filter(({ canPick }) => canPick)) {
    left.delete(index)
    added.delete(index)
    if (isPicked && !isWanted) left.add(index)
    if (!isPicked && isWanted) added.add(index)
  }
  return { ...picks, added, left }
}

/** A row that is taken by itself, whole or without what somebody else stands by. */
export function withWhole(picks: Picks, index: number, isWhole: boolean): Picks {
  const whole = new Set(picks.whole)
  if (isWhole) whole.add(index)
  else whole.delete(index)
  return { ...picks, whole }
}

/** As the engine is told: what is taken whole is named among what a person added. */
export function pickOf({ added, left, whole }: Picks): { readonly added: number[]; readonly left: number[] } {
  return { added: [...added, ...[...whole].filter((index) => !left.has(index))], left: [...left] }
}

/** How many rows are taken, of those that are by themselves and those that a person decided on. */
export function takenOf(picked: number, { added, left }: Pick<Picks, 'added' | 'left'>): number {
  return picked + added.size - left.size
}
