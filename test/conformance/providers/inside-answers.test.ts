import { describe, expect, it } from 'vitest'
import { openProviders } from './caller.ts'
import { cutStream, event, html, json, stream, text } from './scripted-server.ts'
import { noTokens, wireOf, wires } from './wires/index.ts'

const providers = openProviders()
const plain = { deltas: ['Par', 'is.'] }
const streamed = { parameters: { stream: true } }

describe.each(wires)('$kind', (wire) => {
  const usage = wire.usageCases[0]?.raw ?? {}

  it('knows an overload inside a stream that has said nothing yet: nothing was billed', async () => {
    providers.server.script = stream([wire.overloadEvent])
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'OVERLOADED', stage: 'refused', httpStatus: 200 })
  })

  it('knows an overload inside a stream that had begun, and keeps what it said', async () => {
    providers.server.script = stream([...wire.events({ ...plain, finishReason: null }), wire.overloadEvent])
    expect(await providers.call(wire, streamed)).toMatchObject({
      kind: 'OVERLOADED',
      stage: 'partial',
      partialText: 'Paris.',
      message: expect.stringMatching(/overloaded/i),
    })
  })

  it('knows an error in a plain 200', async () => {
    providers.server.script = json(200, wire.error('prompt is too long'))
    expect(await providers.call(wire)).toMatchObject({ kind: 'CONTEXT_TOO_LONG', stage: 'refused', httpStatus: 200 })
  })

  it('knows an error document where a stream was asked for', async () => {
    providers.server.script = json(200, wire.error('prompt is too long'))
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'CONTEXT_TOO_LONG', httpStatus: 200 })
  })

  it('keeps the reasoning that a cut stream had shown', async () => {
    providers.server.script = cutStream(wire.events({ ...plain, reasoning: 'Seine', finishReason: null }), 'closed')
    const partialReasoningText = wire.showsReasoning ? 'Seine' : ''
    expect(await providers.call(wire, streamed)).toMatchObject({ stage: 'partial', partialText: 'Paris.', partialReasoningText })
  })

  it('keeps what a cut stream had said', async () => {
    providers.server.script = cutStream(wire.events({ ...plain, finishReason: null }), 'closed')
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'INVALID_RESPONSE', stage: 'partial', partialText: 'Paris.' })
  })

  it('keeps what a stream had said before it was reset', async () => {
    providers.server.script = cutStream(wire.events({ ...plain, finishReason: null }), 'reset')
    expect(await providers.call(wire, streamed)).toMatchObject({
      kind: 'NETWORK',
      stage: 'partial',
      partialText: 'Paris.',
      providerWide: false,
    })
  })

  it('does not take a stream for whole that never says why it finished', async () => {
    providers.server.script = stream(wire.events({ ...plain, finishReason: null }))
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'INVALID_RESPONSE', stage: 'partial', partialText: 'Paris.' })
  })

  it('does not take an event that is no JSON for part of the answer', async () => {
    const events = wire.events({ ...plain, usage })
    providers.server.script = stream([...events.slice(0, 1), 'data: {"broken": \n\n', ...events.slice(1)])
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'INVALID_RESPONSE' })
  })

  it('takes an answer without usage for an answer, its usage unknown', async () => {
    providers.server.script = json(200, wire.answer(plain))
    const outcome = await providers.call(wire)
    expect(outcome).toMatchObject({ kind: 'ANSWERED', text: 'Paris.' })
  })

  it('does not understand truncated JSON, a page, or nothing at all', async () => {
    const whole = JSON.stringify(wire.answer({ ...plain, usage }))
    for (const script of [text(200, whole.slice(0, -9), { 'content-type': 'application/json' }), html(200), text(200, '', {})]) {
      providers.server.script = script
      expect(await providers.call(wire)).toMatchObject({ kind: 'INVALID_RESPONSE', stage: 'unanswered', httpStatus: 200 })
    }
  })

  it('does not understand a page where a stream was asked for', async () => {
    providers.server.script = html(200)
    expect(await providers.call(wire, streamed)).toMatchObject({
      kind: 'INVALID_RESPONSE',
      stage: 'unanswered',
      body: expect.stringContaining('<html>'),
    })
  })
})

