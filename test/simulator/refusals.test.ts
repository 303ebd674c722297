import { describe, expect, it } from 'vitest'
import { askBy, type FaultName, openWithFault, type WireName } from './caller.ts'

type Case = readonly [fault: FaultName, wire: WireName, status: number, words: string]

/** Source: the error bodies in the providers' own documentation, as the simulator's wires cite them. */
const worded: readonly Case[] = [
  ['rate-limit', 'openai-chat', 429, '"code":"rate_limit_exceeded"'],
  ['rate-limit', 'openai-responses', 429, '"code":"rate_limit_exceeded"'],
  ['rate-limit', 'anthropic', 429, '"type":"rate_limit_error"'],
  ['rate-limit', 'google', 429, 'PerMinute'],
  ['slow-down', 'openai-chat', 429, '"code":"slow_down"'],
  ['slow-down', 'anthropic', 429, 'acceleration limit'],
  ['slow-down', 'google', 429, 'RESOURCE_EXHAUSTED'],
  ['daily-quota', 'openai-chat', 429, 'requests per day'],
  ['daily-quota', 'anthropic', 429, 'requests per day'],
  ['daily-quota', 'google', 429, 'PerDay'],
  ['insufficient-quota', 'openai-chat', 429, '"code":"insufficient_quota"'],
  ['credit-exhausted', 'openai-chat', 429, '"code":"credit_balance_exhausted"'],
  ['credit-exhausted', 'anthropic', 402, '"type":"billing_error"'],
  ['spend-limit', 'openai-chat', 429, '"code":"organization_spend_limit_exceeded"'],
  ['spend-limit', 'anthropic', 429, '"type":"enforced_spend_limit_reached"'],
  ['payment-required', 'openai-chat', 402, 'Insufficient Balance'],
  ['payment-required', 'anthropic', 402, '"type":"billing_error"'],
  ['payment-required', 'google', 402, 'Billing'],
  ['invalid-key', 'openai-chat', 401, '"code":"invalid_api_key"'],
  ['invalid-key', 'anthropic', 401, '"type":"authentication_error"'],
  ['invalid-key', 'google', 400, '"reason":"API_KEY_INVALID"'],
  ['forbidden', 'openai-chat', 403, '"error"'],
  ['forbidden', 'anthropic', 403, '"type":"permission_error"'],
  ['forbidden', 'google', 403, '"status":"PERMISSION_DENIED"'],
  ['model-not-found', 'openai-chat', 404, '"code":"model_not_found"'],
  ['model-not-found', 'anthropic', 404, '"type":"not_found_error"'],
  ['model-not-found', 'google', 404, '"status":"NOT_FOUND"'],
  ['context-length', 'openai-chat', 400, '"code":"context_length_exceeded"'],
  ['context-length', 'anthropic', 400, 'prompt is too long'],
  ['context-length', 'google', 400, 'exceeds the maximum number of tokens'],
  ['bad-request', 'openai-chat', 400, '"type":"invalid_request_error"'],
  ['too-large', 'anthropic', 413, '"type":"request_too_large"'],
  ['unprocessable', 'openai-chat', 422, '"error"'],
  ['request-timeout', 'openai-chat', 408, '"error"'],
  ['conflict', 'openai-chat', 409, '"error"'],
  ['server-error', 'openai-chat', 500, '"type":"server_error"'],
  ['server-error', 'anthropic', 500, '"type":"api_error"'],
  ['server-error', 'google', 500, '"status":"INTERNAL"'],
  ['overloaded', 'openai-chat', 503, '"code":"server_is_overloaded"'],
  ['overloaded', 'anthropic', 529, '"type":"overloaded_error"'],
  ['overloaded', 'google', 503, '"status":"UNAVAILABLE"'],
  ['overloaded-529', 'openai-chat', 529, '"error"'],
  ['gateway-timeout', 'google', 504, '"status":"DEADLINE_EXCEEDED"'],
]

describe('in the words of the provider', () => {
  it.each(worded)('%s by %s is a %i that says %s, plain or streamed', async (fault, wire, status, words) => {
    const simulator = await openWithFault(fault)
    const replies = [await askBy(simulator, wire, false), await askBy(simulator, wire, true)]
    for (const reply of replies) {
      expect(reply).toMatchObject({ status, headers: { 'content-type': 'application/json', 'x-simulated': 'assay' } })
      expect(reply.text).toContain(words)
    }
    const entry = { outcome: 'refused', httpStatus: status, fault, usage: null, costNanoUsd: 0, bytesSentCompletely: true }
    expect(simulator.ledger()).toMatchObject([entry, entry])
  })

  it('takes another status when told to', async () => {
    expect((await askBy(await openWithFault('server-error', { status: 507 }), 'openai-chat', false)).status).toBe(507)
  })

  it.each([
    ['retry-after', 'retry-after', '7'],
    ['retry-after-ms', 'retry-after-ms', '7000'],
    ['x-ms-retry-after-ms', 'x-ms-retry-after-ms', '7000'],
    ['openai-reset-tokens', 'x-ratelimit-reset-tokens', '7s'],
  ] as const)('says when to come back by %s', async (as, header, value) => {
    const simulator = await openWithFault('rate-limit', { hints: [{ as, afterMs: 7000 }] })
    expect((await askBy(simulator, 'openai-chat', false)).headers[header]).toBe(value)
  })

  it('says when to come back in the body beside the quota', async () => {
    const simulator = await openWithFault('rate-limit', { hints: [{ as: 'retry-info', raw: '4.2s' }] })
    const { error } = JSON.parse((await askBy(simulator, 'google', false)).text)
    expect(error.details).toMatchObject([{ violations: [{}] }, { retryDelay: '4.2s' }])
  })

  it.each(['', 'soon', '-5', '0x10', '1e9', '120, 60', '9'.repeat(10_000)])('sends the odd hint "%.20s" as it is', async (raw) => {
    const simulator = await openWithFault('rate-limit', { hints: [{ as: 'retry-after', raw }] })
    expect((await askBy(simulator, 'openai-chat', false)).headers['retry-after']).toBe(raw)
  })
})
