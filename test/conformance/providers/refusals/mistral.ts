import type { Refusal } from './refusal.ts'

const mistral = (status: number, body: object) => ({ kind: 'mistral' as const, status, body })

export const mistralRefusals: readonly Refusal[] = [
  {
    title: 'requests too fast',
    ...mistral(429, {
      object: 'error',
      message: 'Rate limit exceeded',
      type: 'rate_limited',
      param: null,
      code: '1300',
      raw_status_code: 429,
    }),
    code: 'RATE_LIMITED',
  },
  { title: 'requests too fast, in a word', ...mistral(429, { message: 'Requests rate limit exceeded' }), code: 'RATE_LIMITED' },
  { title: 'a wrong key', ...mistral(401, { detail: 'Unauthorized' }), code: 'AUTH' },
  {
    title: 'no such model',
    ...mistral(400, { object: 'error', message: 'Invalid model: mistral-9', type: 'invalid_model', param: null, code: '1500' }),
    code: 'MODEL_NOT_FOUND',
  },
  {
    title: 'fields that are wrong',
    ...mistral(422, { detail: [{ type: 'extra_forbidden', loc: ['body', 'x'], msg: 'Extra inputs are not permitted' }] }),
    code: 'BAD_REQUEST',
  },
  {
    title: 'requests too fast, with what is left of the minute',
    ...mistral(429, { message: 'Requests rate limit exceeded' }),
    headers: { 'x-ratelimit-limit-req-minute': '60', 'x-ratelimit-remaining-req-minute': '0', 'retry-after': '3' },
    code: 'RATE_LIMITED',
    hintMs: 3000,
  },
  {
    title: 'a tier without room',
    ...mistral(429, {
      object: 'error',
      message: 'Service tier capacity exceeded for this model.',
      type: 'service_tier_capacity_exceeded',
      param: null,
      code: '3505',
    }),
    code: 'RATE_LIMITED',
  },
  {
    title: 'a prompt too long',
    ...mistral(400, {
      object: 'error',
      message: 'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_prompt',
      param: null,
      code: '3051',
    }),
    code: 'CONTEXT_TOO_LONG',
  },
  {
    title: 'fields that are wrong, inside a message',
    ...mistral(422, {
      object: 'error',
      message: { detail: [{ type: 'missing', loc: ['body', 'messages'], msg: 'Field required' }] },
      type: 'invalid_request_error',
    }),
    code: 'BAD_REQUEST',
  },
  {
    title: 'an error of its own',
    ...mistral(500, { object: 'error', message: 'Internal server error', type: 'internal_server_error', code: '3000' }),
    code: 'SERVER_ERROR',
  },
  { title: 'overload', ...mistral(503, { message: 'Service unavailable.' }), code: 'OVERLOADED' },
]
