/** How a model behaves unless a profile says otherwise. Times in milliseconds; `spread` as in `lognormal`. */
export interface Trait {
  readonly medianMs: number
  readonly spread: number
  /** Share of the whole time that passes before a stream's first piece. */
  readonly firstChunkRatio: number
  /** Drawn between the two, both included; [0, 0]: it does not reason. */
  readonly reasoningTokens: readonly [number, number]
  /** Shares of all input. */
  readonly cacheReadRatio: number
  readonly cacheWrite5mRatio: number
  readonly cacheWrite1hRatio: number
}

const steady: Trait = {
  medianMs: 250,
  spread: 0.35,
  firstChunkRatio: 0.4,
  reasoningTokens: [0, 0],
  cacheReadRatio: 0,
  cacheWrite5mRatio: 0,
  cacheWrite1hRatio: 0,
}

const traits: ReadonlyMap<string, Trait> = new Map([
  ['steady', steady],
  ['swift', { ...steady, medianMs: 80, spread: 0.25 }],
  ['thinker', { ...steady, medianMs: 400, firstChunkRatio: 0.7, reasoningTokens: [40, 240] }],
  ['cached', { ...steady, medianMs: 160, cacheReadRatio: 0.75 }],
  ['flaky', { ...steady, medianMs: 220, spread: 0.6 }],
  ['limited', { ...steady, medianMs: 150 }],
  ['free', { ...steady, medianMs: 120 }],
  ['unpriced', { ...steady, medianMs: 200 }],
])

/** The models the simulator lists. */
export const modelNames: readonly string[] = [...traits.keys()]

/** A name it does not list behaves as `steady`. */
export function traitOf(model: string): Trait {
  return traits.get(model) ?? steady
}
