import type { Refusal } from './refusal.ts'

const anthropic = (status: number, type: string, message: string) => ({
  kind: 'anthropic' as const,
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_7' },
})

export const anthropicRefusals: readonly Refusal[] = [
  {
    title: 'requests too fast',
    ...anthropic(429, 'rate_limit_error', 'This request would exceed your organization’s rate limit of 50 requests per minute.'),
    code: 'RATE_LIMITED',
  },
  {
    title: 'the spend limit',
    ...anthropic(429, 'enforced_spend_limit_reached', 'You have reached your spend limit.'),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'no credit, told as a bad request',
    ...anthropic(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
    code: 'OUT_OF_CREDIT',
  },
  { title: 'a billing error', ...anthropic(402, 'billing_error', 'There is an issue with your billing.'), code: 'OUT_OF_CREDIT' },
  { title: 'a wrong key', ...anthropic(401, 'authentication_error', 'invalid x-api-key'), code: 'AUTH' },
  { title: 'no permission', ...anthropic(403, 'permission_error', 'Your API key does not have permission.'), code: 'PERMISSION_DENIED' },
  { title: 'no such model', ...anthropic(404, 'not_found_error', 'model: claude-9'), code: 'MODEL_NOT_FOUND' },
  { title: 'a request too large', ...anthropic(413, 'request_too_large', 'Request exceeds the maximum size'), code: 'CONTEXT_TOO_LONG' },
  {
    title: 'a prompt too long',
    ...anthropic(400, 'invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
    code: 'CONTEXT_TOO_LONG',
  },
  { title: 'overload', ...anthropic(529, 'overloaded_error', 'Overloaded'), code: 'OVERLOADED' },
  { title: 'an error of its own', ...anthropic(500, 'api_error', 'Internal server error'), code: 'SERVER_ERROR' },
  { title: 'a timeout of its own', ...anthropic(504, 'timeout_error', 'Request timed out'), code: 'TIMEOUT' },
  {
    title: 'growth too fast',
    ...anthropic(
      429,
      'rate_limit_error',
      'This request would exceed your organization’s maximum usage increase rate for input tokens per minute. Please wait and try again later.',
    ),
    headers: { 'retry-after': '12' },
    code: 'RATE_LIMITED',
    isRamp: true,
    hintMs: 12_000,
  },
  {
    title: 'output tokens too fast, with the instant of their reset alone',
    ...anthropic(
      429,
      'rate_limit_error',
      'This request would exceed the rate limit for your organization of 8,000 output tokens per minute.',
    ),
    headers: {
      'anthropic-ratelimit-output-tokens-remaining': '0',
      'anthropic-ratelimit-output-tokens-reset': '2026-11-18T11:07:05Z',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2026-11-18T11:07:30Z',
    },
    code: 'RATE_LIMITED',
    hintMs: 25_000,
  },
  {
    title: 'a daily limit',
    ...anthropic(429, 'rate_limit_error', 'Number of request tokens has exceeded your daily rate limit.'),
    code: 'DAILY_QUOTA',
  },
  {
    title: 'the usage limit an admin has set, told as a bad request',
    ...anthropic(
      400,
      'invalid_request_error',
      'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
    ),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'a prompt too long for the plan, told as too fast',
    ...anthropic(429, 'rate_limit_error', 'Extra usage is required for long context requests.'),
    code: 'CONTEXT_TOO_LONG',
  },
]
