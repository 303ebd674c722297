import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createProviderClient } from '#engine/providers'
import { openProviders, silentLog, timeouts } from './caller.ts'
import { json, settled, stream } from './scripted-server.ts'
import { wireOf, wires } from './wires/index.ts'

const providers = openProviders()
const compatible = wireOf('openai-compatible')
const plain = { deltas: ['Par', 'is.'] }
const streamed = { parameters: { stream: true } }

describe.each(wires)('$kind', (wire) => {
  const usage = wire.usageCases[0]?.raw ?? {}
  const whole = JSON.stringify(wire.answer({ ...plain, usage }))

  it.each([
    ['plain, after the whole time: it may think without a word', {}, timeouts.totalMs],
    ['streamed, after two minutes of silence', streamed, timeouts.silenceMs],
  ])('gives up on a provider that hangs, %s', async (_how, changes, afterMs) => {
    const arrived = providers.server.held()
    const outcome = providers.call(wire, changes)
    await arrived
    await providers.clock.advance(afterMs)
    expect(await outcome).toMatchObject({
      kind: 'TIMEOUT',
      stage: 'unanswered',
      providerWide: false,
      durationMs: afterMs,
      httpStatus: undefined,
    })
  })

  it('takes a plain answer that was nine minutes in coming', async () => {
    const arrived = providers.server.held()
    const outcome = providers.call(wire)
    const response = await arrived
    await providers.clock.advance(540_000)
    response.writeHead(200, { 'content-type': 'application/json' }).end(whole)
    expect(await outcome).toMatchObject({ kind: 'ANSWERED', text: 'Paris.' })
  })

  it('stays with a stream that drips, and counts comments and blank lines as life', async () => {
    const arrived = providers.server.held()
    const outcome = providers.call(wire, streamed)
    const response = await arrived
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const drop of [': keep-alive\n\n', '\n', ': keep-alive\n\n', ...wire.events({ ...plain, usage })]) {
      response.write(drop)
      await settled()
      await providers.clock.advance(drop.startsWith('data') || drop.startsWith('event') ? 1000 : 110_000)
    }
    response.end()
    expect(await outcome).toMatchObject({ kind: 'ANSWERED', text: 'Paris.' })
  })

  it('ends a stream that drips beyond the whole time, and keeps what it said', async () => {
    const arrived = providers.server.held()
    const outcome = providers.call(wire, streamed)
    const response = await arrived
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const event of wire.events({ ...plain, finishReason: null })) response.write(event)
    for (let drop = 0; drop < 6; drop++) {
      response.write(': keep-alive\n\n')
      await settled()
      await providers.clock.advance(100_000)
    }
    expect(await outcome).toMatchObject({ kind: 'TIMEOUT', stage: 'partial', partialText: 'Paris.', durationMs: timeouts.totalMs })
  })

  it('tells a reset before the headers from one after them', async () => {
    providers.server.script = (response) => void response.socket?.resetAndDestroy()
    expect(await providers.call(wire)).toMatchObject({ kind: 'NETWORK', stage: 'unanswered', providerWide: true, httpStatus: undefined })
    providers.server.script = async (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length }).write(whole.slice(0, 40))
      await settled()
      response.socket?.resetAndDestroy()
    }
    expect(await providers.call(wire)).toMatchObject({ kind: 'NETWORK', stage: 'unanswered', providerWide: false, httpStatus: 200 })
  })

  it('does not take an answer for whole that was closed early', async () => {
    providers.server.script = async (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length }).write(whole.slice(0, 40))
      await settled()
      response.socket?.end()
    }
    expect(await providers.call(wire)).toMatchObject({
      kind: 'INVALID_RESPONSE',
      stage: 'unanswered',
      httpStatus: 200,
      body: whole.slice(0, 40),
    })
  })

  it('does not understand what is no HTTP', async () => {
    providers.server.script = (response) => void response.socket?.end('\u0000\u0007 nonsense\r\n\r\n')
    expect(await providers.call(wire)).toMatchObject({ kind: 'INVALID_RESPONSE', stage: 'unanswered' })
  })

  it('knows that nothing was sent when nobody listens', async () => {
    expect(await providers.call(wire, { baseUrl: `http://127.0.0.1:1${wire.basePath}` })).toMatchObject({
      kind: 'NETWORK',
      stage: 'not_sent',
      providerWide: true,
    })
  })

  it('knows that nothing was sent when the base URL is none', async () => {
    expect(await providers.call(wire, { baseUrl: 'nowhere' })).toMatchObject({ kind: 'BAD_REQUEST', stage: 'not_sent' })
  })

  it('cancels before sending, and sends nothing', async () => {
    expect(await providers.call(wire, {}, AbortSignal.abort())).toMatchObject({ kind: 'CANCELLED', stage: 'not_sent', durationMs: 0 })
    expect(providers.server.seen).toHaveLength(0)
  })

  it('cancels a call that waits for its answer, and hangs up', async () => {
    const arrived = providers.server.held()
    const stop = new AbortController()
    const outcome = providers.call(wire, {}, stop.signal)
    const hungUp = once(await arrived, 'close')
    stop.abort()
    expect(await outcome).toMatchObject({ kind: 'CANCELLED', stage: 'unanswered' })
    await hungUp
  })

  it('cancels a stream that had begun, and keeps what it said', async () => {
    const stop = new AbortController()
    providers.server.script = async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const event of wire.events({ ...plain, finishReason: null })) response.write(event)
      await settled()
      stop.abort()
    }
    expect(await providers.call(wire, streamed, stop.signal)).toMatchObject({ kind: 'CANCELLED', stage: 'partial', partialText: 'Paris.' })
  })
})

