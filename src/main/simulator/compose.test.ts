import { fc, test } from '@fast-check/vitest'
import { expect, it } from 'vitest'
import { compose, contentKeyOf, drawKeyOf } from './compose.ts'
import { Profile } from './profile.ts'
import { allInputTokens, allOutputTokens } from './usage.ts'
import { type SimulatedRequest, wireAt } from './wires/index.ts'

const chat = wireOf('/v1/chat/completions')
const messages = wireOf('/anthropic/v1/messages')
const profile = Profile.parse({})

function wireOf(path: string) {
  const wire = wireAt(path)
  if (wire === undefined) throw new Error(`no wire at ${path}`)
  return wire
}

function ask(change: Partial<SimulatedRequest> = {}): SimulatedRequest {
  return {
    model: 'steady',
    messages: [{ role: 'user', content: 'Write about gardens' }],
    maxOutputTokens: undefined,
    seed: undefined,
    isStreamed: false,
    outputSchema: null,
    wantsStreamedUsage: false,
    ...change,
  }
}

const drawn = (request: SimulatedRequest, seed = 7, occurrence = 1) =>
  compose(request, chat, profile, drawKeyOf(contentKeyOf(request, seed), occurrence), 0)

it('draws the same for the same seed, content and occurrence', () => {
  expect(drawn(ask())).toEqual(drawn(ask()))
})

it.each([
  ['seed', drawn(ask(), 8)],
  ['occurrence', drawn(ask(), 7, 2)],
  ['model', drawn(ask({ model: 'other' }))],
  ['messages', drawn(ask({ messages: [{ role: 'user', content: 'Write about gardens!' }] }))],
  ['role', drawn(ask({ messages: [{ role: 'system', content: 'Write about gardens' }] }))],
  ["request's seed", drawn(ask({ seed: 1 }))],
])('draws anew for another %s', (_what, other) => {
  expect(other.durationMs).not.toBe(drawn(ask()).durationMs)
})

it('draws the same by every wire, streamed or not', () => {
  const key = contentKeyOf(ask(), 7)
  expect(contentKeyOf(ask({ isStreamed: true, wantsStreamedUsage: true }), 7)).toBe(key)
  expect(compose(ask(), messages, profile, key, 0).answer.pieces).toEqual(compose(ask(), chat, profile, key, 0).answer.pieces)
})

it.each([
  ['swift', 80],
  ['steady', 250],
  ['thinker', 400],
])('answers as %s in about %i ms', (model, medianMs) => {
  const times = Array.from({ length: 999 }, (_, seed) => drawn(ask({ model }), seed).durationMs).sort((left, right) => left - right)
  expect((times[499] ?? 0) / medianMs).toBeCloseTo(1, 1)
})

it('reasons as thinker alone', () => {
  const { usage, reasoningText } = drawn(ask({ model: 'thinker' })).answer
  expect(usage.reasoningOutputTokens).toBeGreaterThanOrEqual(40)
  expect(reasoningText).not.toBe('')
  expect(drawn(ask()).answer).toMatchObject({ reasoningText: '', usage: { reasoningOutputTokens: 0 } })
})

it('reads three quarters of the input from its cache as cached', () => {
  const { usage } = drawn(ask({ model: 'cached', messages: [{ role: 'user', content: 'x'.repeat(384) }] })).answer
  expect(usage).toMatchObject({ uncachedInputTokens: 25, cacheReadInputTokens: 75 })
})

test.prop([fc.integer({ min: 1, max: 300 }), fc.constantFrom('steady', 'thinker')])(
  'never answers beyond the limit asked',
  (limit, model) => {
    const { answer } = drawn(ask({ model, maxOutputTokens: limit }))
    expect(allOutputTokens(answer.usage)).toBeLessThanOrEqual(limit)
    expect(answer.pieces.length).toBe(answer.usage.textOutputTokens)
    const isWhole = answer.pieces.length === drawn(ask({ model })).answer.pieces.length
    expect(answer.finish).toBe(isWhole ? 'stop' : 'length')
  },
)

const own = {
  medianMs: 10,
  spread: 0,
  inputTokens: 100,
  textTokens: 40,
  reasoningTokens: [5, 5] as [number, number],
  cacheReadRatio: 0.25,
  cacheWrite5mRatio: 0.25,
  cacheWrite1hRatio: 0.125,
}

it('does what a profile says of a model, or of every other one', () => {
  const named = Profile.parse({ models: { steady: own, '*': { textTokens: 3 } } })
  const { answer, durationMs } = compose(ask(), messages, named, 1, 0)
  expect(durationMs).toBe(10)
  expect(answer.usage).toEqual({
    uncachedInputTokens: 38,
    cacheReadInputTokens: 25,
    cacheWrite5mInputTokens: 25,
    cacheWrite1hInputTokens: 12,
    textOutputTokens: 45,
    reasoningOutputTokens: 0,
  })
  expect(compose(ask({ model: 'any' }), messages, named, 1, 0).answer.pieces.length).toBe(3)
})

it('bills reasoning as text and cache writes as input on a wire that has no word for them', () => {
  const { usage } = compose(ask(), chat, Profile.parse({ models: { steady: own } }), 1, 0).answer
  expect(usage).toMatchObject({ uncachedInputTokens: 75, cacheReadInputTokens: 25, cacheWrite5mInputTokens: 0, cacheWrite1hInputTokens: 0 })
  expect(usage).toMatchObject({ textOutputTokens: 40, reasoningOutputTokens: 5 })
})

test.prop([fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
  'splits the input without losing or adding a token',
  (inputTokens, cacheReadRatio, cacheWrite5mRatio) => {
    const models = { steady: { inputTokens, cacheReadRatio, cacheWrite5mRatio, cacheWrite1hRatio: 0.5 } }
    const { usage } = compose(ask(), messages, Profile.parse({ models }), 1, 0).answer
    expect(allInputTokens(usage)).toBe(inputTokens)
    expect(Math.min(...Object.values(usage))).toBeGreaterThanOrEqual(0)
  },
)

it('takes no time at zero latency', () => {
  expect(compose(ask(), chat, Profile.parse({ zeroLatency: true }), 1, 0)).toMatchObject({ durationMs: 0, firstChunkMs: 0 })
})
