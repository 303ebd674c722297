import type { Refusal } from './refusal.ts'

const xai = (status: number, code: string, error: string) => ({ kind: 'xai' as const, status, body: { code, error } })

export const xaiRefusals: readonly Refusal[] = [
  {
    title: 'a wrong key, told as a bad request',
    kind: 'xai',
    status: 400,
    body: { code: 'Client specified an invalid argument', error: 'Incorrect API key provided: xa***yz.' },
    code: 'AUTH',
  },
  {
    title: 'no money, told as too fast',
    ...xai(
      429,
      'Some resource has been exhausted',
      'Your team 16f2 has either used all available credits or reached its monthly spending limit.',
    ),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'no money, told as no permission',
    ...xai(
      403,
      'The caller does not have permission to execute the specified operation',
      "Your newly created team doesn't have any credits yet.",
    ),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'no subscription',
    ...xai(403, 'permission-denied', 'You have run out of credits or need a Grok subscription.'),
    code: 'OUT_OF_CREDIT',
  },
  {
    title: 'a filtered prompt',
    ...xai(
      403,
      'The caller does not have permission to execute the specified operation',
      'Content violates usage guidelines. Team: t, Failed check: SAFETY_CHECK_TYPE_BIO',
    ),
    code: 'CONTENT_FILTERED',
  },
  {
    title: 'requests too fast',
    ...xai(429, 'Some resource has been exhausted', 'Too many requests for team t and model grok-4.'),
    code: 'RATE_LIMITED',
  },
  {
    title: 'no such model',
    ...xai(404, 'Some requested entity was not found', 'The model grok-9 does not exist or your team does not have access to it.'),
    code: 'MODEL_NOT_FOUND',
  },
]
