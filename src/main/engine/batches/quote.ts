import type { Quote } from '#contract/runs'
import type { NanoUsd, Tokens } from '#contract/units'
import { parseUsdToNano } from '#engine/money'
import { callCost, saturated } from './quote-cost.ts'
import { runDuration } from './quote-duration.ts'
import type { ModelEstimate, QuotedModel, QuoteInput, Span } from './quote-input.ts'
import { quoteWarnings } from './quote-warnings.ts'

/**
 * How sizes are guessed. A token is 2.5 to 5 bytes of text in most languages and tokenizers. Answers come out between the lowest and the highest tenth of the past ones,
 * at least a tenth around their mean, and at half to twice the mean while they are `few`; without a past at a tenth to twice the assumed length, and in 300 ms to
 * a second and 25 ms a token. Retries take as much again as they did. `capFactor`: how far above its mean an answer may go before a cap that we set cuts it.
 */
const assumptions = {
  bytesPerToken: { low: 5, high: 2.5 },
  past: { low: 0.9, high: 1.1 },
  few: { answers: 10, low: 0.5, high: 2 },
  unknown: { low: 0.1, high: 2 },
  capFactor: 4,
  callMs: { least: 300, start: 1_000, perToken: 25 },
} as const

/**
 * What a run will probably cost and take: ranges for each model, and for all. Pure; nothing is reserved by it.
 * `costNanoUsd` is null where a price is unknown, and for the whole as soon as one is: an unknown price is never $0.
 * `durationMs` of a row is that of the model alone; of the whole, models of one pool add up and pools overlap.
 * Units: tokens, nano-USD, milliseconds; what would be no safe integer is the largest that is.
 */
export function quoteOf(input: QuoteInput): Quote {
  const { batch, survey, models } = input
  const maxOutputTokens = chosenCap(input)
  const estimates = models.map((model) => estimateOf(model, input, maxOutputTokens))
  const costs = estimates.map((estimate) => callCost(estimate, input))
  const rows = estimates.map((estimate, index) => ({
    model: estimate.model.ref,
    probes: estimate.probes,
    inputTokens: timesProbes(inputOfAll(estimate.turns), estimate.probes),
    outputTokens: timesProbes(estimate.outputTokens, estimate.answers),
    costNanoUsd: costs[index] ?? null,
    durationMs: runDuration([estimate], batch.maxParallel),
    pastAnswers: estimate.model.past?.answers ?? 0,
  }))
  const quote = {
    name: batch.name,
    prompts: survey.prompts,
    samples: batch.samples,
    probes: saturated(estimates.reduce((sum, { probes }) => sum + probes, 0)),
    rows,
    costNanoUsd: totalCost(rows.map(({ costNanoUsd }) => costNanoUsd)),
    durationMs: runDuration(estimates, batch.maxParallel),
    budgetNanoUsd: batch.budgetUsd === undefined ? null : (parseUsdToNano(batch.budgetUsd) satisfies NanoUsd),
    maxOutputTokens,
    unpriced: rows.filter(({ costNanoUsd }) => costNanoUsd === null).map(({ model }) => model),
  }
  return { ...quote, warnings: quoteWarnings(quote, estimates, input) }
}

/**
 * The cap on answers that a budget needs and the batch did not give; null when there is no budget, or each model has its own.
 * One for all models that lack one: roomy for the longest-winded of them, and no more than the least of them can do.
 */
function chosenCap({ batch, models, assumedOutputTokens }: QuoteInput): Tokens | null {
  const uncapped = models.filter(({ parameters }) => parameters.maxOutputTokens === undefined)
  if (batch.budgetUsd === undefined || uncapped.length === 0) return null
  const roomy = uncapped.map(({ past }) => roomyOutput(past, assumedOutputTokens))
  const possible = uncapped.flatMap(({ maxOutput }) => maxOutput ?? [])
  return Math.max(1, Math.ceil(Math.min(Math.max(...roomy), ...possible))) as Tokens
}

