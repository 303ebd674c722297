import type { Batch, Parameters } from '#contract/batch'
import type { ModelRef, PoolName } from '#contract/ids'
import type { PoolLimits } from '#contract/pools'
import type { PriceTier } from '#contract/prices'
import type { EpochMs, Tokens } from '#contract/units'
import type { BatchSurvey } from './prompts.ts'

/** What a model's answers were like until now, over all runs. */
export interface PastAnswers {
  readonly answers: number
  readonly meanOutputTokens: number
  readonly p10OutputTokens: number
  readonly p90OutputTokens: number
  readonly maxOutputTokens: number
  readonly meanDurationMs: number
  readonly p10DurationMs: number
  readonly p90DurationMs: number
  /** Requests sent for each answer, retries included: 1 where none was needed. */
  readonly callsPerAnswer: number
  /** What those took that were not answered, for each answer. */
  readonly unansweredMsPerAnswer: number
}

/** A model of the batch, resolved (`defaults` stands for several), with all that its quote depends on. */
export interface QuotedModel {
  readonly ref: ModelRef
  /** The batch's parameters with the model's own over them. */
  readonly parameters: Parameters
  /** The price in force now; null: none is known. */
  readonly tiers: readonly PriceTier[] | null
  readonly contextWindow: Tokens | null
  readonly maxOutput: Tokens | null
  readonly sunsetAtMs: EpochMs | null
  readonly past: PastAnswers | null
  /** Of a rerun, how many probes it sends of this model; absent: all samples of all prompts. */
  readonly probes?: number | undefined
  /** The pool it is in: models of one provider that name the same pool share its limits. */
  readonly pool: { readonly name: PoolName; readonly limits: PoolLimits }
  /** Of its provider, over all pools; null: only the pools limit it. */
  readonly providerMaxParallel: number | null
}

export interface QuoteInput {
  readonly batch: Pick<Batch, 'cache' | 'name' | 'samples' | 'budgetUsd' | 'maxParallel' | 'prompt' | 'messages' | 'turns'>
  readonly survey: BatchSurvey
  readonly models: readonly QuotedModel[]
  /** Taken as the mean of an answer where a model has none yet. */
  readonly assumedOutputTokens: number
  readonly nowMs: EpochMs
}

/** A model with its share of the run, reckoned. Ranges are `[low, high]`; tokens and durations of one answer, the mean one: of a conversation a probe has several. */
export interface ModelEstimate {
  readonly model: QuotedModel
  readonly probes: number
  /** Those that all probes together want. */
  readonly answers: number
  /** Of each turn what is sent: all that was said before, too. */
  readonly turns: readonly Span[]
  /** Requests, retries included. */
  readonly calls: Span
  readonly inputTokens: Span
  readonly outputTokens: Span
  readonly callMs: Span
}

export interface Span {
  readonly low: number
  readonly high: number
}
