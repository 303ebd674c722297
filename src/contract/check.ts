import { z } from 'zod'
import { UsdText } from './usd-text.ts'

/** What an answer is held against; `{{column}}` stands for a value of the probe's row, as in a prompt. */
const Expected = z.string().max(100_000)

/**
 * What every check takes. `name`: what it is called in results; else it is described. `negate`: it passes where it would have failed; where it cannot be decided it stays so.
 * `weight`: its part in the score, where `passWhen` is a share.
 */
const common = {
  name: z.string().trim().min(1).max(100).optional(),
  negate: z.boolean().default(false),
  weight: z.number().min(0).max(1000).default(1),
}

/** White space around the answer and what is expected counts unless `trim`; capitals count unless `ignoreCase`. */
const comparison = { trim: z.boolean().default(true), ignoreCase: z.boolean().default(false) }

/**
 * A question about one answer that has a yes or no.
 * `numeric`: the number in the answer (`number`: its last, its first, or the only one there may be) is at most `tolerance` away from `value`, or with `relative` at most that share of it.
 * `regex`: ECMAScript, found anywhere in the answer; given up after 100 ms. `is-json`: the whole answer is JSON. `json-schema`: and of that schema (draft-07 or 2020-12).
 * `max-cost`: of all calls for the probe together. `max-latency`: of the calls that were answered, together.
 * `rubric`: judged by the infra model `judge`, which sees the conversation, the answer and the rubric, and says yes or no, a score and a reason; with `minScore` the score decides.
 */
export const LeafCheck = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('equals'), value: Expected, ...comparison, ...common }),
  z.strictObject({ type: z.literal('contains'), value: Expected.min(1), ...common }),
  z.strictObject({ type: z.literal('icontains'), value: Expected.min(1), ...common }),
  z.strictObject({ type: z.literal('starts-with'), value: Expected.min(1), ...comparison, ...common }),
  z.strictObject({
    type: z.literal('regex'),
    pattern: z.string().min(1).max(10_000),
    flags: z
      .string()
      .regex(/^[imsu]*$/, 'expected flags of i, m, s and u')
      .default(''),
    ...common,
  }),
  z.strictObject({ type: z.literal('is-json'), ...common }),
  z.strictObject({ type: z.literal('json-schema'), schema: z.record(z.string(), z.unknown()), ...common }),
  z.strictObject({ type: z.literal('one-of'), values: z.array(Expected).min(1).max(1000), ...comparison, ...common }),
  z.strictObject({
    type: z.literal('numeric'),
    value: z.union([z.number(), Expected.min(1)]),
    tolerance: z.number().min(0).default(0),
    relative: z.boolean().default(false),
    number: z.enum(['last', 'first', 'only']).default('last'),
    ...common,
  }),
  z.strictObject({ type: z.literal('max-cost'), usd: UsdText, ...common }),
  z.strictObject({ type: z.literal('max-latency'), ms: z.number().min(0), ...common }),
  z.strictObject({ type: z.literal('rubric'), rubric: Expected.min(1), minScore: z.number().min(0).max(1).optional(), ...common }),
])
export type LeafCheck = z.infer<typeof LeafCheck>

/** A check, or several of which all, or any one, must pass. */
export const Check = z.discriminatedUnion('type', [
  ...LeafCheck.options,
  z.strictObject({ type: z.literal('all'), checks: z.array(LeafCheck).min(1).max(100), ...common }),
  z.strictObject({ type: z.literal('any'), checks: z.array(LeafCheck).min(1).max(100), ...common }),
])
export type Check = z.infer<typeof Check>

export type CheckType = Check['type']

/** When an answer passes: every check does, one does, or those that do weigh at least this share of all. */
export const PassWhen = z.union([z.literal('all'), z.literal('any'), z.number().min(0).max(1)])
export type PassWhen = z.infer<typeof PassWhen>

/** What the column `__checks` of a row holds, as JSON: checks of this row's prompt alone, after those of the batch; a `passWhen` that is given wins. */
export const RowChecks = z.union([
  z.array(Check).max(100),
  z.strictObject({ checks: z.array(Check).max(100), passWhen: PassWhen.optional() }),
])
export type RowChecks = z.infer<typeof RowChecks>

/** `error`: it could not be decided, such as a judge that did not answer, a cost nobody knows, or an expression that took too long. It is neither a pass nor a failure. */
export const Verdict = z.enum(['pass', 'fail', 'error'])
export type Verdict = z.infer<typeof Verdict>