describe('bounds', () => {
  const wire = compatible
  const filler = Buffer.alloc(1024 * 1024, ' ')

  it('reads no answer above 16 MiB', async () => {
    providers.server.script = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      for (let written = 0; written < 17; written++) response.write(filler)
      response.end('{}')
    }
    expect(await providers.call(wire)).toMatchObject({
      kind: 'INVALID_RESPONSE',
      stage: 'unanswered',
      message: 'The answer is larger than 16777216 bytes.',
    })
  })

  it('reads no line of a stream above 4 MiB', async () => {
    providers.server.script = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: ')
      for (let written = 0; written < 5; written++) response.write(filler)
    }
    expect(await providers.call(wire, streamed)).toMatchObject({
      kind: 'INVALID_RESPONSE',
      stage: 'unanswered',
      message: 'A line of the stream is too long.',
    })
  })

  it('reads a long stream that its reader cannot follow at once', async () => {
    const deltas = Array.from({ length: 3000 }, (_, index) => `${index}${'x'.repeat(1000)}`)
    providers.server.script = stream(wire.events({ deltas }))
    expect(await providers.call(wire, streamed)).toMatchObject({ kind: 'ANSWERED', text: deltas.join('') })
  })

  it('reads an error that never ends no further than it is kept', async () => {
    providers.server.script = (response) => {
      response.writeHead(500, { 'content-type': 'text/plain' })
      for (let written = 0; written < 2; written++) response.write(filler)
    }
    expect(await providers.call(wire)).toMatchObject({ kind: 'SERVER_ERROR', stage: 'unanswered', httpStatus: 500 })
  })

  it('keeps connections open between calls, and opens one for each call in flight', async () => {
    const ports = new Set<number | undefined>()
    const answer = json(200, wire.answer({ deltas: ['ok'] }))
    providers.server.script = (response, request) => {
      ports.add(request.socket.remotePort)
      return answer(response, request)
    }
    for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 200 }, () => providers.call(wire)))
    expect(providers.server.seen).toHaveLength(600)
    expect(ports.size).toBeLessThan(300)
  })
})

it('shares connections between the models of an endpoint', async () => {
  const google = wireOf('google')
  const ports = new Set<number | undefined>()
  const answer = json(200, google.answer({ deltas: ['ok'] }))
  providers.server.script = (response, request) => {
    ports.add(request.socket.remotePort)
    return answer(response, request)
  }
  const client = createProviderClient({ clock: providers.clock, log: silentLog })
  for (let model = 0; model < 8; model++)
    await client.call(providers.callOf(google, { wireId: `gemini-${model}` }), new AbortController().signal)
  await client.close()
  expect(ports.size).toBeLessThan(4)
})

describe('closing', () => {
  const wire = compatible

  it('cancels what is in flight, and what comes later', async () => {
    const client = createProviderClient({ clock: providers.clock, log: silentLog })
    const arrived = providers.server.held()
    const call = providers.callOf(wire)
    const outcome = client.call(call, new AbortController().signal)
    await arrived
    await client.close()
    expect(await outcome).toMatchObject({ kind: 'CANCELLED', stage: 'unanswered' })
    expect(await client.call(call, new AbortController().signal)).toMatchObject({ kind: 'CANCELLED', stage: 'not_sent' })
  })
})
