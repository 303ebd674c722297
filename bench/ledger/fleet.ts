/** One of the models a made-up ledger asks: of the shipped catalog, but for one that nobody knows a price of. */
export interface FleetModel {
  readonly ref: string
  /** How often a run asks it, against the others. */
  readonly weight: number
  /** How long an answer takes, log-normal. */
  readonly medianMs: number
  readonly sigma: number
  readonly cachedShare: number
  readonly reasoningTokens: number
  /** Its provider names what a call cost. */
  readonly isReported: boolean
  /** What share of its calls fail on an ordinary day. */
  readonly failures: number
  readonly fallback: string | null
  /** How its prices stood before the shipped ones, and what a person made of them later; factors. */
  readonly pricesBefore: number
  readonly pricesSince: number | null
}

const usual = {
  cachedShare: 0,
  reasoningTokens: 0,
  isReported: false,
  failures: 0.026,
  fallback: null,
  pricesBefore: 1.25,
  pricesSince: null,
}

/** Twelve models of six providers. */
export const fleet: readonly FleetModel[] = [
  { ...usual, ref: 'openai/gpt-5.4-mini', weight: 20, medianMs: 1400, sigma: 0.5, cachedShare: 0.2, reasoningTokens: 60, pricesSince: 0.8 },
  { ...usual, ref: 'openai/gpt-5-nano', weight: 12, medianMs: 800, sigma: 0.4, reasoningTokens: 30 },
  { ...usual, ref: 'openai/gpt-4.1', weight: 9, medianMs: 1900, sigma: 0.45, fallback: 'openai/gpt-5.4-mini' },
  { ...usual, ref: 'anthropic/claude-haiku-4-5', weight: 13, medianMs: 1100, sigma: 0.4, cachedShare: 0.3, pricesSince: 0.9 },
  { ...usual, ref: 'anthropic/claude-sonnet-4-6', weight: 10, medianMs: 2600, sigma: 0.5, fallback: 'anthropic/claude-haiku-4-5' },
  { ...usual, ref: 'google/gemini-2.5-flash', weight: 11, medianMs: 900, sigma: 0.45, cachedShare: 0.1 },
  { ...usual, ref: 'google/gemini-3.5-flash', weight: 8, medianMs: 1600, sigma: 0.6, reasoningTokens: 80, pricesSince: 1.1 },
  { ...usual, ref: 'xai/grok-4.3', weight: 6, medianMs: 3100, sigma: 0.6, isReported: true, failures: 0.04, fallback: 'openai/gpt-4.1' },
  { ...usual, ref: 'deepseek/deepseek-v4-flash', weight: 5, medianMs: 4200, sigma: 0.7, failures: 0.05 },
  { ...usual, ref: 'deepseek/deepseek-labs', weight: 1, medianMs: 5200, sigma: 0.8, failures: 0.06 },
  { ...usual, ref: 'mistral/mistral-small-2603', weight: 3, medianMs: 700, sigma: 0.4 },
  { ...usual, ref: 'mistral/mistral-large-2512', weight: 2, medianMs: 2100, sigma: 0.5, fallback: 'mistral/mistral-small-2603' },
]

/** The model that is in no catalog: it is added, and nobody says what it costs. */
export const unpriced = 'deepseek/deepseek-labs'

/** Whom the app itself asks, to judge, to expand. */
export const infraModel = 0

export const modelAt = (index: number): FleetModel => fleet[index] as FleetModel

export const modelIndex = (ref: string): number => fleet.findIndex((model) => model.ref === ref)
