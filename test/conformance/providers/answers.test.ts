import { describe, expect, it } from 'vitest'
import { attemptId, key, openProviders } from './caller.ts'
import { json, stream } from './scripted-server.ts'
import { noTokens, wires } from './wires/index.ts'

const providers = openProviders()
const plain = { deltas: ['Par', 'is.'] }

describe.each(wires)('$kind', (wire) => {
  const usage = wire.usageCases[0]?.raw ?? {}

  it('sends what was asked for, to the right place, under the attempt’s id and the key', async () => {
    providers.server.script = json(200, wire.answer({ ...plain, usage }))
    await providers.call(wire, { parameters: wire.parameters })
    const [request] = providers.server.seen
    const [header, value] = wire.credential
    expect(request?.path).toBe(wire.path)
    expect(request?.headers).toMatchObject({ [header]: value(key), 'x-client-request-id': attemptId, 'content-type': 'application/json' })
    expect(request?.body).toMatchObject(wire.body)
  })

  it('asks for a stream only when told to', async () => {
    providers.server.script = stream(wire.events({ ...plain, usage }))
    await providers.call(wire, { parameters: { ...wire.parameters, stream: true } })
    expect(providers.server.seen[0]?.path).toBe(wire.streamPath)
    expect(providers.server.seen[0]?.body).toMatchObject({ ...wire.body, ...wire.streamBody })
  })

  it('sends no attempt id to a provider that wants none', async () => {
    providers.server.script = json(200, wire.answer({ ...plain, usage }))
    await providers.call(wire, { sendsAttemptId: false })
    expect(providers.server.seen[0]?.headers).not.toHaveProperty('x-client-request-id')
  })

  it('sends no credential where there is no key', async () => {
    providers.server.script = json(200, wire.answer({ ...plain, usage }))
    await providers.call(wire, { apiKey: null })
    expect(Object.keys(providers.server.seen[0]?.headers ?? {})).not.toContain(wire.credential[0])
  })

  it('reads a plain answer with everything it says about itself', async () => {
    providers.server.script = json(200, wire.answer({ ...plain, reasoning: 'France, so Paris.', usage }), { 'x-request-id': 'req-42' })
    expect(await providers.call(wire)).toMatchObject({
      kind: 'ANSWERED',
      text: 'Paris.',
      reasoningText: wire.showsReasoning ? 'France, so Paris.' : '',
      finishReason: wire.finishReason,
      responseModel: wire.responseModel,
      httpStatus: 200,
      providerRequestId: 'req-42',
      rawUsage: JSON.stringify(usage),
    })
  })

  it('reads a streamed answer with everything it says about itself', async () => {
    providers.server.script = stream(wire.events({ ...plain, reasoning: 'France, so Paris.', usage }), { 'x-request-id': 'req-42' })
    const outcome = await providers.call(wire, { parameters: { stream: true } })
    expect(outcome).toMatchObject({
      kind: 'ANSWERED',
      text: 'Paris.',
      reasoningText: wire.showsReasoning ? 'France, so Paris.' : '',
      finishReason: wire.finishReason,
      responseModel: wire.responseModel,
      httpStatus: 200,
      providerRequestId: 'req-42',
      timeToFirstChunkMs: 0,
    })
    expect(outcome).toHaveProperty('rawUsage', expect.stringContaining(JSON.stringify(usage).slice(1, 20)))
  })

  it.each(wire.usageCases)('counts each token once, plain: $title', async ({ raw, expected }) => {
    providers.server.script = json(200, wire.answer({ ...plain, usage: raw }))
    expect(await providers.call(wire)).toHaveProperty('usage', { ...noTokens, ...expected })
  })

  it.each(wire.usageCases)('counts each token once, streamed: $title', async ({ raw, expected }) => {
    providers.server.script = stream(wire.events({ ...plain, usage: raw }))
    expect(await providers.call(wire, { parameters: { stream: true } })).toHaveProperty('usage', { ...noTokens, ...expected })
  })
})
