import { eventIterator, oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/websocket'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ackFor, saysAcks } from '#contract/acks'
import type { Log } from '#engine/ports'
import type { Peer } from './peer.ts'
import { servePeer } from './serve-peer.ts'

const counted = { count: oc.output(eventIterator(z.object({ n: z.int() }))), answer: oc.output(z.object({ n: z.int() })) }

/** A page that hears what is sent to it and says what a test has it say. */
class TestPage implements Peer {
  readonly heard: string[] = []
  readonly #listeners: ((message: string) => void)[] = []
  readonly #closeListeners: (() => void)[] = []

  async send(message: string): Promise<void> {
    this.heard.push(message)
  }
  onMessage(listener: (message: string) => void): void {
    this.#listeners.push(listener)
  }
  onClose(listener: () => void): void {
    this.#closeListeners.push(listener)
  }
  close(): void {
    for (const listener of this.#closeListeners) listener()
  }
  async say(...messages: string[]): Promise<void> {
    for (const message of messages) for (const listener of this.#listeners) listener(message)
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  get states(): string[] {
    return this.heard.filter((message) => ackFor(message) !== undefined)
  }
}

const warnings: string[] = []
const nothing = () => undefined
const warn: Log['warn'] = (_fields, message) => void warnings.push(message)
const log: Log = { debug: nothing, info: nothing, warn, error: nothing, registerSecret: nothing }
const call = (id: number, procedure: string) => JSON.stringify({ i: String(id), p: { u: `/${procedure}` } })
let produced = 0
let streamsEnded = 0

function servedPage(): TestPage {
  const os = implement(counted).$context<{ user: string; origin: string }>()
  const router = os.router({
    answer: os.answer.handler(() => ({ n: 42 })),
    count: os.count.handler(async function* () {
      try {
        for (produced = 1; produced <= 1000; produced += 1) yield { n: produced }
      } finally {
        streamsEnded += 1
      }
    }),
  })
  const page = new TestPage()
  servePeer(new RPCHandler(router), page, { user: 'ada', origin: 'test' }, log)
  return page
}

beforeEach(() => {
  warnings.length = 0
  produced = 0
  streamsEnded = 0
})

describe('a page that says which states it has taken', () => {
  it('1. is not sent the next before, and none is made', async () => {
    const page = servedPage()
    await page.say(saysAcks, call(0, 'count'))
    expect([page.states.length, produced]).toEqual([1, 1])
    await page.say('ack 0')
    expect([page.states.length, produced]).toEqual([2, 2])
  })
  it('1. that says it twice is sent one more, not two', async () => {
    const page = servedPage()
    await page.say(saysAcks, call(0, 'count'))
    await page.say('ack 0', 'ack 0', 'ack 7')
    expect(page.states.length).toBe(2)
  })
  it('2. ends a stream that waits for it by ending the call', async () => {
    const page = servedPage()
    await page.say(saysAcks, call(0, 'count'))
    await page.say('{"i":"0","t":4}')
    expect([streamsEnded, page.states.length]).toEqual([1, 1])
  })
  it('2. ends a stream that waits for it by going', async () => {
    const page = servedPage()
    await page.say(saysAcks, call(0, 'count'))
    page.close()
    await page.say()
    expect(streamsEnded).toBe(1)
  })
})

describe('a page that is gone', () => {
  it('2. begins nothing more', async () => {
    const page = servedPage()
    page.close()
    await page.say(call(0, 'answer'))
    expect(page.heard).toEqual([])
  })
  it('2. ends the stream that it asked for last and that was not begun yet', async () => {
    const page = servedPage()
    const said = page.say(call(0, 'count'))
    page.close()
    await said
    expect([page.heard, produced, streamsEnded]).toEqual([[], 0, 0])
  })
})

describe('a page that does not', () => {
  it('is sent state after state', async () => {
    const page = servedPage()
    await page.say(call(0, 'count'))
    for (let turns = 0; produced <= 1000 && turns < 1000; turns += 1) await page.say()
    expect(page.states.length).toBeGreaterThan(1000)
  })
})

describe('what is not a request', () => {
  const garbage = [
    'not json',
    '42',
    'null',
    '{"i":1}',
    '{"i":"9","p":{"u":"http://[bad"}}',
    '{"i":"9","p":{"u":"/answer","h":{"content-type":"multipart/form-data; boundary=x"}}}',
    '{"i":"9","p":{"u":"/answer","h":{"content-disposition":"attachment"}}}',
    '{"i":"9","t":7,"p":{}}',
    '{"i":"9"}',
  ]
  it.each(garbage)('3. is turned away: %s', async (text) => {
    const page = servedPage()
    await page.say(text, text)
    expect([page.heard, warnings]).toEqual([[], ['what is not a request was turned away']])
    await page.say(call(1, 'answer'))
    expect(JSON.parse(page.heard[0] ?? '')).toMatchObject({ i: '1', p: { b: { json: { n: 42 } } } })
  })
})