function roomyOutput(past: QuotedModel['past'], assumedOutputTokens: number): number {
  if (past === null || past.answers === 0) return assumptions.capFactor * assumedOutputTokens
  return Math.max(assumptions.capFactor * past.meanOutputTokens, past.maxOutputTokens, assumedOutputTokens)
}

function estimateOf(model: QuotedModel, { batch, survey, assumedOutputTokens }: QuoteInput, chosen: Tokens | null): ModelEstimate {
  const cap = Math.min(model.parameters.maxOutputTokens ?? chosen ?? Number.MAX_SAFE_INTEGER, model.maxOutput ?? Number.MAX_SAFE_INTEGER)
  const outputTokens = outputSpan(model.past, assumedOutputTokens, cap)
  const meanBytes = survey.prompts === 0 ? 0 : survey.totalBytes / survey.prompts
  const probes = model.probes ?? survey.prompts * batch.samples
  const turns = turnSpans(meanBytes, batch.turns ?? [], outputTokens)
  const answers = probes * turns.length
  const input = inputOfAll(turns)
  return {
    ...{ model, probes, answers, turns },
    calls: { low: answers, high: Math.ceil(answers * (model.past?.callsPerAnswer ?? 1)) },
    inputTokens: { low: Math.ceil(input.low / turns.length), high: Math.ceil(input.high / turns.length) },
    outputTokens,
    callMs: callSpan(model.past, outputTokens),
  }
}

/** Each turn is sent with the prompt, the turns before it and an answer to each. A turn counts as long as it was written. */
function turnSpans(promptBytes: number, turns: readonly string[], answer: Span): Span[] {
  let bytes = promptBytes
  return ['', ...turns].map((turn, before) => {
    bytes += Buffer.byteLength(turn)
    const { low, high } = assumptions.bytesPerToken
    return { low: Math.ceil(bytes / low) + before * answer.low, high: Math.ceil(bytes / high) + before * answer.high }
  })
}

function inputOfAll(turns: readonly Span[]): Span {
  return { low: turns.reduce((sum, { low }) => sum + low, 0), high: turns.reduce((sum, { high }) => sum + high, 0) }
}

function outputSpan(past: QuotedModel['past'], assumed: number, cap: number): Span {
  const { unknown } = assumptions
  const { low, high } =
    past === null || past.answers === 0
      ? { low: assumed * unknown.low, high: assumed * unknown.high }
      : spreadOf(past.answers, past.meanOutputTokens, { low: past.p10OutputTokens, high: past.p90OutputTokens })
  return { low: Math.min(cap, Math.ceil(low)), high: Math.min(cap, Math.ceil(high)) }
}

function callSpan(past: QuotedModel['past'], outputTokens: Span): Span {
  if (past !== null && past.answers > 0) {
    const { low, high } = spreadOf(past.answers, past.meanDurationMs, { low: past.p10DurationMs, high: past.p90DurationMs })
    return { low, high: high + past.unansweredMsPerAnswer }
  }
  const { least, start, perToken } = assumptions.callMs
  return { low: least, high: start + outputTokens.high * perToken }
}

/** `tenths`: what a tenth of the past ones were below, and above. */
function spreadOf(answers: number, mean: number, tenths: Span): Span {
  const factors = answers < assumptions.few.answers ? assumptions.few : assumptions.past
  return { low: Math.min(tenths.low, mean * factors.low), high: Math.max(tenths.high, mean * factors.high) }
}

function timesProbes({ low, high }: Span, probes: number): Span {
  return { low: saturated(low * probes), high: saturated(high * probes) }
}

function totalCost(costs: readonly (Span | null)[]): Span | null {
  const known = costs.filter((cost) => cost !== null)
  if (known.length < costs.length) return null
  return { low: saturated(known.reduce((sum, { low }) => sum + low, 0)), high: saturated(known.reduce((sum, { high }) => sum + high, 0)) }
}
