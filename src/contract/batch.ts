import { z } from 'zod'
import { Check, PassWhen } from './check.ts'
import { ModelRef } from './ids.ts'
import { Scenarios, Variable } from './scenarios.ts'
import { UsdText } from './usd-text.ts'

export { Variable, type Variables } from './scenarios.ts'
export { UsdText } from './usd-text.ts'

/** What is sent along with each prompt; what a model cannot take is refused, never dropped. */
export const Parameters = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  maxOutputTokens: z.int().min(1).max(1_000_000).optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  stopSequences: z.array(z.string().min(1)).max(4).optional(),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
  serviceTier: z.string().min(1).max(50).optional(),
  stream: z.boolean().optional(),
})
export type Parameters = z.infer<typeof Parameters>

export const Message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })
export type Message = z.infer<typeof Message>

/** A model of a batch: its ref, or `defaults` for every provider's default; with parameters of its own, which win. */
const ModelEntry = z.union([z.literal('defaults'), ModelRef, z.strictObject({ ref: ModelRef, parameters: Parameters })])

/**
 * A batch as a person writes it: prompts × models × samples. One of `prompt` and `messages`, or neither where every row brings its own.
 * `dataset`: a file (csv, json, jsonl, parquet; relative to the batch file) or rows in place; absent, and without scenarios: one prompt without variables.
 * Two columns are ours and no variables: `__messages` (a list of messages, as JSON: the row's own, in place of the batch's, in which nothing is filled in) and
 * `__checks` (`RowChecks`).
 */
export const Batch = z.strictObject({
  name: z.string().min(1).max(200),
  prompt: z.string().min(1).optional(),
  messages: z.array(Message).min(1).max(200).optional(),
  dataset: z.union([z.string().min(1), z.array(z.record(z.string(), Variable)).max(100_000)]).optional(),
  scenarios: Scenarios.optional(),
  /** What the user says next, once the model has answered: each is sent with all that was said before. */
  turns: z.array(z.string().min(1)).min(1).max(50).optional(),
  /** What is asked of each answer: of several turns the last. */
  checks: z.array(Check).max(100).default([]),
  passWhen: PassWhen.default('all'),
  models: z.array(ModelEntry).min(1).max(500),
  samples: z.int().min(1).max(100_000).default(1),
  parameters: Parameters.default({}),
  budgetUsd: UsdText.optional(),
  allowFallback: z.boolean().default(false),
  allowDeprecated: z.boolean().default(false),
  /** With a budget: run models whose price is unknown all the same. */
  allowUnpriced: z.boolean().default(false),
  /** Answers that were kept are taken instead of asked for again, and complete ones are kept. */
  cache: z.boolean().default(false),
  /** Calls in flight for this run; never raises a pool's limit. */
  maxParallel: z.int().min(1).max(10_000).optional(),
  /** How long a probe may wait for a pool, in milliseconds; null: as long as it takes. */
  maxWaitMs: z.int().min(0).nullable().default(null),
})
export type Batch = z.infer<typeof Batch>
