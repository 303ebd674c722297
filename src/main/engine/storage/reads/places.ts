/** Places that lie close are read in one go, and those between them passed over. */
export function isDense(places: readonly number[]): boolean {
  return (places.at(-1) ?? 0) - (places[0] ?? 0) < 2 * places.length
}

/** Of what was found in one go, what was asked for. */
export function onlyAt<Row extends { readonly seq: number }>(found: Row[], places: readonly number[]): Row[] {
  if (!isDense(places) || found.length === places.length) return found
  const wanted = new Set(places)
  return found.filter(({ seq }) => wanted.has(seq))
}
