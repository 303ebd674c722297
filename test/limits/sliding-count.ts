/** A request as its provider booked it. */
export interface Booked {
  /** Instant of its arrival, in milliseconds of one clock. */
  readonly atMs: number
  readonly weight: number
}

/** A limit as it stood from an instant until the next. */
export interface Standing {
  readonly fromMs: number
  readonly limit: number
}

const minuteMs = 60_000

/**
 * Requests that break a limit of a minute, as a provider counts that looks back at each arrival: all of the last 60 s, the request itself
 * included, against the limit then in force. Knows nothing of how the engine counts. One that is larger than the whole limit breaks it only in company.
 */
export function breaches(booked: readonly Booked[], standing: readonly Standing[]): string[] {
  let oldest = 0
  let sum = 0
  return booked.flatMap(({ atMs, weight }) => {
    sum += weight
    for (let first = booked[oldest]; first !== undefined && first.atMs <= atMs - minuteMs; first = booked[++oldest]) sum -= first.weight
    const limit = standing.findLast(({ fromMs }) => fromMs <= atMs)?.limit ?? Number.POSITIVE_INFINITY
    const isAlone = sum === weight
    return sum > limit && !isAlone ? [`${sum} in the minute before ${atMs} ms, ${limit} allowed`] : []
  })
}
