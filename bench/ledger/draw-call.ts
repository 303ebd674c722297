import type { Parameters } from '#contract/batch'
import type { CostState } from '#contract/calls'
import { EpochMs, Tokens } from '#contract/units'
import type { Usage } from '#contract/usage'
import { costOf } from '#engine/money'
import type { Dice } from './dice.ts'
import { failureAt, failureMessage } from './failures.ts'
import { modelAt } from './fleet.ts'
import { none } from './plan-calls.ts'
import type { StoredModel } from './write-catalog.ts'

/** What is known of a call before it is sent. */
export interface CallFacts {
  readonly model: StoredModel
  /** Its place in the fleet. */
  readonly served: number
  readonly failure: number
  readonly startMs: number
  readonly promptBytes: number
  readonly answerBytes: number
  readonly isJson: boolean
  readonly parameters: Parameters
}

/** What came of it. */
export interface DrawnCall {
  readonly state: 'answered' | 'failed' | 'cancelled' | 'interrupted'
  readonly code: string | null
  readonly httpStatus: number | null
  readonly message: string | null
  readonly errorBody: string | null
  readonly answer: string | null
  readonly finishReason: string | null
  readonly usage: Usage | null
  readonly rawUsage: string | null
  readonly estimated: { readonly input: number; readonly output: number } | null
  readonly costState: CostState
  readonly nanoUsd: number | null
  readonly upperNanoUsd: number | null
  readonly priceId: number | null
  readonly priceTier: number | null
  readonly reservedInput: number
  readonly reservedOutput: number
}

const nothing = Tokens.parse(0)
const unusedStates: readonly CostState[] = ['none', 'maybe_billed']

/** Draws what a call answered, used and cost, at the price that was in force when it began. */
export function drawCall(dice: Dice, prose: string, facts: CallFacts): DrawnCall {
  const { model, served, failure, startMs } = facts
  const sort = failure === none ? undefined : failureAt(failure)
  const price = model.prices.find(({ fromMs }) => fromMs <= startMs)
  const reservedInput = facts.promptBytes + 48
  const reservedOutput = facts.parameters.maxOutputTokens ?? 400
  const message = sort === undefined ? null : failureMessage(sort, model.wireId, dice)
  const answer = sort === undefined ? drawAnswer(dice, prose, facts) : null
  const given = sort === undefined ? 'computed' : sort.costState
  const usage = unusedStates.includes(given)
    ? null
    : drawUsage(dice, served, facts.promptBytes, answer === null ? 40 : Buffer.byteLength(answer))
  const isUncounted = sort?.costState === 'estimated' || (answer !== null && dice.isLess(0.004))
  const cost = usage === null || price === undefined ? undefined : costOf({ usage, startedAtMs: EpochMs.parse(startMs) }, price.tiers)
  const upper = price === undefined ? null : ceilingOf(price.tiers, reservedInput, reservedOutput)
  const state = stateOf(given, cost !== undefined, isUncounted, modelAt(served).isReported)
  return {
    ...{ state: sort === undefined ? 'answered' : endOf(sort.code), code: sort?.code ?? null, message, answer },
    httpStatus: sort === undefined ? 200 : sort.httpStatus,
    errorBody:
      sort?.httpStatus != null && sort.httpStatus >= 400 ? JSON.stringify({ error: { message, type: sort.code.toLowerCase() } }) : null,
    finishReason: sort === undefined ? (dice.isLess(0.03) ? 'length' : 'stop') : sort.code === 'CONTENT_FILTERED' ? 'content-filter' : null,
    usage: isUncounted ? null : usage,
    rawUsage: isUncounted || usage === null ? null : rawUsage(usage),
    estimated: isUncounted && usage !== null ? { input: usage.uncachedInputTokens, output: usage.textOutputTokens } : null,
    ...{
      costState: state,
      nanoUsd: state === 'none' ? 0 : state === 'maybe_billed' || state === 'unknown' ? null : (cost?.nanoUsd ?? null),
    },
    upperNanoUsd: state === 'maybe_billed' ? upper : null,
    ...{ priceId: price?.id ?? null, priceTier: state === 'computed' || state === 'estimated' ? (cost?.tier ?? null) : null },
    ...{ reservedInput, reservedOutput },
  }
}

function stateOf(given: CostState, isPriced: boolean, isUncounted: boolean, isReported: boolean): CostState {
  if (given === 'none' || given === 'maybe_billed') return given
  if (!isPriced) return 'unknown'
  return isUncounted ? 'estimated' : isReported ? 'reported' : 'computed'
}

function endOf(code: string): DrawnCall['state'] {
  return code === 'CANCELLED' ? 'cancelled' : code === 'INTERRUPTED' ? 'interrupted' : 'failed'
}

function drawAnswer(dice: Dice, prose: string, { answerBytes, isJson }: CallFacts): string {
  const length = Math.max(4, Math.min(8000, Math.round(answerBytes)))
  if (isJson)
    return JSON.stringify({
      topic: dice.one(['delivery', 'payment', 'account']),
      urgency: 1 + dice.below(5),
      why: cut(dice, prose, length - 40),
    })
  return cut(dice, prose, length)
}

function cut(dice: Dice, prose: string, length: number): string {
  const at = dice.below(Math.max(1, prose.length - length))
  return prose.slice(at, at + Math.max(2, length))
}

function drawUsage(dice: Dice, served: number, bytesIn: number, bytesOut: number): Usage {
  const { cachedShare, reasoningTokens } = modelAt(served)
  const input = Math.ceil(bytesIn / 4) + 8
  const cached = dice.isLess(cachedShare) ? Math.floor(input * 0.6) : 0
  const reasoning = reasoningTokens === 0 ? 0 : Math.round(dice.logNormal(reasoningTokens, 0.7))
  return {
    uncachedInputTokens: Tokens.parse(input - cached),
    cacheReadInputTokens: Tokens.parse(cached),
    ...{ cacheWrite5mInputTokens: nothing, cacheWrite1hInputTokens: nothing },
    textOutputTokens: Tokens.parse(Math.max(1, Math.ceil(bytesOut / 4))),
    reasoningOutputTokens: Tokens.parse(reasoning),
  }
}

/** About as long as providers write it. */
function rawUsage(usage: Usage): string {
  const input = usage.uncachedInputTokens + usage.cacheReadInputTokens
  const output = usage.textOutputTokens + usage.reasoningOutputTokens
  return JSON.stringify({
    ...{ prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    ...{ prompt_tokens_details: { cached_tokens: usage.cacheReadInputTokens } },
    ...{ completion_tokens_details: { reasoning_tokens: usage.reasoningOutputTokens } },
  })
}

/** Reservations are above what is used: all at the dearest rates. */
function ceilingOf(tiers: StoredModel['prices'][number]['tiers'], input: number, output: number): number {
  const rate = (name: 'input' | 'output') => Math.max(...tiers.map(({ rates }) => rates[name] ?? 0))
  return Math.ceil((input * rate('input') + output * rate('output')) / 1000)
}
