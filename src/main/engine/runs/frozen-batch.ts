import { z } from 'zod'
import { type Batch, Message, Parameters } from '#contract/batch'
import { Check, PassWhen } from '#contract/check'
import type { SelectedModel } from './select-models.ts'

/** A batch as a run keeps it: everything decided, nothing to look up again but the models' rows. */
export const FrozenBatch = z.object({
  name: z.string(),
  messages: z.array(Message),
  models: z.array(z.object({ ref: z.string(), parameters: Parameters })),
  samples: z.int(),
  maxParallel: z.int().nullable(),
  maxWaitMs: z.int().nullable(),
  allowFallback: z.boolean(),
  allowDeprecated: z.boolean(),
  allowUnpriced: z.boolean(),
  /** Absent in runs from before there was one. */
  cache: z.boolean().default(false),
  /** Absent in runs from before there were any. */
  turns: z.array(z.string()).default([]),
  checks: z.array(Check).default([]),
  passWhen: PassWhen.default('all'),
  /** Where the prompts came from: a file's path, `rows`, or `none`. */
  dataset: z.string(),
})
export type FrozenBatch = z.infer<typeof FrozenBatch>

/** `maxOutputTokens`: set by the quote where the batch gave none and has a budget. */
export function freezeBatch(
  batch: Batch,
  messages: readonly Message[],
  models: readonly SelectedModel[],
  maxOutputTokens: number | null,
): FrozenBatch {
  return FrozenBatch.parse({
    name: batch.name,
    messages,
    models: models.map(({ model, parameters }) => ({ ref: model.ref, parameters: capped(parameters, maxOutputTokens) })),
    samples: batch.samples,
    maxParallel: batch.maxParallel ?? null,
    maxWaitMs: batch.maxWaitMs,
    allowFallback: batch.allowFallback,
    allowDeprecated: batch.allowDeprecated,
    allowUnpriced: batch.allowUnpriced,
    cache: batch.cache,
    turns: batch.turns ?? [],
    checks: batch.checks,
    passWhen: batch.passWhen,
    dataset:
      typeof batch.dataset === 'string' ? batch.dataset : batch.dataset === undefined && batch.scenarios === undefined ? 'none' : 'rows',
  })
}

/** With this cap on answers, where there is none yet and one is needed. */
export function capped(parameters: Parameters, maxOutputTokens: number | null): Parameters {
  return maxOutputTokens === null || parameters.maxOutputTokens !== undefined ? parameters : { ...parameters, maxOutputTokens }
}
