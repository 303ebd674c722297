import type { Refusal } from './refusal.ts'

const azure = (status: number, code: string, message: string, more: object = {}) => ({
  kind: 'openai-chat' as const,
  status,
  body: { error: { code, message, ...more } },
})

/** Azure OpenAI, which is called as chat completions. */
export const azureRefusals: readonly Refusal[] = [
  {
    title: 'Azure: tokens too fast, with a hint in milliseconds beside the one in seconds',
    ...azure(
      429,
      '429',
      'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 9 seconds.',
    ),
    headers: { 'retry-after': '9', 'retry-after-ms': '8750', 'x-ratelimit-remaining-tokens': '1014' },
    code: 'RATE_LIMITED',
    hintMs: 8750,
  },
  {
    title: 'Azure: a whole day’s wait in seconds',
    ...azure(429, 'RateLimitReached', 'You have exceeded call rate limit. Please retry after 86400 seconds.'),
    headers: { 'x-ms-retry-after-ms': '86400000' },
    code: 'RATE_LIMITED',
    hintMs: 86_400_000,
  },
  {
    title: 'Azure: no room for pay as you go',
    ...azure(
      429,
      'NoCapacity',
      'The system is currently experiencing high demand and cannot process your request. Your request exceeds the maximum usage size allowed during peak load.',
    ),
    code: 'RATE_LIMITED',
  },
  {
    title: 'Azure: a filtered prompt',
    ...azure(400, 'content_filter', 'The response was filtered due to the prompt triggering Azure OpenAI’s content management policy.', {
      type: null,
      param: 'prompt',
      status: 400,
      innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: { hate: { filtered: true, severity: 'high' } } },
    }),
    code: 'CONTENT_FILTERED',
  },
  {
    title: 'Azure: a wrong key',
    ...azure(401, '401', 'Access denied due to invalid subscription key or wrong API endpoint.'),
    code: 'AUTH',
  },
  {
    title: 'Azure: a token that is missing, told by a gateway’s own shape',
    kind: 'openai-chat',
    status: 401,
    body: { statusCode: 401, message: 'Unauthorized. Access token is missing, invalid, audience is incorrect, or have expired.' },
    code: 'AUTH',
  },
  {
    title: 'Azure: a network that is not allowed',
    ...azure(403, '403', 'Public access is disabled. Please configure private endpoint.'),
    code: 'PERMISSION_DENIED',
  },
  {
    title: 'Azure: no such deployment',
    ...azure(404, 'DeploymentNotFound', 'The API deployment for this resource does not exist.'),
    code: 'MODEL_NOT_FOUND',
  },
  { title: 'Azure: a timeout of its own', ...azure(408, 'Timeout', 'The operation was timeout.'), code: 'TIMEOUT' },
  { title: 'Azure: an error of its own', ...azure(500, 'InternalServerError', 'Internal server error'), code: 'SERVER_ERROR' },
  {
    title: 'Azure: overload',
    ...azure(503, 'ServiceUnavailable', 'The service is temporarily unable to process your request.'),
    code: 'OVERLOADED',
  },
]
