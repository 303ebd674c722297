import type { ErrorReason } from '../profile.ts'
import type { ErrorReply } from './wire.ts'

type Row = readonly [status: number, type: string, code: string | null, message: string]

/** Source: OpenAI's API error guide, November 2026. 529 is not OpenAI's own; gateways in front of it answer so. */
const rows: Readonly<Record<ErrorReason, Row>> = {
  'rate-limit': [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached. Please slow down.'],
  'slow-down': [429, 'requests', 'slow_down', 'Your request rate rose too fast. Reduce it and ramp up gradually.'],
  'daily-quota': [
    429,
    'requests',
    'rate_limit_exceeded',
    'Rate limit reached on requests per day (RPD): Limit 200, Used 200, Requested 1.',
  ],
  'insufficient-quota': [
    429,
    'insufficient_quota',
    'insufficient_quota',
    'You exceeded your current quota, please check your plan and billing details.',
  ],
  'credit-exhausted': [429, 'insufficient_quota', 'credit_balance_exhausted', 'Your credit balance is exhausted.'],
  'spend-limit': [429, 'insufficient_quota', 'organization_spend_limit_exceeded', 'Your organization has reached its spend limit.'],
  'payment-required': [402, 'invalid_request_error', 'insufficient_balance', 'Insufficient Balance'],
  'invalid-key': [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'],
  forbidden: [403, 'invalid_request_error', 'unsupported_country_region_territory', 'You are not allowed to use this model.'],
  'model-not-found': [404, 'invalid_request_error', 'model_not_found', 'The model does not exist or you do not have access to it.'],
  'context-length': [400, 'invalid_request_error', 'context_length_exceeded', "This model's maximum context length is 8192 tokens."],
  'bad-request': [400, 'invalid_request_error', 'invalid_value', 'Invalid value for a parameter.'],
  'too-large': [413, 'invalid_request_error', null, 'The request is too large.'],
  unprocessable: [422, 'invalid_request_error', 'unprocessable_entity', 'The request could not be processed.'],
  'request-timeout': [408, 'server_error', 'timeout', 'The request timed out.'],
  conflict: [409, 'server_error', 'conflict', 'The request conflicted with another one.'],
  'server-error': [500, 'server_error', null, 'The server had an error while processing your request. Sorry about that!'],
  overloaded: [503, 'server_error', 'server_is_overloaded', 'The server is overloaded. Please try again later.'],
  'overloaded-529': [529, 'server_error', 'server_is_overloaded', 'The server is overloaded. Please try again later.'],
  'gateway-timeout': [504, 'server_error', 'gateway_timeout', 'The upstream server did not answer in time.'],
}

export function openaiError(reason: ErrorReason, about: string): ErrorReply {
  const [status, type, code, message] = rows[reason]
  return {
    status,
    body: (details) => ({
      error: { message: `${message} (${about})`, type, param: null, code, ...(details.length > 0 && { details }) },
    }),
  }
}