describe('what only some wires do', () => {
  const chat = wireOf('openai-chat')
  const compatible = wireOf('openai-compatible')

  it.each(['openai-chat', 'mistral', 'deepseek', 'openai-compatible'])(
    '%s: takes an answer as whole when the stream is cut after its finish reason, its usage unknown',
    async (kind) => {
      const wire = wireOf(kind)
      const events = wire.events(plain)
      providers.server.script = cutStream(events.slice(0, -1), 'closed')
      expect(await providers.call(wire, streamed)).toMatchObject({
        kind: 'ANSWERED',
        text: 'Paris.',
        finishReason: 'stop',
        usage: undefined,
      })
    },
  )

  it.each([
    ['openai', 'content_filter'],
    ['openai-chat', 'content_filter'],
    ['anthropic', 'refusal'],
    ['google', 'SAFETY'],
    ['google', 'PROHIBITED_CONTENT'],
  ])('%s: knows an answer that was withheld: %s', async (kind, finishReason) => {
    const wire = wireOf(kind)
    providers.server.script = json(200, wire.answer({ deltas: [], usage: wire.usageCases[0]?.raw ?? {}, finishReason }))
    expect(await providers.call(wire)).toMatchObject({
      kind: 'CONTENT_FILTERED',
      stage: 'refused',
      usage: { ...noTokens, ...wire.usageCases[0]?.expected },
    })
    providers.server.script = stream(wire.events({ ...plain, usage: wire.usageCases[0]?.raw ?? {}, finishReason }))
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'CONTENT_FILTERED', stage: 'partial', partialText: 'Paris.' })
  })

  it('keeps what was said of a plain answer that was cut over its content', async () => {
    providers.server.script = json(200, chat.answer({ ...plain, finishReason: 'content_filter' }))
    expect(await providers.call(chat)).toMatchObject({
      kind: 'CONTENT_FILTERED',
      stage: 'partial',
      partialText: 'Paris.',
      usage: undefined,
    })
  })

  it.each([
    ['openai', 'max_output_tokens'],
    ['openai-chat', 'length'],
    ['anthropic', 'max_tokens'],
    ['google', 'MAX_TOKENS'],
    ['mistral', 'length'],
  ])('%s: takes an answer that reached its limit for an answer: %s', async (kind, finishReason) => {
    const wire = wireOf(kind)
    providers.server.script = json(200, wire.answer({ ...plain, finishReason }))
    expect(await providers.call(wire)).toMatchObject({ kind: 'ANSWERED', text: 'Paris.', finishReason })
  })

  it('google: knows a prompt that was blocked', async () => {
    providers.server.script = json(200, {
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 },
      modelVersion: 'gemini-2.5-flash',
    })
    expect(await providers.call(wireOf('google'))).toMatchObject({
      kind: 'CONTENT_FILTERED',
      stage: 'refused',
      message: 'The provider withheld the answer: PROHIBITED_CONTENT.',
    })
  })

  it('google: does not take an answer without candidates for an empty one', async () => {
    providers.server.script = json(200, { usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 } })
    expect(await providers.call(wireOf('google'))).toMatchObject({ kind: 'INVALID_RESPONSE', stage: 'unanswered' })
  })

  it('google: sends one request even where the SDK would go on', async () => {
    const wire = wireOf('google')
    const answer = {
      candidates: [{ content: { parts: [{ text: 'Paris' }], role: 'model' }, finishReason: 'CONTINUATION', continuationToken: 'next' }],
      usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 1 },
    }
    providers.server.script = json(200, answer)
    expect(await providers.call(wire)).toMatchObject({ kind: 'ANSWERED', text: 'Paris', finishReason: 'CONTINUATION' })
    providers.server.script = stream([event(answer)])
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'ANSWERED', text: 'Paris', finishReason: 'CONTINUATION' })
    expect(providers.server.seen).toHaveLength(2)
  })

  it('openai: knows a response that failed', async () => {
    const wire = wireOf('openai')
    const failed = { ...wire.answer(plain), status: 'failed', output: [], error: { code: 'rate_limit_exceeded', message: 'Slow down.' } }
    providers.server.script = json(200, failed)
    expect(await providers.call(wire)).toMatchObject({ kind: 'RATE_LIMITED', stage: 'refused' })
    providers.server.script = stream([event({ type: 'response.failed', sequence_number: 2, response: failed })])
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'RATE_LIMITED', stage: 'refused' })
  })

  it('openai-compatible: knows an error inside a choice', async () => {
    const choice = {
      index: 0,
      message: { role: 'assistant', content: '' },
      finish_reason: 'error',
      error: { code: 502, message: 'Upstream broke.', metadata: { provider_name: 'X' } },
    }
    providers.server.script = json(200, { id: 'gen-1', model: 'm', choices: [choice] })
    expect(await providers.call(compatible)).toMatchObject({ kind: 'SERVER_ERROR', stage: 'refused', message: 'Upstream broke.' })
    const first = compatible.events({ ...plain, finishReason: null })
    providers.server.script = stream([
      ...first,
      event({ id: 'gen-1', model: 'm', choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error', error: choice.error }] }),
    ])
    expect(await providers.call(compatible, streamed)).toMatchObject({
      kind: 'SERVER_ERROR',
      stage: 'partial',
      partialText: 'Paris.',
      message: 'Upstream broke.',
    })
  })

  it('deepseek: knows that it ran out of resources', async () => {
    const wire = wireOf('deepseek')
    providers.server.script = json(200, wire.answer({ ...plain, finishReason: 'insufficient_system_resource' }))
    expect(await providers.call(wire)).toMatchObject({ kind: 'OVERLOADED' })
  })

  it.each([
    [0.0000153, 15_300],
    [1.5e-7, 150],
    [0.1, 100_000_000],
    [0, 0],
    [12.3456789019, 12_345_678_902],
  ])('openai-compatible: takes the cost the provider names, %d USD, to the nano-dollar', async (cost, reportedCostNanoUsd) => {
    providers.server.script = json(
      200,
      compatible.answer({ ...plain, usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10, cost } }),
    )
    expect(await providers.call(compatible)).toMatchObject({ kind: 'ANSWERED', reportedCostNanoUsd })
  })

  it('names the tier it was served in', async () => {
    providers.server.script = json(200, { ...chat.answer(plain), service_tier: 'flex' })
    expect(await providers.call(chat)).toHaveProperty('serviceTier', 'flex')
    providers.server.script = json(200, wireOf('anthropic').answer({ ...plain, usage: wireOf('anthropic').usageCases[0]?.raw ?? {} }))
    expect(await providers.call(wireOf('anthropic'))).toHaveProperty('serviceTier', 'standard')
    providers.server.script = json(200, wireOf('google').answer(plain), { 'x-gemini-service-tier': 'priority' })
    expect(await providers.call(wireOf('google'))).toHaveProperty('serviceTier', 'priority')
  })
})
