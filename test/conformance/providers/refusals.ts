import type { CallFailureCode, ProviderKind } from '#engine/ports'

/** A refusal as a provider writes it, after its reference and recorded bodies (2026-11), and what it means. */
export interface Refusal {
  readonly title: string
  readonly kind: ProviderKind
  readonly status: number
  readonly body: object
  readonly code: CallFailureCode
}

const openai = (status: number, code: string, message: string, type = 'invalid_request_error') => ({
  kind: 'openai' as const,
  status,
  body: { error: { message, type, param: null, code } },
})
const anthropic = (status: number, type: string, message: string) => ({
  kind: 'anthropic' as const,
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_7' },
})
const google = (code: number, status: string, message: string, details: readonly object[] = []) => ({
  kind: 'google' as const,
  status: code,
  body: { error: { code, message, status, details } },
})
const quota = (...quotaIds: readonly string[]) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: quotaIds.map((quotaId) => ({ quotaId, quotaMetric: 'm' })),
})
const openrouter = (status: number, message: string, metadata: object = {}) => ({
  kind: 'openai-compatible' as const,
  status,
  body: { error: { code: status, message, metadata } },
})
const mistral = (status: number, body: object) => ({ kind: 'mistral' as const, status, body })

export const refusals: readonly Refusal[] = [
  {
    title: 'requests too fast',
    ...openai(429, 'rate_limit_exceeded', 'Rate limit reached for gpt-5-mini on requests per min (RPM): Limit 3, Used 3.', 'requests'),
    code: 'RATE_LIMITED',
  },
  { title: 'a ramp too steep', ...openai(503, 'slow_down', 'Please slow down.', 'server_error'), code: 'RATE_LIMITED' },
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
    title: 'requests too fast, with advice on billing',
    ...google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.', [
      quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'),
    ]),
    code: 'RATE_LIMITED',
  },
  {
    title: 'a daily quota beside that of a minute',
    ...google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', [
      quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
    ]),
    code: 'DAILY_QUOTA',
  },
  {
    title: 'no quota at all',
    ...google(429, 'RESOURCE_EXHAUSTED', '* Quota exceeded for metric: generate_content_free_tier_requests, limit: 0', [
      quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
    ]),
    code: 'PERMISSION_DENIED',
  },
  {
    title: 'a wrong key, told by a reason alone',
    ...google(400, 'INVALID_ARGUMENT', 'Request had invalid credentials.', [{ reason: 'API_KEY_INVALID' }]),
    code: 'AUTH',
  },
  {
    title: 'a wrong key, told as a bad request',
    ...google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    ]),
    code: 'AUTH',
  },
  { title: 'no permission', ...google(403, 'PERMISSION_DENIED', 'Your project has been denied access.'), code: 'PERMISSION_DENIED' },
  { title: 'no such model', ...google(404, 'NOT_FOUND', 'models/gemini-9 is not found for API version v1beta'), code: 'MODEL_NOT_FOUND' },
  {
    title: 'a prompt too long',
    ...google(400, 'INVALID_ARGUMENT', 'The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).'),
    code: 'CONTEXT_TOO_LONG',
  },
  { title: 'overload', ...google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'), code: 'OVERLOADED' },
  {
    title: 'a timeout of its own',
    ...google(504, 'DEADLINE_EXCEEDED', 'Deadline expired before operation could complete.'),
    code: 'TIMEOUT',
  },
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
    title: 'a wrong key, told as a bad request',
    kind: 'xai',
    status: 400,
    body: { code: 'Client specified an invalid argument', error: 'Incorrect API key provided: xa***yz.' },
    code: 'AUTH',
  },
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
]
