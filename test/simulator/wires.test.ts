import { describe, expect, it } from 'vitest'
import { ask, askBy, eventsIn, openSimulator, wireNames } from './caller.ts'

const own = {
  medianMs: 0,
  inputTokens: 100,
  textTokens: 20,
  reasoningTokens: [30, 30] as [number, number],
  cacheReadRatio: 0.5,
  cacheWrite5mRatio: 0.2,
  cacheWrite1hRatio: 0.1,
}
const profile = { models: { steady: own } }

describe('usage', () => {
  it('lies inside the prompt and the completion in OpenAI chat', async () => {
    const answer = JSON.parse((await askBy(await openSimulator({ profile }), 'openai-chat', false)).text)
    expect(answer.usage).toMatchObject({
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 50 },
      completion_tokens_details: { reasoning_tokens: 30 },
    })
  })

  it('lies inside input and output in OpenAI responses', async () => {
    const answer = JSON.parse((await askBy(await openSimulator({ profile }), 'openai-responses', false)).text)
    expect(answer.usage).toEqual({
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 50 },
      output_tokens: 50,
      output_tokens_details: { reasoning_tokens: 30 },
      total_tokens: 150,
    })
  })

  it('tells caches apart from input in Anthropic messages', async () => {
    const answer = JSON.parse((await askBy(await openSimulator({ profile }), 'anthropic', false)).text)
    expect(answer.usage).toMatchObject({
      input_tokens: 20,
      cache_read_input_tokens: 50,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 10 },
      output_tokens: 50,
    })
  })

  it('tells thoughts apart from the candidates in Gemini', async () => {
    const answer = JSON.parse((await askBy(await openSimulator({ profile }), 'google', false)).text)
    expect(answer.usageMetadata).toEqual({
      promptTokenCount: 100,
      cachedContentTokenCount: 50,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 30,
      totalTokenCount: 150,
    })
  })

  it('is streamed by OpenAI chat only when asked', async () => {
    const { baseUrl } = await openSimulator()
    const body = { model: 'steady', stream: true, messages: [{ role: 'user', content: 'Hello' }] }
    const silent = await ask(`${baseUrl}/chat/completions`, body)
    const telling = await ask(`${baseUrl}/chat/completions`, { ...body, stream_options: { include_usage: true } })
    expect([silent, telling].map(({ text }) => text.includes('"usage"'))).toEqual([false, true])
  })

  it('is streamed by Anthropic at both ends, and by Gemini with its last chunk alone', async () => {
    const simulator = await openSimulator({ profile })
    const anthropic = eventsIn((await askBy(simulator, 'anthropic', true)).text)
    const google = eventsIn((await askBy(simulator, 'google', true)).text)
    expect(anthropic[0]).toMatchObject({ message: { usage: { input_tokens: 20, output_tokens: 1 } } })
    expect(anthropic.at(-2)).toMatchObject({ type: 'message_delta', usage: { output_tokens: 50 } })
    expect(google.filter((event) => JSON.stringify(event).includes('usageMetadata'))).toEqual([google.at(-1)])
  })
})

describe.each(wireNames)('%s', (wire) => {
  it('says that it is simulated', async () => {
    const simulator = await openSimulator()
    const replies = await Promise.all([false, true].map((isStreamed) => askBy(simulator, wire, isStreamed)))
    expect(replies.map(({ status, headers }) => [status, headers['x-simulated']])).toEqual([
      [200, 'assay'],
      [200, 'assay'],
    ])
  })

  it('streams the text that it gives in one piece', async () => {
    const plain = await askBy(await openSimulator(), wire, false)
    const streamed = await askBy(await openSimulator(), wire, true)
    expect(plain.text).toContain('Paris')
    expect(textOf(eventsIn(streamed.text))).toBe(textOf([JSON.parse(plain.text)]))
  })

  it('refuses what it cannot read, with the place, and keeps it out of the ledger', async () => {
    const simulator = await openSimulator()
    const path = {
      'openai-chat': '/v1/chat/completions',
      'openai-responses': '/v1/responses',
      anthropic: '/anthropic/v1/messages',
      google: '/google/v1beta/models/steady:generateContent',
    }[wire]
    const replies = [await ask(simulator.origin + path, '{"model":'), await ask(simulator.origin + path, { model: 'steady' })]
    expect(replies.map(({ status }) => status)).toEqual([400, 400])
    expect(replies[1]?.text).toMatch(/→ at (messages|input|contents|max_tokens)/)
    expect(simulator.ledger()).toEqual([])
  })

  it('cuts an answer at the limit asked and says so', async () => {
    const simulator = await openSimulator({ profile: { models: { steady: { medianMs: 0, textTokens: 900 } } } })
    const { origin } = simulator
    const messages = [{ role: 'user', content: 'Hello' }]
    const asked = {
      'openai-chat': ['/v1/chat/completions', { model: 'steady', messages, max_completion_tokens: 5 }],
      'openai-responses': ['/v1/responses', { model: 'steady', input: 'Hello', max_output_tokens: 5 }],
      anthropic: ['/anthropic/v1/messages', { model: 'steady', messages, max_tokens: 5 }],
      google: [
        '/google/v1beta/models/steady:generateContent',
        { contents: [{ parts: [{ text: 'Hello' }] }], generationConfig: { maxOutputTokens: 5 } },
      ],
    } as const
    const [path, body] = asked[wire]
    expect((await ask(origin + path, body)).text).toMatch(/"length"|"max_output_tokens"|"max_tokens"|"MAX_TOKENS"/)
    expect(simulator.ledger()[0]?.usage?.textOutputTokens).toBe(5)
  })
})

it('lists its models as its own', async () => {
  const { origin } = await openSimulator()
  const paths = ['/v1/models', '/anthropic/v1/models', '/google/v1beta/models']
  const lists = await Promise.all(paths.map((path) => ask(origin + path, '', { method: 'GET' })))
  expect(lists.map(({ status, text }) => [status, text.includes('thinker')])).toEqual(paths.map(() => [200, true]))
  expect(lists[0]?.text).toContain('"owned_by":"assay-simulator"')
})

it('knows no other path', async () => {
  const { origin } = await openSimulator()
  expect((await ask(`${origin}/v1/embeddings`, {})).status).toBe(404)
  expect((await ask(`${origin}/v1/chat/completions`, '', { method: 'GET' })).status).toBe(404)
})

/** The answer's text, wherever a wire puts it: every `text` or `content` that is no reasoning, and no repetition at an end event. */
function textOf(events: readonly unknown[]): string {
  return events.map(spoken).join('')
}

function spoken(event: unknown): string {
  const text = JSON.stringify(event)
  if (/"type":"(response\.(created|completed|output_text\.done|content_part|output_item)|message_start)/.test(text)) return ''
  return [...text.matchAll(/"(?:text|content|delta)":("(?:[^"\\]|\\.)*")/g)].map(([, said = '""']) => JSON.parse(said)).join('')
}

describe('a path that is none', () => {
  it('is answered, and the simulator goes on', async () => {
    const simulator = await openSimulator()
    expect(await ask(`${simulator.origin}//`, {})).toMatchObject({ status: 404 })
    const body = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] }
    expect(await ask(`${simulator.origin}/google/v1beta/models/50%:generateContent`, body)).toMatchObject({ status: 400 })
    expect(await askBy(simulator, 'google', false)).toMatchObject({ status: 200 })
  })
})
