/** By key, which is a whole number: 1 more than its place in a list, 0 of those that are not in it. To be looked up a hundred thousand times. */
export function placeTable(keys: readonly number[]): Uint32Array {
  const table = new Uint32Array(keys.reduce((most, key) => Math.max(most, key), -1) + 1)
  keys.forEach((key, place) => {
    if (key >= 0) table[key] = place + 1
  })
  return table
}
