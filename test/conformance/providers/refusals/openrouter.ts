import type { Refusal } from './refusal.ts'

const openrouter = (status: number, message: string, metadata: object = {}) => ({
  kind: 'openai-compatible' as const,
  status,
  body: { error: { code: status, message, metadata } },
})

export const openrouterRefusals: readonly Refusal[] = [
  {
    title: 'requests too fast upstream',
    ...openrouter(429, 'Provider returned error', {
      provider_name: 'Chutes',
      raw: '{"detail":"busy"}',
      provider_code: 'rate_limit_exceeded',
    }),
    code: 'RATE_LIMITED',
  },
  { title: 'the free models of a day', ...openrouter(429, 'Rate limit exceeded: free-models-per-day.'), code: 'DAILY_QUOTA' },
  { title: 'no money', ...openrouter(402, 'Insufficient credits.'), code: 'OUT_OF_CREDIT' },
  {
    title: 'a flagged prompt',
    ...openrouter(403, 'Your input was flagged', { reasons: ['violence'], flagged_input: 'a bomb', provider_name: 'OpenAI' }),
    code: 'CONTENT_FILTERED',
  },
  { title: 'no such model', ...openrouter(400, 'foo/bar is not a valid model ID'), code: 'MODEL_NOT_FOUND' },
  { title: 'a provider that is down', ...openrouter(502, 'Provider returned error', { provider_name: 'X' }), code: 'SERVER_ERROR' },
  {
    title: 'the free models of a day, with the headers in the body',
    ...openrouter(429, 'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day', {
      headers: { 'X-RateLimit-Limit': '50', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1795003600000' },
      provider_name: null,
    }),
    code: 'DAILY_QUOTA',
    hintMs: 3_600_000,
  },
  {
    title: 'the free models of a minute, with its headers',
    ...openrouter(429, 'Rate limit exceeded: free-models-per-min.'),
    headers: { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795000030000' },
    code: 'RATE_LIMITED',
    hintMs: 30_000,
  },
  {
    title: 'too little credit for the length asked for',
    ...openrouter(
      402,
      'This request requires more credits, or fewer max_tokens. You requested up to 64000 tokens, but can only afford 2666.',
    ),
    headers: { 'retry-after': '60' },
    code: 'OUT_OF_CREDIT',
    hintMs: 60_000,
  },
  { title: 'a wrong key', ...openrouter(401, 'No auth credentials found'), code: 'AUTH' },
  { title: 'nobody who serves the model', ...openrouter(404, 'No endpoints found for foo/bar.'), code: 'MODEL_NOT_FOUND' },
  {
    title: 'nobody who can serve it now',
    ...openrouter(503, 'There is no available model provider that meets your routing requirements'),
    headers: { 'retry-after': '5' },
    code: 'OVERLOADED',
    hintMs: 5000,
  },
  { title: 'a timeout of its own', ...openrouter(408, 'Request timed out'), code: 'TIMEOUT' },
]
