import { describe, expect, it } from 'vitest'
import type { ProviderKind, StructuredOutput } from '#engine/ports'
import { openProviders } from './caller.ts'
import { json } from './scripted-server.ts'
import { wireOf } from './wires/index.ts'

const providers = openProviders()

const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, size: { enum: ['small', 'large'] } },
  required: ['city', 'size'],
  additionalProperties: false,
}
const output: StructuredOutput = { name: 'place', schema }
const said = { city: 'Paris', size: 'large' }

/** What stands in the request where the schema does, after each provider's reference, 2026-11. */
const wires: readonly (readonly [ProviderKind, string | undefined, object])[] = [
  ['openai', undefined, { text: { format: { type: 'json_schema', name: 'place', strict: true, schema } } }],
  ['openai-chat', undefined, { response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema } } }],
  ['anthropic', 'claude-sonnet-4-5', { output_config: { format: { type: 'json_schema', schema } } }],
  ['google', undefined, { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema } }],
  ['mistral', undefined, { response_format: { type: 'json_schema', json_schema: { name: 'place', schema } } }],
  ['xai', undefined, { text: { format: { type: 'json_schema', name: 'place', schema } } }],
  ['simulator', 'steady', { response_format: { type: 'json_schema', json_schema: { name: 'place', schema } } }],
]

describe('an object of a schema', () => {
  it.each(wires)('%s is asked for in its own words', async (kind, wireId, body) => {
    const wire = wireOf(kind === 'simulator' ? 'openai-compatible' : kind)
    providers.server.script = json(200, wire.answer({ deltas: [JSON.stringify(said)] }))
    const outcome = await providers.call(wire, { kind, wireId: wireId ?? wire.wireId, parameters: { output } })
    expect(providers.server.seen[0]?.body).toMatchObject(body)
    expect(outcome).toMatchObject({ kind: 'ANSWERED', text: JSON.stringify(said) })
  })

  it.each(wires.slice(0, -1))('%s is asked for so in a stream, too', async (kind, wireId, body) => {
    const wire = wireOf(kind)
    const { baseUrl, messages } = providers.callOf(wire)
    const parameters = { output, stream: true }
    expect(await providers.client.findUnsayable({ kind, baseUrl, messages, wireId: wireId ?? wire.wireId, parameters })).toBeUndefined()
    await providers.call(wire, { wireId: wireId ?? wire.wireId, parameters })
    expect(providers.server.seen[0]?.body).toMatchObject(body)
  })

  it.each(['deepseek', 'openai-compatible'] as const)('%s is told the schema in the prompt, and asked for JSON', async (kind) => {
    const wire = wireOf(kind)
    providers.server.script = json(200, wire.answer({ deltas: [JSON.stringify(said)] }))
    expect(await providers.call(wire, { parameters: { output } })).toMatchObject({ kind: 'ANSWERED' })
    const body = providers.server.seen[0]?.body as { response_format: object; messages: { role: string; content: string }[] }
    expect(body.response_format).toEqual({ type: 'json_object' })
    const system = body.messages.filter(({ role }) => role === 'system').map(({ content }) => content)
    expect(system.join('\n')).toContain(`keeps to this JSON Schema:\n${JSON.stringify(schema)}`)
    expect(system.join('\n')).toContain('Answer in one word.')
  })

  it('is asked of a model of Anthropic that has no words for it by a tool of that shape', async () => {
    const wire = wireOf('anthropic')
    const content = [{ type: 'tool_use', id: 'toolu_1', name: 'json', input: said }]
    providers.server.script = json(200, { ...wire.answer({ deltas: [] }), content, stop_reason: 'tool_use' })
    const outcome = await providers.call(wire, { wireId: 'claude-3-haiku-20240307', parameters: { output } })
    expect(providers.server.seen[0]?.body).toMatchObject({ tools: [{ name: 'json', input_schema: schema }] })
    expect(outcome).toMatchObject({ kind: 'ANSWERED', text: JSON.stringify(said) })
  })

  it('leaves a request for text as it was', async () => {
    const wire = wireOf('openai-compatible')
    providers.server.script = json(200, wire.answer({ deltas: ['Paris'] }))
    await providers.call(wire)
    expect(providers.server.seen[0]?.body).not.toHaveProperty('response_format')
  })
})
