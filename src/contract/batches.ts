import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { base } from './base.ts'
import { Batch } from './batch.ts'
import { CostTotal } from './costs.ts'
import { ModelRef } from './ids.ts'
import { Variable } from './scenarios.ts'
import { InfraModel } from './settings.ts'

/** Suites of others. `rows`: plain CSV, JSON Lines, JSON or Parquet: one prompt a row. */
export const SuiteFormat = z.enum(['openai-evals', 'inspect', 'promptfoo', 'rows', 'package'])
export type SuiteFormat = z.infer<typeof SuiteFormat>

/** Where a thing stands that an import did not take as it is. `what`: in a sentence. `lost`: it has no place here; `changed`: it has another form here; `flaw`: it is wrong in itself. */
export const NotCarried = z.object({
  kind: z.enum(['lost', 'changed', 'flaw']),
  line: z.int().nullable(),
  field: z.string(),
  what: z.string(),
  /** How many times the same, further down. */
  more: z.int(),
})
export type NotCarried = z.infer<typeof NotCarried>

/** A file's content: text, or of a binary one (Parquet, a package) its bytes in base64. */
const content = {
  file: z.string().min(1).max(500),
  text: z.string().max(64_000_000).optional(),
  base64: z.base64().max(96_000_000).optional(),
}

/** How a target becomes a check: as Inspect's scorers `includes`, `match` (at the end), `exact`, a number, or judged by a model against the target. */
export const TargetCheck = z.enum(['includes', 'match', 'exact', 'numeric', 'rubric', 'none'])
export type TargetCheck = z.infer<typeof TargetCheck>

export const Imported = z.object({
  format: SuiteFormat,
  /** Ready to be run, but for what it may lack: its models are those that were given, or that the file names and the catalog has. */
  batch: Batch,
  prompts: z.int(),
  checks: z.int(),
  notCarried: z.array(NotCarried),
  /** Models as the file names them, and which of ours they are. */
  models: z.array(z.object({ name: z.string(), ref: ModelRef.nullable(), near: z.array(ModelRef) })),
  /** Of a package: what it holds that the catalog has not, as `config.preview` takes it; null: nothing. */
  catalog: z.string().nullable(),
  /** Of a package: what the run came to where it was made. */
  origin: z.object({ name: z.string(), atMs: z.int(), probes: z.int(), passed: z.int(), failed: z.int(), cost: CostTotal }).nullable(),
})
export type Imported = z.infer<typeof Imported>

/** Scenarios as a model writes them. `rows` so far; what was not of the schema was asked for again or is counted in `refused`. */
export const Expansion = z.object({
  seq: z.int(),
  rows: z.array(z.record(z.string(), Variable)),
  wanted: z.int(),
  refused: z.int(),
  /** Rows that were the same as one before. */
  repeated: z.int(),
  /** Whom it asks first, and why; of an order that names a model, that one as if it were set. Who answered in its place stands in `servedModels`. */
  infra: InfraModel,
  servedModels: z.array(ModelRef),
  calls: z.int(),
  cost: CostTotal,
  isDone: z.boolean(),
  /** Why it ended with fewer than were wanted; null: it has not. */
  ended: z.string().nullable(),
})
export type Expansion = z.infer<typeof Expansion>

export const ExpansionOrder = z.object({
  /** What is wanted, in a person's words. */
  instruction: z.string().trim().min(1).max(20_000),
  count: z.int().min(1).max(1000),
  /** What each variant has: a column by its name, what it is to hold, and its type. */
  columns: z
    .array(
      z.object({
        name: z
          .string()
          .regex(/^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,99}$/u, 'expected a name of letters, digits, spaces, dots, dashes and underscores')
          .refine((name) => !name.startsWith('__'), 'a name that begins with two underscores may be ours'),
        about: z.string().max(2000).default(''),
        type: z.enum(['text', 'number', 'boolean']).default('text'),
        /** Nothing else than one of these. */
        oneOf: z.array(z.string().min(1)).min(1).max(200).optional(),
      }),
    )
    .min(1)
    .max(30)
    .refine((columns) => new Set(columns.map(({ name }) => name)).size === columns.length, 'expected each column once')
    .refine(
      (columns) => columns.every(({ type, oneOf = [] }) => oneOf.every((value) => canBe(value, type))),
      'expected oneOf of the column\u2019s type',
    ),
  /** Rows to be like, and not to be repeated. */
  examples: z.array(z.record(z.string(), Variable)).max(50).default([]),
  /** Instead of the set model. */
  model: ModelRef.optional(),
  /** The most it may cost in all, in USD. */
  budgetUsd: Batch.shape.budgetUsd,
})
export type ExpansionOrder = z.infer<typeof ExpansionOrder>

function canBe(value: string, type: 'text' | 'number' | 'boolean'): boolean {
  if (type === 'number') return value.trim() !== '' && Number.isFinite(Number(value))
  return type === 'text' || value === 'true' || value === 'false'
}

export const batches = {
  /**
   * A batch from a suite of another tool, from plain rows, or from a package. Writes nothing and asks nobody. What is not taken is listed by line. INVALID_INPUT, naming lines and fields, where something in
   * it is flawed, unless `partial`: then what is flawed is left out, and listed.
   */
  import: base
    .input(
      z
        .object({
          ...content,
          format: z.union([SuiteFormat, z.literal('auto')]).default('auto'),
          partial: z.boolean().default(false),
          /** Texts of files that it names, such as promptfoo's `file://tests.csv`: by the path it has for them, without `file://`. No other file is read. */
          beside: z
            .array(z.object({ file: z.string().min(1).max(500), text: z.string().max(16_000_000) }))
            .max(100)
            .default([]),
          /** Which columns hold what, where they are not called so. */
          fields: z.object({ input: z.string().optional(), target: z.string().optional(), id: z.string().optional() }).default({}),
          targetCheck: TargetCheck.optional(),
          models: z
            .array(z.union([z.literal('defaults'), ModelRef]))
            .max(500)
            .optional(),
          name: z.string().min(1).max(200).optional(),
        })
        .refine(({ text, base64 }) => (text === undefined) !== (base64 === undefined), 'expected text or base64'),
    )
    .output(Imported),
  /** Has a model write rows for a batch, to be looked through before they are used; each answer is held against a schema. Ends with the signal. MODEL_UNAVAILABLE; BUDGET_UNPRICED and BUDGET_EXCEEDED before the first call, where a price is unknown or one call may cost more. */
  expand: base.input(ExpansionOrder).output(eventIterator(Expansion)),
  /** The rows that a batch comes to, as they are sent: those of its dataset and scenarios. */
  preview: base
    .input(z.object({ batch: Batch, offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(20) }))
    .output(z.object({ total: z.int(), columns: z.array(z.string()), items: z.array(z.record(z.string(), Variable)) })),
}
