import type { Refusal } from './refusal.ts'

const google = (code: number, status: string, message: string, details: readonly object[] = []) => ({
  kind: 'google' as const,
  status: code,
  body: { error: { code, message, status, details } },
})
const quota = (...quotaIds: readonly string[]) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: quotaIds.map((quotaId) => ({ quotaId, quotaMetric: 'm' })),
})
const retryInfo = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay })

export const googleRefusals: readonly Refusal[] = [
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
    title: 'requests too fast, with a delay in the body',
    ...google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota. Please retry in 22.1s.', [
      quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'),
      retryInfo('22s'),
    ]),
    code: 'RATE_LIMITED',
    hintMs: 22_000,
  },
  {
    title: 'a daily quota with a delay that ends long before the day',
    ...google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota. Please retry in 4.2s.', [
      quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
      retryInfo('4.2s'),
    ]),
    code: 'DAILY_QUOTA',
    hintMs: 4200,
  },
  {
    title: 'no quota at all, with a delay',
    ...google(
      429,
      'RESOURCE_EXHAUSTED',
      '* Quota exceeded for metric: generate_content_free_tier_input_token_count, limit: 0, model: gemini-3-pro',
      [quota('GenerateContentInputTokensPerModelPerMinute-FreeTier'), retryInfo('39s')],
    ),
    code: 'PERMISSION_DENIED',
  },
  {
    title: 'a resource exhausted, in a word',
    ...google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
    code: 'RATE_LIMITED',
  },
  { title: 'no money', ...google(402, 'FAILED_PRECONDITION', 'Billing is not enabled for this project.'), code: 'OUT_OF_CREDIT' },
  {
    title: 'a key that was leaked',
    ...google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
    code: 'AUTH',
  },
  {
    title: 'a place that is not served',
    ...google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    code: 'BAD_REQUEST',
  },
  { title: 'an error of its own', ...google(500, 'INTERNAL', 'An internal error has occurred.'), code: 'SERVER_ERROR' },
]
