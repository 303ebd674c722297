import { describe, expect, it } from 'vitest'
import { ask, eventsIn, openSimulator } from './caller.ts'

const schema = {
  type: 'object',
  properties: {
    rows: {
      type: 'array',
      minItems: 4,
      maxItems: 6,
      items: {
        type: 'object',
        properties: {
          country: { type: 'string' },
          words: { type: 'string', minLength: 30, maxLength: 40 },
          size: { type: 'integer', minimum: 3, maximum: 5 },
          share: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
          isOpen: { type: 'boolean' },
          mood: { type: 'string', enum: ['glad', 'sad'] },
          note: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/note' }] },
        },
      },
    },
  },
  $defs: { note: { type: 'object', properties: { by: { const: 'ada' } } } },
}
const messages = [{ role: 'user', content: 'Write rows.' }]

interface Rows {
  readonly rows: readonly Record<string, unknown>[]
}

function keepsTo({ rows }: Rows): void {
  expect(rows.length).toBeGreaterThanOrEqual(4)
  expect(rows.length).toBeLessThanOrEqual(6)
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['country', 'words', 'size', 'share', 'isOpen', 'mood', 'note'])
    expect(String(row['words']).length).toBeGreaterThanOrEqual(30)
    expect(String(row['words']).length).toBeLessThanOrEqual(40)
    expect([3, 4, 5]).toContain(row['size'])
    expect(row['share']).toBeGreaterThan(0)
    expect(row['share']).toBeLessThanOrEqual(1)
    expect(row['isOpen']).toBeTypeOf('boolean')
    expect(['glad', 'sad']).toContain(row['mood'])
    expect([null, { by: 'ada' }]).toContainEqual(row['note'])
  }
}

const inPrompt = [{ role: 'system', content: `Answer in JSON of this schema:\n${JSON.stringify(schema)}` }, ...messages]

/** Each way of asking for an object, and where its text is. */
const ways: readonly (readonly [string, string, object, (answer: Record<string, never>) => string])[] = [
  [
    'response_format',
    '/v1/chat/completions',
    { model: 'steady', messages, response_format: { type: 'json_schema', json_schema: { name: 'rows', schema } } },
    (answer) => answer['choices']?.[0]?.['message']?.['content'] ?? '',
  ],
  [
    'json_object and a schema in the prompt',
    '/v1/chat/completions',
    { model: 'steady', messages: inPrompt, response_format: { type: 'json_object' } },
    (answer) => answer['choices']?.[0]?.['message']?.['content'] ?? '',
  ],
  [
    'text.format',
    '/v1/responses',
    { model: 'steady', input: 'Write rows.', text: { format: { type: 'json_schema', name: 'rows', schema } } },
    (answer) => answer['output']?.[0]?.['content']?.[0]?.['text'] ?? '',
  ],
  [
    'output_config',
    '/anthropic/v1/messages',
    { model: 'steady', max_tokens: 4000, messages, output_config: { format: { type: 'json_schema', schema } } },
    (answer) => answer['content']?.[0]?.['text'] ?? '',
  ],
  [
    'responseJsonSchema',
    '/google/v1beta/models/steady:generateContent',
    {
      contents: [{ role: 'user', parts: [{ text: 'Write rows.' }] }],
      generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema },
    },
    (answer) => answer['candidates']?.[0]?.['content']?.['parts']?.[0]?.['text'] ?? '',
  ],
]

describe('asked for an object', () => {
  it.each(ways)('by %s it answers with one of the schema', async (_way, path, body, textOf) => {
    const { origin } = await openSimulator()
    keepsTo(JSON.parse(textOf(JSON.parse((await ask(origin + path, body)).text))))
  })

  it('it says the same for the same seed, and something else the next time', async () => {
    const [, path, body, textOf] = ways[0] ?? expect.fail('no way')
    const [one, other] = [await openSimulator(), await openSimulator()]
    const say = async (origin: string) => textOf(JSON.parse((await ask(origin + path, body)).text))
    const [first, again] = [await say(one.origin), await say(one.origin)]
    expect(await say(other.origin)).toBe(first)
    expect(again).not.toBe(first)
    expect((await ask(`${one.origin}/__simulator/profile`, { zeroLatency: true })).status).toBe(200)
    keepsTo(JSON.parse(await say(one.origin)))
  })

  it('it streams it in pieces, and bills the schema as input', async () => {
    const { origin } = await openSimulator()
    const wanted = { model: 'steady', messages, stream: true, stream_options: { include_usage: true } }
    const streamed = async (more: object) =>
      eventsIn((await ask(`${origin}/v1/chat/completions`, { ...wanted, ...more })).text).filter((event) => typeof event === 'object') as {
        choices: { delta: { content?: string } }[]
        usage?: { prompt_tokens: number }
      }[]
    const events = await streamed({ response_format: { type: 'json_schema', json_schema: { name: 'rows', schema } } })
    keepsTo(JSON.parse(events.map(({ choices }) => choices[0]?.delta.content ?? '').join('')))
    const plain = (await streamed({})).at(-1)?.usage?.prompt_tokens ?? 0
    expect(events.at(-1)?.usage?.prompt_tokens).toBe(plain + 4 + Math.ceil(Buffer.byteLength(JSON.stringify(schema)) / 4))
  })

  it('it breaks off where no more tokens are allowed', async () => {
    const { origin } = await openSimulator()
    const body = { model: 'steady', messages, max_tokens: 10, response_format: { type: 'json_schema', json_schema: { schema } } }
    const [choice] = JSON.parse((await ask(`${origin}/v1/chat/completions`, body)).text).choices
    expect(choice.finish_reason).toBe('length')
    expect(() => JSON.parse(choice.message.content)).toThrow(SyntaxError)
  })
})
