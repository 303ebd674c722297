import type { CallFailureCode } from '#engine/ports'
import type { ErrorWords } from './error-words.ts'

/** Source of every word and phrase below: the providers' error references and bodies seen on the wire, 2026-11. */
const moneyWords = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'organization_usage_limit_exceeded',
  'enforced_spend_limit_reached',
  'billing_hard_limit_reached',
  'billing_error',
  'billing_not_active',
  'insufficient_balance',
  'insufficient_credits',
])
const moneyPhrase =
  /credit balance is too low|credit limit exceeded|insufficient (balance|credits|funds)|run out of credits|used all available credits|reached your specified API usage limits|doesn't have any credits/i
const keyWords = new Set(['invalid_api_key', 'api_key_invalid', 'api_key_expired', 'authentication_error', 'unauthenticated'])
const keyPhrase = /(incorrect|invalid|expired) api key|api key not (valid|found)|api key expired|api key was reported as leaked/i
const modelWords = new Set(['model_not_found', 'invalid_model', 'model_not_available', 'not_found_error'])
const modelPhrase =
  /is not a valid model id|model .{1,200} (does not exist|not found|is not found)|no endpoints found for|^invalid model:?/i
const contextWords = new Set(['context_length_exceeded', 'string_above_max_length', 'request_too_large'])
const contextPhrase =
  /prompt is too long|maximum context length|maximum prompt length|context (window|length)( is| was)? exceed|exceeds? (the |its )?(model'?s )?(context|maximum number of tokens)|input is too long|input length and .max_tokens. exceed|too large for model|too many tokens in (the )?prompt|tokens \+ .max_new_tokens. must be/i
/** Refused as too fast, but too large for a whole minute or for the plan: coming back later changes nothing. */
const neverFits = /^request too large for|required for long context requests/i
const filterWords = new Set([
  'content_filter',
  'content_policy_violation',
  'responsibleaipolicyviolation',
  'moderation_blocked',
  'content_blocked',
])
const filterPhrase = /content exists risk|content violates usage guidelines/i
const overloadWords = new Set(['overloaded_error', 'server_is_overloaded', 'engine_overloaded', 'unavailable', 'overloaded'])
const tooFastWords = new Set(['rate_limit_error', 'rate_limit_exceeded', 'slow_down', 'resource_exhausted', 'too_many_requests'])
/** Complaints of growth rather than of the rate; Together's limit follows what was answered of late, so that above it one has grown too fast. */
const rampWords = new Set(['slow_down', 'dynamic_request_limited', 'dynamic_token_limited'])
const rampPhrase = /usage increase rate|sudden increase in your request rate|acceleration limit|ramp up .{0,40}gradually/i
const perDay = /per[-_ ]?day|\bRPD\b|\bTPD\b|daily (rate )?(limit|quota)/i
const noQuotaAtAll = /\blimit: 0\b(?![.\d])/

/**
 * What a refusal means: the outcome table of the design.
 * `status` is the HTTP status, or for an error inside a 2xx answer the one its words name (500 when they name none); `words` is undefined when the body is not the provider's own.
 */
export function classifyRefusal(status: number, words: ErrorWords | undefined): CallFailureCode {
  if (status < 400) return 'INVALID_RESPONSE'
  if (words === undefined) return byStatus(status, false)
  const says = (some: ReadonlySet<string>) => [...words.words].some((word) => some.has(word))
  const { message } = words
  if (status === 402 || says(moneyWords) || moneyPhrase.test(message)) return 'OUT_OF_CREDIT'
  if (status === 401 || says(keyWords) || (status < 500 && keyPhrase.test(message))) return 'AUTH'
  if (says(overloadWords) && status !== 429) return 'OVERLOADED'
  if (says(contextWords) || (status < 429 && contextPhrase.test(message)) || (status === 429 && neverFits.test(message)))
    return 'CONTEXT_TOO_LONG'
  if (status === 429 || says(tooFastWords)) return tooFast(words)
  if (says(filterWords) || (status < 500 && (words.isFlagged || filterPhrase.test(message)))) return 'CONTENT_FILTERED'
  if (status < 500 && (says(modelWords) || modelPhrase.test(message))) return 'MODEL_NOT_FOUND'
  return byStatus(status, true)
}

/** Whether the provider complains of the rate's growth rather than of the rate. */
export function isRampComplaint(words: ErrorWords | undefined): boolean {
  return words !== undefined && ([...words.words].some((word) => rampWords.has(word)) || rampPhrase.test(words.message))
}

function tooFast(words: ErrorWords): CallFailureCode {
  if (noQuotaAtAll.test(words.message)) return 'PERMISSION_DENIED'
  const isDaily = words.quotaIds.length > 0 ? words.quotaIds.some((id) => perDay.test(id)) : perDay.test(words.message)
  return isDaily ? 'DAILY_QUOTA' : 'RATE_LIMITED'
}

function byStatus(status: number, isProvidersOwn: boolean): CallFailureCode {
  switch (status) {
    case 401:
      return 'AUTH'
    case 402:
      return 'OUT_OF_CREDIT'
    case 403:
      return isProvidersOwn ? 'PERMISSION_DENIED' : 'NETWORK'
    case 404:
      return 'MODEL_NOT_FOUND'
    case 408:
    case 425:
    case 504:
      return 'TIMEOUT'
    case 409:
      return 'SERVER_ERROR'
    case 413:
      return 'CONTEXT_TOO_LONG'
    case 429:
      return 'RATE_LIMITED'
    case 503:
    case 529:
      return 'OVERLOADED'
    default:
      return status >= 500 ? 'SERVER_ERROR' : 'BAD_REQUEST'
  }
}
