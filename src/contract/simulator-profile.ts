import { z } from 'zod'

/** How a refusal says when to come back. `retry-info` is Google's body field; the `reset` ones name the exhausted dimension. */
export const HintKind = z.enum([
  'retry-after',
  'retry-after-date',
  'retry-after-ms',
  'x-ms-retry-after-ms',
  'retry-info',
  'openai-reset-requests',
  'openai-reset-tokens',
  'anthropic-reset-requests',
  'anthropic-reset-tokens',
  'anthropic-reset-input-tokens',
  'anthropic-reset-output-tokens',
])
export type HintKind = z.infer<typeof HintKind>

/** `afterMs` absent: the wait the limit itself computes, or one second. `raw` is sent as it is, however odd. */
export const Hint = z.strictObject({
  as: HintKind,
  afterMs: z.number().optional(),
  raw: z
    .string()
    .max(20_000)
    .regex(/^[\t\x20-\x7e]*$/, 'expected printable ASCII')
    .optional(),
})
export type Hint = z.infer<typeof Hint>

const Models = z.array(z.string().min(1)).min(1)
const count = z.int().min(1)

/**
 * One limit, shared by the models it names (absent: by all together). Windows slide: never more than n starts in any minute.
 * `admitEveryMs` admits one request per that time and refuses the rest. `minuteMs` is how long a minute lasts here.
 */
export const LimitRule = z.strictObject({
  models: Models.optional(),
  maxInFlight: count.optional(),
  requestsPerMinute: count.optional(),
  tokensPerMinute: count.optional(),
  admitEveryMs: z.number().positive().optional(),
  minuteMs: z.number().positive().default(60_000),
  /** Whether a refused request uses up the window too, as at OpenAI. */
  countsRefused: z.boolean().default(false),
  /** Every hint is sent; none when empty. */
  hints: z.array(Hint).default([]),
})
export type LimitRule = z.infer<typeof LimitRule>

/** An error in the provider's own words; each wire has its body and status for it. */
export const ErrorReason = z.enum([
  'rate-limit',
  'slow-down',
  'daily-quota',
  'insufficient-quota',
  'credit-exhausted',
  'spend-limit',
  'payment-required',
  'invalid-key',
  'forbidden',
  'model-not-found',
  'context-length',
  'bad-request',
  'too-large',
  'unprocessable',
  'request-timeout',
  'conflict',
  'server-error',
  'overloaded',
  'overloaded-529',
  'gateway-timeout',
])
export type ErrorReason = z.infer<typeof ErrorReason>

/** What goes wrong below or beside the provider's own words. */
export const BreakageKind = z.enum([
  'forbidden-html',
  'bad-gateway-html',
  'unavailable-html',
  'gateway-timeout-html',
  'ok-html',
  'redirect',
  'hang',
  'hang-after-headers',
  'slow-drip',
  'keep-alive',
  'reset',
  'reset-after-headers',
  'close',
  'not-http',
  'random-bytes',
  'truncated-json',
  'cut-body',
  'cut-stream',
  'error-in-stream',
  'error-in-answer',
  'missing-usage',
  'content-filter',
  'empty-answer',
])
export type BreakageKind = z.infer<typeof BreakageKind>

/**
 * A fault and when it strikes: with `probability` (drawn from the request, not from its place in the queue), or on the nth
 * request the rule sees (counted from 1 in order of arrival): `nth`, `everyNth`, `first` n. Without any of these: always.
 */
export const FaultRule = z.strictObject({
  fault: z.enum([...ErrorReason.options, ...BreakageKind.options]),
  models: Models.optional(),
  probability: z.number().min(0).max(1).optional(),
  nth: z.array(count).min(1).optional(),
  everyNth: count.optional(),
  first: count.optional(),
  hints: z.array(Hint).default([]),
  /** Instead of the wire's own status for this error. */
  status: z.int().min(400).max(599).optional(),
  /** How long before it strikes; `slow-drip` and `keep-alive`: between two signs of life. */
  afterMs: z.number().min(0).default(0),
})
export type FaultRule = z.infer<typeof FaultRule>

const rate = z.int().min(0)

/** What a model does here instead of what its trait says. Rates in micro-USD per million tokens; without them its listed price holds. */
export const ModelProfile = z.strictObject({
  medianMs: z.number().min(0).optional(),
  spread: z.number().min(0).max(3).optional(),
  firstChunkRatio: z.number().min(0).max(1).optional(),
  /** As many as that, whatever the text. */
  inputTokens: z.int().min(0).optional(),
  /** The text is cut or repeated to that length. */
  textTokens: z.int().min(0).max(200_000).optional(),
  reasoningTokens: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
  cacheReadRatio: z.number().min(0).max(1).optional(),
  cacheWrite5mRatio: z.number().min(0).max(1).optional(),
  cacheWrite1hRatio: z.number().min(0).max(1).optional(),
  rates: z.strictObject({ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate, reasoning: rate }).optional(),
})
export type ModelProfile = z.infer<typeof ModelProfile>

/** What the simulator does to its callers. `{}` is the plain simulator: traits alone. */
export const Profile = z.strictObject({
  /** No waiting anywhere, and one prebuilt answer per model where no limit or fault applies: for measuring the caller. */
  zeroLatency: z.boolean().default(false),
  /** `counts` keeps no entries, only the sums of `stats`. */
  ledger: z.enum(['full', 'counts']).default('full'),
  /** By model name; `*` for every model that is not named. */
  models: z.record(z.string(), ModelProfile).default({}),
  /** Every rule must admit. */
  limits: z.array(LimitRule).default([]),
  /** The first rule that strikes decides. */
  faults: z.array(FaultRule).default([]),
})
export type Profile = z.infer<typeof Profile>
export type ProfileInput = z.input<typeof Profile>
