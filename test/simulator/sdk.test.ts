import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { describe, expect, it } from 'vitest'
import { type OpenSimulator, openSimulator, type WireName, wireNames } from './caller.ts'

const apiKey = 'none'
const model = (wire: WireName, { baseUrl, origin }: OpenSimulator, name: string) =>
  ({
    'openai-chat': () => createOpenAICompatible({ name: 'simulator', baseURL: baseUrl, includeUsage: true }).chatModel(name),
    'openai-responses': () => createOpenAI({ baseURL: baseUrl, apiKey }).responses(name),
    anthropic: () => createAnthropic({ baseURL: `${origin}/anthropic/v1`, apiKey })(name),
    google: () => createGoogle({ baseURL: `${origin}/google/v1beta`, apiKey })(name),
  })[wire]()

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'What is the capital of France?' }] }]

describe.each(wireNames)('the SDK of %s', (wire) => {
  it.each(['steady', 'thinker', 'cached'])('reads a plain answer of %s and its usage', async (name) => {
    const simulator = await openSimulator()
    const { content, usage, finishReason } = await model(wire, simulator, name).doGenerate({ prompt })
    const used = simulator.ledger()[0]?.usage
    expect(content.find(({ type }) => type === 'text')).toMatchObject({ text: expect.stringContaining('Paris') })
    expect(content.some(({ type }) => type === 'reasoning')).toBe(name === 'thinker')
    expect(usage.inputTokens).toMatchObject({ noCache: used?.uncachedInputTokens, cacheRead: used?.cacheReadInputTokens })
    expect(usage.outputTokens.total).toBe((used?.textOutputTokens ?? 0) + (used?.reasoningOutputTokens ?? 0))
    expect(finishReason.unified).toBe('stop')
  })

  it.each(['steady', 'thinker', 'cached'])('reads a streamed answer of %s and its usage', async (name) => {
    const simulator = await openSimulator()
    const { stream } = await model(wire, simulator, name).doStream({ prompt })
    const parts = await all(stream)
    const text = parts.flatMap((part) => (part.type === 'text-delta' ? [part.delta] : [])).join('')
    const [finish] = parts.filter((part) => part.type === 'finish')
    const used = simulator.ledger()[0]?.usage
    expect(text).toContain('Paris')
    expect(parts.filter(({ type }) => type === 'error')).toEqual([])
    expect(parts.some(({ type }) => type === 'reasoning-delta')).toBe(name === 'thinker')
    expect(finish).toMatchObject({
      usage: {
        inputTokens: { noCache: used?.uncachedInputTokens, cacheRead: used?.cacheReadInputTokens },
        outputTokens: { total: (used?.textOutputTokens ?? 0) + (used?.reasoningOutputTokens ?? 0) },
      },
      finishReason: { unified: 'stop' },
    })
  })
})

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = []
  for await (const part of stream) parts.push(part)
  return parts
}
