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
  'insufficient_balance',
  'insufficient_credits',
])
const moneyPhrase = /credit balance is too low|insufficient (balance|credits|funds)|run out of credits/i
const keyWords = new Set(['invalid_api_key', 'api_key_invalid', 'api_key_expired', 'authentication_error', 'unauthenticated'])
const keyPhrase = /(incorrect|invalid|expired) api key|api key not (valid|found)|api key expired/i
const modelWords = new Set(['model_not_found', 'invalid_model', 'model_not_available', 'not_found_error'])
const modelPhrase =
  /is not a valid model id|model .{1,200} (does not exist|not found|is not found)|no endpoints found for|^invalid model:?/i
const contextWords = new Set(['context_length_exceeded', 'string_above_max_length', 'request_too_large'])
const contextPhrase =
  /prompt is too long|maximum context length|maximum prompt length|context (window|length)( is| was)? exceed|exceeds? (the |its )?(model'?s )?(context|maximum number of tokens)|input is too long|input length and .max_tokens. exceed|too large for model|too many tokens in (the )?prompt/i
const filterWords = new Set([
  'content_filter',
  'content_policy_violation',
  'responsibleaipolicyviolation',
  'moderation_blocked',
  'content_blocked',
])
const overloadWords = new Set(['overloaded_error', 'server_is_overloaded', 'engine_overloaded', 'unavailable', 'overloaded'])
const tooFastWords = new Set(['rate_limit_error', 'rate_limit_exceeded', 'slow_down', 'resource_exhausted', 'too_many_requests'])
const perDay = /per[-_ ]?day|\bRPD\b|\bTPD\b|daily (limit|quota)/i
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
  if (says(contextWords) || (status < 429 && contextPhrase.test(message))) return 'CONTEXT_TOO_LONG'
  if (status === 429 || says(tooFastWords)) return tooFast(words)
  if (says(filterWords) || (status < 500 && words.isFlagged)) return 'CONTENT_FILTERED'
  if (status < 500 && (says(modelWords) || modelPhrase.test(message))) return 'MODEL_NOT_FOUND'
  return byStatus(status, true)
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
