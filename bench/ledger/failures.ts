import type { CallCode, CostState } from '#contract/calls'
import type { Dice } from './dice.ts'

/** A way in which calls end without an answer. `share`: of all failures, against the others. */
export interface FailureSort {
  readonly code: CallCode
  readonly share: number
  readonly isRetried: boolean
  readonly httpStatus: number | null
  readonly costState: CostState
  /** How long it takes; null: as long as an answer would have. */
  readonly durationMs: number | null
  /** `#` stands for a number, `@` for an id, `%` for a model's name. */
  readonly messages: readonly string[]
}

/** Every code that a call may end as, with what providers say. */
export const failureSorts: readonly FailureSort[] = [
  {
    ...{ code: 'RATE_LIMITED', share: 22, isRetried: true, httpStatus: 429, costState: 'none', durationMs: 180 },
    messages: [
      'Rate limit reached for % in organization org-@ on tokens per min (TPM): Limit #, Used #, Requested #. Please try again in #ms.',
      'Rate limit reached for % in organization org-@ on requests per min (RPM): Limit #, Used #. Please try again in #s.',
      'This request would exceed the rate limit for your organization (@) of # input tokens per minute.',
      'Resource has been exhausted (e.g. check quota).',
      'Too many requests: # in the last minute.',
    ],
  },
  {
    ...{ code: 'OVERLOADED', share: 14, isRetried: true, httpStatus: 529, costState: 'none', durationMs: 900 },
    messages: ['Overloaded', 'The model is overloaded. Please try again later.', 'The engine is currently overloaded, request @.'],
  },
  {
    ...{ code: 'SERVER_ERROR', share: 10, isRetried: true, httpStatus: 500, costState: 'none', durationMs: 2200 },
    messages: [
      'The server had an error while processing your request. Sorry about that! (request ID req_@)',
      'Internal server error',
      'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      'shard # of % did not answer',
    ],
  },
  {
    ...{ code: 'SERVER_ERROR', share: 4, isRetried: true, httpStatus: 502, costState: 'maybe_billed', durationMs: 30_000 },
    messages: ['Bad gateway', 'upstream connect error or disconnect/reset before headers, after # ms'],
  },
  {
    ...{ code: 'TIMEOUT', share: 9, isRetried: true, httpStatus: null, costState: 'maybe_billed', durationMs: 120_000 },
    messages: ['silence: nothing came for # ms', 'the whole call took longer than # ms', 'no connection within # ms'],
  },
  {
    ...{ code: 'NETWORK', share: 7, isRetried: true, httpStatus: null, costState: 'none', durationMs: 40 },
    messages: ['connect ECONNREFUSED #.#.#.#:443', 'getaddrinfo EAI_AGAIN', 'read ECONNRESET after # bytes', 'certificate has expired'],
  },
  {
    ...{ code: 'INVALID_RESPONSE', share: 5, isRetried: true, httpStatus: 200, costState: 'maybe_billed', durationMs: null },
    messages: [
      'the stream ended after # bytes without its last event',
      'expected JSON at position #',
      'a redirect to host @ is not followed',
    ],
  },
  {
    ...{ code: 'BAD_REQUEST', share: 7, isRetried: false, httpStatus: 400, costState: 'none', durationMs: 120 },
    messages: [
      "Unsupported value: 'temperature' does not support # with this model.",
      "Invalid 'messages[#].content': string too short.",
      'max_tokens: # > #, which is the maximum allowed number of output tokens for %',
      "Unknown parameter: 'seed'.",
    ],
  },
  {
    ...{ code: 'CONTEXT_TOO_LONG', share: 5, isRetried: false, httpStatus: 400, costState: 'none', durationMs: 160 },
    messages: [
      "This model's maximum context length is # tokens. However, your messages resulted in # tokens.",
      'prompt is too long: # tokens > # maximum',
      'The input token count (#) exceeds the maximum number of tokens allowed (#).',
    ],
  },
  {
    ...{ code: 'CONTENT_FILTERED', share: 6, isRetried: false, httpStatus: 200, costState: 'computed', durationMs: null },
    messages: [
      'the answer was ended by the provider: SAFETY',
      'the answer was ended by the provider: content_filter',
      'blocked: category #',
    ],
  },
  {
    ...{ code: 'MODEL_NOT_FOUND', share: 2, isRetried: false, httpStatus: 404, costState: 'none', durationMs: 90 },
    messages: ['The model `%` does not exist or you do not have access to it.', 'models/% is not found for API version v1beta'],
  },
  {
    ...{ code: 'PERMISSION_DENIED', share: 2, isRetried: false, httpStatus: 403, costState: 'none', durationMs: 90 },
    messages: ['Project `proj_@` does not have access to model `%`', 'Permission denied on resource project #'],
  },
  {
    ...{ code: 'AUTH', share: 1, isRetried: false, httpStatus: 401, costState: 'none', durationMs: 80 },
    messages: ['invalid x-api-key', 'Incorrect API key provided: sk-…@. You can find your API key in your account.'],
  },
  {
    ...{ code: 'OUT_OF_CREDIT', share: 1, isRetried: false, httpStatus: 402, costState: 'none', durationMs: 80 },
    messages: ['Insufficient Balance', 'You exceeded your current quota, please check your plan and billing details.'],
  },
  {
    ...{ code: 'DAILY_QUOTA', share: 1.5, isRetried: false, httpStatus: 429, costState: 'none', durationMs: 110 },
    messages: ['Quota exceeded for quota metric generate_content_requests, limit # per day per project'],
  },
  {
    ...{ code: 'CANCELLED', share: 1.5, isRetried: false, httpStatus: 200, costState: 'estimated', durationMs: null },
    messages: ['cancelled by its run after # bytes'],
  },
  {
    ...{ code: 'INTERRUPTED', share: 1, isRetried: false, httpStatus: null, costState: 'maybe_billed', durationMs: null },
    messages: ['the engine ended while the call was under way'],
  },
]

/** What happens in a bad hour of a provider. */
export const overload = failureSorts.findIndex(({ code }) => code === 'OVERLOADED')

const shares = failureSorts.map(({ share }) => share)

export const drawFailure = (dice: Dice): number => dice.weighted(shares)

export const failureAt = (index: number): FailureSort => failureSorts[index] as FailureSort

/** A message of its sort, with what differs from call to call filled in. */
export function failureMessage(sort: FailureSort, model: string, dice: Dice): string {
  return dice
    .one(sort.messages)
    .replaceAll('%', model)
    .replace(/#/g, () => String(1 + dice.below(200_000)))
    .replace(/@/g, () => dice.letters(12).toLowerCase())
}
