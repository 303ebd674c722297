import type { Refusal } from './refusal.ts'

const deepseek = (status: number, message: string, type = 'unknown_error') => ({
  kind: 'deepseek' as const,
  status,
  body: { error: { message, type, param: null, code: 'invalid_request_error' } },
})

export const deepseekRefusals: readonly Refusal[] = [
  {
    title: 'no money',
    kind: 'deepseek',
    status: 402,
    body: { error: { message: 'Insufficient Balance', type: 'unknown_error', param: null, code: 'invalid_request_error' } },
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'overload',
    kind: 'deepseek',
    status: 503,
    body: { error: { message: 'Service is too busy.', type: 'service_unavailable_error', param: null, code: null } },
    code: 'OVERLOADED',
  },
  {
    title: 'a wrong key',
    ...deepseek(401, 'Authentication Fails, Your api key: ****9999 is invalid', 'authentication_error'),
    code: 'AUTH',
  },
  { title: 'requests too fast', ...deepseek(429, 'Rate limit reached for requests'), code: 'RATE_LIMITED' },
  { title: 'a filtered prompt', ...deepseek(400, 'Content Exists Risk', 'invalid_request_error'), code: 'CONTENT_FILTERED' },
  {
    title: 'a prompt too long',
    ...deepseek(
      400,
      "This model's maximum context length is 131072 tokens. However, you requested 140000 tokens.",
      'invalid_request_error',
    ),
    code: 'CONTEXT_TOO_LONG',
  },
  {
    title: 'fields that are wrong',
    ...deepseek(422, 'Failed to deserialize the JSON body into the target type', 'invalid_request_error'),
    code: 'BAD_REQUEST',
  },
  { title: 'an error of its own', ...deepseek(500, 'Internal error'), code: 'SERVER_ERROR' },
]
