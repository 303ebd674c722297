import { describe, expect, it } from 'vitest'
import type { CallParameters, PromptMessage, ProviderKind } from '#engine/ports'
import { openProviders } from './caller.ts'
import { json } from './scripted-server.ts'
import { wireOf } from './wires/index.ts'

const providers = openProviders()

/** What a wire format or a model cannot be asked for. Nothing is sent, and the sentence names it. */
const unsayable: readonly (readonly [ProviderKind, string | undefined, CallParameters, RegExp])[] = [
  ['openai', undefined, { seed: 7 }, /no way to say seed/],
  ['openai', undefined, { stopSequences: ['END'] }, /no way to say stopSequences/],
  ['openai', 'gpt-5-mini', { temperature: 0 }, /temperature/],
  ['openai', undefined, { serviceTier: 'express' }, /cannot be asked like this: serviceTier: /],
  ['openai-chat', 'gpt-5-mini', { topP: 0.5 }, /topP/],
  ['anthropic', undefined, { seed: 7 }, /no way to say seed/],
  ['anthropic', undefined, { temperature: 1.5 }, /temperature/],
  ['anthropic', undefined, { serviceTier: 'flex' }, /serviceTier/],
  ['anthropic', undefined, { maxOutputTokens: 900_000 }, /maxOutputTokens/],
  ['google', undefined, { serviceTier: 'express' }, /cannot be asked like this: serviceTier: /],
  ['mistral', undefined, { serviceTier: 'flex' }, /no way to say serviceTier/],
  ['mistral', 'mistral-large-latest', { reasoningEffort: 'high' }, /reasoning/],
  ['xai', undefined, { stopSequences: ['END'] }, /no way to say stopSequences/],
  ['deepseek', undefined, { seed: 7 }, /no way to say seed/],
  ['deepseek', 'deepseek-reasoner', { temperature: 0 }, /temperature/],
]

describe('what cannot be said is refused before it is sent', () => {
  it.each(unsayable)('%s %s: %j', async (kind, wireId, parameters, sentence) => {
    const wire = wireOf(kind)
    expect(await providers.call(wire, { parameters, wireId: wireId ?? wire.wireId })).toMatchObject({
      kind: 'BAD_REQUEST',
      stage: 'not_sent',
      message: expect.stringMatching(sentence),
    })
    expect(providers.server.seen).toHaveLength(0)
  })

  it.each(unsayable)('%s %s: %j, and is known beforehand, without a key', async (kind, wireId, parameters, sentence) => {
    const wire = wireOf(kind)
    const { baseUrl, messages } = providers.callOf(wire)
    const found = await providers.client.findUnsayable({ kind, baseUrl, messages, parameters, wireId: wireId ?? wire.wireId })
    expect(found).toMatch(sentence)
    expect(providers.server.seen).toHaveLength(0)
  })

  it('google: a system message in the middle', async () => {
    const messages: PromptMessage[] = [
      { role: 'user', content: 'Hello.' },
      { role: 'system', content: 'Be brief.' },
    ]
    expect(await providers.call(wireOf('google'), { messages })).toMatchObject({
      kind: 'BAD_REQUEST',
      stage: 'not_sent',
      message: expect.stringContaining('system messages'),
    })
    expect(providers.server.seen).toHaveLength(0)
  })

  it('again and again, for as long as it is asked for', async () => {
    const wire = wireOf('openai')
    const refused = [await providers.call(wire, { parameters: { seed: 7 } }), await providers.call(wire, { parameters: { seed: 7 } })]
    providers.server.script = json(200, wire.answer({ deltas: ['ok'] }))
    expect([...refused, await providers.call(wire)].map((outcome) => outcome.kind)).toEqual(['BAD_REQUEST', 'BAD_REQUEST', 'ANSWERED'])
  })

  it('anthropic: a maximum to which the SDK would add a budget for thinking', async () => {
    const parameters = { reasoningEffort: 'low', maxOutputTokens: 200 } as const
    const outcome = await providers.call(wireOf('anthropic'), { wireId: 'claude-sonnet-4-5', parameters })
    expect(outcome).toMatchObject({ kind: 'BAD_REQUEST', message: expect.stringMatching(/maxOutputTokens \d+ instead of 200/) })
  })
})

describe('what can be said', () => {
  it.each([
    ['openai', 'gpt-5-mini', { reasoning: { effort: 'low' } }],
    ['openai-chat', 'gpt-5-mini', { reasoning_effort: 'low' }],
    ['anthropic', 'claude-sonnet-4-5', { thinking: { type: 'enabled' } }],
    ['google', 'gemini-3-pro-preview', { generationConfig: { thinkingConfig: { thinkingLevel: 'low' } } }],
    ['xai', 'grok-4.3', { reasoning: { effort: 'low' } }],
    ['mistral', 'mistral-small-latest', { reasoning_effort: 'high' }],
    ['deepseek', 'deepseek-chat', { thinking: { type: 'enabled' }, reasoning_effort: 'high' }],
    ['openai-compatible', 'any/model', { reasoning_effort: 'low' }],
  ])('%s: reasoning effort', async (kind, wireId, body) => {
    const wire = wireOf(kind)
    providers.server.script = json(200, wire.answer({ deltas: ['ok'] }))
    const reasoningEffort = kind === 'mistral' || kind === 'deepseek' ? 'high' : 'low'
    await providers.call(wire, { wireId, parameters: { reasoningEffort } })
    expect(providers.server.seen[0]?.body).toMatchObject(body)
  })

  it.each([
    ['openai', 'gpt-5-mini', 'flex', { service_tier: 'flex' }],
    ['openai-chat', 'gpt-5-mini', 'flex', { service_tier: 'flex' }],
    ['anthropic', undefined, 'standard_only', { service_tier: 'standard_only' }],
    ['google', undefined, 'flex', { serviceTier: 'flex' }],
    ['openai-compatible', undefined, 'whatever', { service_tier: 'whatever' }],
  ])('%s: a service tier', async (kind, wireId, serviceTier, body) => {
    const wire = wireOf(kind)
    providers.server.script = json(200, wire.answer({ deltas: ['ok'] }))
    await providers.call(wire, { wireId: wireId ?? wire.wireId, parameters: { serviceTier } })
    expect(providers.server.seen[0]?.body).toMatchObject(body)
  })

  it('is known beforehand to be sayable, and is not sent for that', async () => {
    const { kind, baseUrl, messages, wireId } = providers.callOf(wireOf('anthropic'))
    const parameters = { temperature: 0.5, maxOutputTokens: 200, stream: true }
    expect(await providers.client.findUnsayable({ kind, baseUrl, messages, wireId, parameters })).toBeUndefined()
    expect(await providers.client.findUnsayable({ kind, baseUrl: 'nowhere', messages, wireId, parameters: {} })).toBeUndefined()
    expect(providers.server.seen).toHaveLength(0)
  })

  it('openai-chat: a maximum of output tokens for a reasoning model', async () => {
    const wire = wireOf('openai-chat')
    providers.server.script = json(200, wire.answer({ deltas: ['ok'] }))
    await providers.call(wire, { wireId: 'gpt-5-mini', parameters: { maxOutputTokens: 200 } })
    expect(providers.server.seen[0]?.body).toMatchObject({ max_completion_tokens: 200 })
  })

  it('anthropic: a model nobody knows, asked for no maximum', async () => {
    const wire = wireOf('anthropic')
    providers.server.script = json(200, wire.answer({ deltas: ['ok'] }))
    expect(await providers.call(wire, { wireId: 'claude-of-tomorrow' })).toMatchObject({ kind: 'ANSWERED' })
  })
})
