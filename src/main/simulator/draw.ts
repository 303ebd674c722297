/**
 * Chance without arrival order. Every number the simulator needs is drawn from a key made of its seed and of the request
 * itself, so two runs that ask the same things in another order meet the same answers, latencies and faults.
 */

/**
 * A whole number in [0, 2^53) from a text and a seed. Not cryptographic.
 * Source: cyrb53 by bryc (public domain), two 32-bit multiplicative lanes.
 */
export function hashOf(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

/** Uniform in [0, 1). */
export type Draws = () => number

/** A stream of draws from a key; the same key gives the same stream. Source: mulberry32 by Tommy Ettinger (public domain). */
export function createDraws(key: number): Draws {
  let state = (key ^ Math.floor(key / 4294967296)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A lognormal length around its median; `spread` is the standard deviation of its logarithm. Cut at 8 times the median. */
export function lognormal(median: number, spread: number, draws: Draws): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draws()))
  const normal = radius * Math.cos(2 * Math.PI * draws())
  return Math.min(median * Math.exp(spread * normal), median * 8)
}

/** A whole number in [from, to]. */
export function between(from: number, to: number, draws: Draws): number {
  return from + Math.floor(draws() * (to - from + 1))
}

/** One of a list that is not empty. */
export function oneOf<T>(list: readonly [T, ...T[]], draws: Draws): T {
  return list[Math.floor(draws() * list.length)] ?? list[0]
}
