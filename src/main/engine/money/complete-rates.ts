import type { Rates } from '#contract/prices'

/** Rates as a source gives them: absent is a gap, null is the source's own "unknown". */
export type GivenRates = { readonly [Class in keyof Rates]?: Rates[Class] | undefined }

/**
 * Complete rates, for where a price is read (seed, import, `prices add`): reasoning costs what this tier's output costs, other gaps are taken from the base tier.
 * What neither says is null: unknown.
 */
export function completeRates(given: GivenRates, base: GivenRates = {}): Rates {
  return {
    input: filled(given.input, base.input),
    output: filled(given.output, base.output),
    cacheRead: filled(given.cacheRead, base.cacheRead),
    cacheWrite5m: filled(given.cacheWrite5m, base.cacheWrite5m),
    cacheWrite1h: filled(given.cacheWrite1h, base.cacheWrite1h),
    reasoning: filled(given.reasoning, given.output, base.reasoning, base.output),
    audio: filled(given.audio, base.audio),
    image: filled(given.image, base.image),
    perRequest: filled(given.perRequest, base.perRequest),
  }
}

function filled<Rate>(...candidates: readonly (Rate | null | undefined)[]): Rate | null {
  return candidates.find((candidate) => candidate !== undefined) ?? null
}
