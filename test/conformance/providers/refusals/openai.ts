import type { Refusal } from './refusal.ts'

const openai = (status: number, code: string, message: string, type = 'invalid_request_error') => ({
  kind: 'openai' as const,
  status,
  body: { error: { message, type, param: null, code } },
})

export const openaiRefusals: readonly Refusal[] = [
  {
    title: 'requests too fast',
    ...openai(429, 'rate_limit_exceeded', 'Rate limit reached for gpt-5-mini on requests per min (RPM): Limit 3, Used 3.', 'requests'),
    code: 'RATE_LIMITED',
  },
  { title: 'a ramp too steep', ...openai(503, 'slow_down', 'Please slow down.', 'server_error'), code: 'RATE_LIMITED', isRamp: true },
  {
    title: 'a daily limit',
    ...openai(429, 'rate_limit_exceeded', 'Rate limit reached for gpt-5-mini on requests per day (RPD): Limit 200, Used 200.', 'requests'),
    code: 'DAILY_QUOTA',
  },
  {
    title: 'no money',
    ...openai(
      429,
      'insufficient_quota',
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
    ),
    code: 'OUT_OF_CREDIT',
  },
  { title: 'no credit', ...openai(429, 'credit_balance_exhausted', 'Your credit balance is exhausted.'), code: 'OUT_OF_CREDIT' },
  {
    title: 'the spend limit of the organization',
    ...openai(429, 'organization_spend_limit_exceeded', 'Spend limit.'),
    code: 'OUT_OF_CREDIT',
  },
  { title: 'the spend limit of the project', ...openai(429, 'project_spend_limit_exceeded', 'Spend limit.'), code: 'OUT_OF_CREDIT' },
  {
    title: 'the usage limit of the organization',
    ...openai(429, 'organization_usage_limit_exceeded', 'Usage limit.'),
    code: 'OUT_OF_CREDIT',
  },
  { title: 'a wrong key', ...openai(401, 'invalid_api_key', 'Incorrect API key provided.'), code: 'AUTH' },
  {
    title: 'a model of others',
    ...openai(403, 'model_not_found', 'Project `p` does not have access to model `gpt-9`.'),
    code: 'MODEL_NOT_FOUND',
  },
  {
    title: 'a region that is not served',
    ...openai(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported'),
    code: 'PERMISSION_DENIED',
  },
  {
    title: 'no such model',
    ...openai(404, 'model_not_found', 'The model `gpt-9` does not exist or you do not have access to it.'),
    code: 'MODEL_NOT_FOUND',
  },
  {
    title: 'a prompt too long',
    ...openai(400, 'context_length_exceeded', 'Your input exceeds the context window of this model.'),
    code: 'CONTEXT_TOO_LONG',
  },
  { title: 'a filtered prompt', ...openai(400, 'content_filter', 'The response was filtered.'), code: 'CONTENT_FILTERED' },
  { title: 'overload', ...openai(503, 'server_is_overloaded', 'The server is overloaded.', 'server_error'), code: 'OVERLOADED' },
  { title: 'an error of its own', ...openai(500, '', 'The server had an error.', 'server_error'), code: 'SERVER_ERROR' },
  {
    title: 'a ramp too steep, as too fast',
    ...openai(
      429,
      'slow_down',
      'A sudden increase in your request rate is impacting the reliability of the service. Please reduce your request rate to its original level and then gradually increase it.',
      'requests',
    ),
    code: 'RATE_LIMITED',
    isRamp: true,
  },
  {
    title: 'tokens too fast, with the reset of the exhausted dimension',
    ...openai(
      429,
      'rate_limit_exceeded',
      'Rate limit reached for gpt-5-mini on tokens per min (TPM): Limit 200000, Used 200000.',
      'tokens',
    ),
    headers: {
      'x-ratelimit-limit-tokens': '200000',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '6m12.5s',
      'x-ratelimit-remaining-requests': '12',
      'x-ratelimit-reset-requests': '1s',
    },
    code: 'RATE_LIMITED',
    hintMs: 372_500,
  },
  {
    title: 'a daily limit of tokens',
    ...openai(429, 'rate_limit_exceeded', 'Rate limit reached for gpt-5-mini on tokens per day (TPD): Limit 9, Used 9.', 'tokens'),
    code: 'DAILY_QUOTA',
  },
  {
    title: 'a request that is larger than a whole minute',
    ...openai(
      429,
      'rate_limit_exceeded',
      'Request too large for gpt-4o in organization org-1 on tokens per min (TPM): Limit 30000, Requested 30601. The input or output tokens must be reduced in order to run successfully.',
      'tokens',
    ),
    code: 'CONTEXT_TOO_LONG',
  },
  {
    title: 'an account that is not active',
    ...openai(
      429,
      'billing_not_active',
      'Your account is not active, please check your billing details on our website.',
      'billing_not_active',
    ),
    code: 'OUT_OF_CREDIT',
  },
  { title: 'a body that is not what it should be', ...openai(422, 'invalid_value', 'Invalid value.'), code: 'BAD_REQUEST' },
  { title: 'a conflict', ...openai(409, 'conflict', 'The request conflicts with another one.'), code: 'SERVER_ERROR' },
]
