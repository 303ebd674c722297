import { Dispatcher } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProviderCall } from '#engine/ports'
import { VirtualClock } from '../../../../../test/fakes/virtual-clock.ts'
import { Deadlines } from './deadlines.ts'
import { Exchange } from './exchange.ts'

/** The network as undici tells of it: a test plays its part, one callback at a time. */
class SilentDispatcher extends Dispatcher {
  handler: Dispatcher.DispatchHandler | undefined
  sends = 0

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.handler = handler
    this.sends += 1
    return true
  }
}

class Controller implements Dispatcher.DispatchController {
  readonly aborted = false
  readonly paused = false
  readonly reason = null
  abortedWith: Error | undefined
  readonly flow: string[] = []

  abort(reason: Error): void {
    this.abortedWith = reason
  }
  pause(): void {
    this.flow.push('pause')
  }
  resume(): void {
    this.flow.push('resume')
  }
}

const call: ProviderCall = {
  attemptId: 'a',
  sendsAttemptId: true,
  kind: 'openai-compatible',
  baseUrl: 'http://127.0.0.1',
  apiKey: null,
  wireId: 'm',
  messages: [],
  parameters: {},
  timeouts: { connectMs: 1000, silenceMs: 5000, totalMs: 20_000 },
}

let clock: VirtualClock
let deadlines: Deadlines
let dispatcher: SilentDispatcher
let exchange: Exchange
let sending: Promise<Response>

beforeEach(() => {
  clock = new VirtualClock()
  deadlines = new Deadlines(clock)
  dispatcher = new SilentDispatcher()
  exchange = new Exchange(call, false, clock, deadlines)
  sending = exchange.send({ dispatcher, path: '/' }, {}, '')
  sending.catch(() => undefined)
})
afterEach(() => deadlines.stop())

describe('before the request has left', () => {
  it('waits no longer than the connect timeout, and nothing was sent (4)', async () => {
    await clock.advance(1000)
    expect(exchange.end).toEqual({ kind: 'timeout', phase: 'connect', detail: 'No connection within 1000 ms.' })
    expect(exchange.isSent).toBe(false)
    expect(exchange.durationMs()).toBe(1000)
  })

  it('does not let a connection that comes too late send it (1)', async () => {
    const controller = new Controller()
    await clock.advance(1000)
    dispatcher.handler?.onRequestStart?.(controller, {})
    expect(exchange.isSent).toBe(false)
    expect(controller.abortedWith).toBeDefined()
  })

  it('is sent once (1)', async () => {
    await expect(exchange.send({ dispatcher, path: '/' }, {}, '')).rejects.toThrow('already sent')
    expect(dispatcher.sends).toBe(1)
  })

  it('is not sent when it was cancelled first (1)', async () => {
    const cancelled = new Exchange(call, false, clock, deadlines)
    cancelled.finish({ kind: 'cancelled' })
    await expect(cancelled.send({ dispatcher, path: '/' }, {}, '')).rejects.toThrow('cancelled')
    expect(dispatcher.sends).toBe(1)
  })
})

