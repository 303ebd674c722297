/** What stands in a list of the form, told apart while it is moved. */
export interface Listed {
  readonly id: number
}

export function nextId(items: readonly Listed[]): number {
  return Math.max(-1, ...items.map(({ id }) => id)) + 1
}

/** One place towards the beginning (-1) or the end (1); at the ends nothing moves. */
export function moved<Item>(items: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const [one, other] = [items[index], items[index + by]]
  return one === undefined || other === undefined ? items : items.with(index, other).with(index + by, one)
}
