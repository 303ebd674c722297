import type { Refusal } from './refusal.ts'

const together = (status: number, type: string | null, message: string, more: object = {}) => ({
  kind: 'openai-compatible' as const,
  status,
  body: { id: 'o3', error: { message, type, param: null, code: null, ...more } },
})

/** Together and what people run themselves, all called as OpenAI-compatible. Together: 429 above one's own rate, 503 at or below it. */
export const togetherRefusals: readonly Refusal[] = [
  {
    title: 'Together: above one’s own rate, which follows what was answered of late',
    ...together(429, 'rate_limit', 'Request rate limit exceeded.', { error_type: 'dynamic_request_limited' }),
    headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' },
    code: 'RATE_LIMITED',
    isRamp: true,
    hintMs: 2000,
  },
  {
    title: 'Together: the same of tokens, said outside the error',
    kind: 'openai-compatible',
    status: 429,
    body: { error_type: 'dynamic_token_limited', error: { message: 'Token rate limit exceeded.' } },
    code: 'RATE_LIMITED',
    isRamp: true,
  },
  {
    title: 'Together: too fast for the plan, whatever its type says of credit',
    ...together(
      429,
      'credit_limit',
      'You have been rate limited. Your rate limit is 60 queries per minute. Please upgrade to a paid plan.',
    ),
    code: 'RATE_LIMITED',
  },
  {
    title: 'Together: at or below one’s rate',
    ...together(503, 'service_unavailable', 'The server is overloaded or not ready yet.'),
    code: 'OVERLOADED',
  },
  {
    title: 'Together: no money',
    ...together(402, 'credit_limit', 'Credit limit exceeded. Please add credit or upgrade your plan.'),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'Together: a wrong key',
    ...together(401, 'invalid_request_error', 'Invalid API key provided.', { code: 'invalid_api_key' }),
    code: 'AUTH',
  },
  {
    title: 'Together: a prompt too long',
    ...together(
      422,
      'invalid_request_error',
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8193. Given: 9000 `inputs` tokens',
    ),
    code: 'CONTEXT_TOO_LONG',
  },
  {
    title: 'vLLM: a prompt too long',
    kind: 'openai-compatible',
    status: 400,
    body: {
      object: 'error',
      message: "This model's maximum context length is 4096 tokens.",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    code: 'CONTEXT_TOO_LONG',
  },
  {
    title: 'Ollama: no such model',
    kind: 'openai-compatible',
    status: 404,
    body: { error: { message: 'model "x" not found, try pulling it first', type: 'api_error', param: null, code: null } },
    code: 'MODEL_NOT_FOUND',
  },
]