describe('after the request has left', () => {
  beforeEach(async () => {
    await clock.advance(500)
    dispatcher.handler?.onRequestStart?.(new Controller(), {})
  })

  it('waits for the headers of a plain answer as long as the whole call may take, and then for each byte (4)', async () => {
    await clock.advance(15_000)
    expect(exchange.end).toBeUndefined()
    dispatcher.handler?.onResponseStart?.(new Controller(), 200, {})
    await clock.advance(4499)
    expect(exchange.end).toBeUndefined()
    await clock.advance(1)
    expect(exchange.end).toMatchObject({ phase: 'total' })
  })

  it('counts silence from the headers of a plain answer on (4)', async () => {
    dispatcher.handler?.onResponseStart?.(new Controller(), 200, {})
    await clock.advance(4999)
    expect(exchange.end).toBeUndefined()
    await clock.advance(1)
    expect(exchange.end).toMatchObject({ phase: 'silence' })
  })

  it('waits for the first byte of a stream as long as for any other (4)', async () => {
    const streamed = new Exchange(call, true, clock, deadlines)
    streamed.send({ dispatcher, path: '/' }, {}, '').catch(() => undefined)
    dispatcher.handler?.onRequestStart?.(new Controller(), {})
    await clock.advance(4999)
    expect(streamed.end).toBeUndefined()
    await clock.advance(1)
    expect(streamed.end).toMatchObject({ phase: 'silence' })
  })

  it('counts silence from the last byte, and ends with the whole time (4)', async () => {
    dispatcher.handler?.onResponseStart?.(new Controller(), 200, {})
    for (let byte = 0; byte < 4; byte++) {
      await clock.advance(4500)
      dispatcher.handler?.onResponseData?.(new Controller(), Buffer.from(' '))
    }
    await clock.advance(1500)
    expect(exchange.end).toMatchObject({ phase: 'total' })
    expect(exchange.durationMs()).toBe(20_000)
  })

  it('keeps its first end (2)', async () => {
    exchange.finish({ kind: 'cancelled' })
    dispatcher.handler?.onResponseError?.(new Controller(), new Error('aborted'))
    await clock.advance(60_000)
    expect(exchange.end).toEqual({ kind: 'cancelled' })
  })

  it('is over when its answer is whole (2)', async () => {
    dispatcher.handler?.onResponseStart?.(new Controller(), 200, {})
    dispatcher.handler?.onResponseEnd?.(new Controller(), {})
    await expect(sending).resolves.toMatchObject({ ok: true, status: 200 })
    exchange.finish({ kind: 'cancelled' })
    await clock.advance(60_000)
    expect(exchange.end).toBeUndefined()
    expect(exchange.durationMs()).toBe(500)
  })

  it('takes no informational response for the answer', () => {
    dispatcher.handler?.onResponseStart?.(new Controller(), 103, {})
    expect(exchange.status).toBeUndefined()
  })
})

it('hears that silence ends sooner than connecting would have (4)', async () => {
  const impatient = new Exchange(
    { ...call, timeouts: { connectMs: 10_000, silenceMs: 100, totalMs: 20_000 } },
    true,
    clock,
    new Deadlines(clock),
  )
  impatient.send({ dispatcher, path: '/' }, {}, '').catch(() => undefined)
  dispatcher.handler?.onRequestStart?.(new Controller(), {})
  await clock.advance(100)
  expect(impatient.end).toMatchObject({ phase: 'silence' })
})

it('holds the socket while a stream is not read, and lets go when it is', async () => {
  const streamed = new Exchange(call, true, clock, deadlines)
  const controller = new Controller()
  streamed.send({ dispatcher, path: '/' }, {}, '').catch(() => undefined)
  streamed.onRequestStart(controller)
  streamed.onResponseStart(controller, 200, { 'content-type': 'text/event-stream' })
  const chunk = Buffer.alloc(256 * 1024, '\n')
  for (let count = 0; count < 5; count++) streamed.onResponseData(controller, chunk)
  expect(controller.flow).toEqual(['pause'])
  while (controller.flow.length === 1) await streamed.body.read()
  expect(controller.flow).toEqual(['pause', 'resume'])
  streamed.finish({ kind: 'cancelled' })
})

it('tells a request that cannot be written from one that was sent', async () => {
  const broken = new Exchange(call, false, clock, deadlines)
  const throwing = new SilentDispatcher()
  throwing.dispatch = () => {
    throw new TypeError('invalid authorization header')
  }
  await expect(broken.send({ dispatcher: throwing, path: '/' }, {}, '')).rejects.toThrow('unsendable')
  expect(broken.end).toEqual({ kind: 'unsendable', detail: 'TypeError: invalid authorization header' })
})

it('says what ended a connection that never was', () => {
  const tried = Object.assign(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]), { code: 'ECONNREFUSED' })
  exchange.onResponseError(new Controller(), tried)
  expect(exchange.end).toEqual({ kind: 'network', detail: 'Error: ::1 refused; Error: 127.0.0.1 refused', isConnectTimeout: false })
})
