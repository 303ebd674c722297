import { sunsetNoticeMs } from '#contract/catalog'
import type { Quote } from '#contract/runs'
import type { Tokens } from '#contract/units'
import { formatNanoUsd, isServiceTierPriced, upperBoundNanoUsd } from '#engine/money'
import type { ModelEstimate, QuoteInput } from './quote-input.ts'
import { batchMessages, tokensUpperOf, variablesOf } from './template.ts'

/** What a person should know before the run starts, a sentence each; empty when there is nothing. */
export function quoteWarnings(quote: Omit<Quote, 'warnings'>, estimates: readonly ModelEstimate[], input: QuoteInput): string[] {
  return [
    ...promptWarnings(input),
    ...(input.batch.cache ? ['answers that are kept are taken instead of asked for: it may cost and take less'] : []),
    ...estimates.flatMap((estimate) => modelWarnings(estimate, input)),
    ...moneyWarnings(quote, estimates, input),
  ]
}

function promptWarnings({ batch, survey }: QuoteInput): string[] {
  if (survey.prompts < 2 || variablesOf(batchMessages(batch)).length > 0) return []
  return [`all ${survey.prompts} prompts are the same: no column of the dataset is used, which is written {{column}}`]
}

function modelWarnings(estimate: ModelEstimate, input: QuoteInput): string[] {
  const { ref, contextWindow, sunsetAtMs, pool } = estimate.model
  const longest = longestPrompt(estimate, input)
  const sentences: string[] = []
  if (contextWindow !== null && longest.low > contextWindow)
    sentences.push(
      `${ref}: the longest prompt, about ${longest.low} to ${longest.high} tokens, does not fit its context window of ${contextWindow}`,
    )
  else if (contextWindow !== null && longest.high > contextWindow)
    sentences.push(
      `${ref}: the longest prompt, about ${longest.low} to ${longest.high} tokens, may not fit its context window of ${contextWindow}`,
    )
  const perMinute = narrowestMinute(estimate, longest.high)
  if (perMinute !== undefined)
    sentences.push(
      `${ref}: a probe is estimated above the ${perMinute} tokens a minute of pool ${pool.name}: such probes go alone, each when the minute is empty`,
    )
  if (sunsetAtMs !== null && sunsetAtMs - input.nowMs <= sunsetNoticeMs) sentences.push(sunsetSentence(ref, sunsetAtMs - input.nowMs))
  return sentences
}

/** Of a conversation with all that is said before its last answer. */
function longestPrompt({ turns }: ModelEstimate, { survey }: QuoteInput): { low: number; high: number } {
  const ratio = survey.totalBytes === 0 ? 0 : (survey.maxBytes * survey.prompts) / survey.totalBytes
  const [first, last] = [turns[0], turns.at(-1)]
  const longest = (end: 'low' | 'high') => Math.round((first?.[end] ?? 0) * ratio) + (last?.[end] ?? 0) - (first?.[end] ?? 0)
  return { low: longest('low'), high: longest('high') }
}

/** The least minute's limit that one probe alone is above. */
function narrowestMinute({ model, outputTokens }: ModelEstimate, input: number): number | undefined {
  const { tokensPerMinute, inputTokensPerMinute, outputTokensPerMinute } = model.pool.limits
  const exceeded = [
    [tokensPerMinute, input + outputTokens.high],
    [inputTokensPerMinute, input],
    [outputTokensPerMinute, outputTokens.high],
  ] as const
  const limits = exceeded.flatMap(([limit, tokens]) => (limit !== null && tokens > limit ? [limit] : []))
  return limits.length === 0 ? undefined : Math.min(...limits)
}

function sunsetSentence(ref: string, leftMs: number): string {
  if (leftMs <= 0) return `${ref}: its provider has announced its end for a day that is past`
  const days = Math.ceil(leftMs / 86_400_000)
  return `${ref}: its provider will end it in ${days} ${days === 1 ? 'day' : 'days'}`
}

function moneyWarnings(quote: Omit<Quote, 'warnings'>, estimates: readonly ModelEstimate[], input: QuoteInput): string[] {
  const sentences = estimates
    .filter(({ model }) => quote.unpriced.includes(model.ref))
    .map(({ model }) => `${model.ref}: its price${inTier(model)} is unknown, so what it costs is not in the quote`)
  const { budgetNanoUsd, costNanoUsd } = quote
  if (budgetNanoUsd === null) return sentences
  const known = quote.rows.reduce((sum, row) => sum + (row.costNanoUsd?.high ?? 0), 0)
  if ((costNanoUsd?.high ?? known) > budgetNanoUsd)
    sentences.push(`the budget of ${formatNanoUsd(budgetNanoUsd)} may not last for all ${quote.probes} probes`)
  for (const { model } of estimates) {
    const bound = reservationOf(model, input, quote.maxOutputTokens)
    if (bound !== null && bound > budgetNanoUsd)
      sentences.push(
        `${model.ref}: one call may cost up to ${formatNanoUsd(bound)}, which is above the budget, so it may never be sent: lower maxOutputTokens or raise the budget`,
      )
  }
  return sentences
}

/** Names the service tier where it is the reason. */
function inTier({ tiers, parameters: { serviceTier } }: ModelEstimate['model']): string {
  return tiers === null || isServiceTierPriced(tiers, serviceTier) ? '' : ` in service tier ${serviceTier}`
}

function reservationOf(
  { tiers, parameters }: ModelEstimate['model'],
  { survey, batch }: QuoteInput,
  chosen: Quote['maxOutputTokens'],
): ReturnType<typeof upperBoundNanoUsd> {
  const outputTokensUpper = parameters.maxOutputTokens ?? chosen
  if (tiers === null || outputTokensUpper === null) return null
  const inputTokensUpper = (survey.maxInputTokensUpper + furtherInput(batch.turns ?? [], outputTokensUpper)) as Tokens
  return upperBoundNanoUsd({ inputTokensUpper, outputTokensUpper: outputTokensUpper as Tokens }, tiers, parameters.serviceTier)
}

/** What a conversation adds to its last question: an answer as long as may be before each turn, and a token for each byte. */
function furtherInput(turns: readonly string[], answerTokens: number): number {
  const said = tokensUpperOf(
    turns.reduce((sum, turn) => sum + Buffer.byteLength(turn), 0),
    2 * turns.length,
  )
  return turns.length === 0 ? 0 : said - tokensUpperOf(0, 0) + turns.length * answerTokens * bytesPerAnswerToken
}

const bytesPerAnswerToken = 5
