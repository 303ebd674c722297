/** Rows in sight, both ends included. */
interface Sight {
  readonly first: number
  readonly last: number
  /** Rows drawn beyond, each way. */
  readonly overscan: number
  /** Elements that are lent from row to row: at least as many as rows are drawn. */
  readonly slots: number
}

/** Which element a row has. Of the rows that are drawn no two have the same: they follow one another, but for the active one, which may be anywhere. */
export function slotOf(index: number, { first, last, overscan, slots }: Sight): number | 'far' {
  return index < first - overscan || index > last + overscan ? 'far' : index % slots
}

/**
 * The rows in the order in which their elements stand in the page. An element that is moved is styled, laid out and painted anew, so while the table
 * is scrolled each stays where it is. `restedAt`: the first row that was in sight when the table last rested; while it rests that is the order of the rows.
 */
export function inPlace<Item extends { readonly index: number }>(items: readonly Item[], restedAt: number, sight: Sight): readonly Item[] {
  const { first, overscan, slots } = sight
  const top = Math.max(0, restedAt - overscan)
  const placeOf = (index: number): number => {
    const slot = slotOf(index, sight)
    return slot === 'far' ? (index < first ? -1 : slots) : (slot - (top % slots) + slots) % slots
  }
  return items.toSorted((left, right) => placeOf(left.index) - placeOf(right.index))
}
