import { describe, expect, it } from 'vitest'
import { readWebhookAddress, secretsOf } from './webhook-address.ts'
import { type AlertMessage, webhookBody } from './webhook-body.ts'

const message: AlertMessage = {
  ...{ id: '01J', atMs: Date.UTC(2026, 10, 21, 10), workspace: 'default', rule: 'errors', on: 'error_rate', change: 'fired' },
  ...{
    subject: 'model:a/b',
    measured: '60.0 % of 20 calls',
    bound: '50.0 %',
    message: 'Of 20 calls to a/b <!channel> & more failed.',
    run: null,
  },
}
const body = (format: Parameters<typeof webhookBody>[0], more: Partial<AlertMessage> = {}) =>
  JSON.parse(webhookBody(format, { ...message, ...more })) as Record<string, unknown>

describe('the body of a webhook', () => {
  it('in JSON holds all there is, with its version', () => {
    const { atMs, ...rest } = message
    expect(body('json')).toEqual({ version: 1, ...rest, at: new Date(atMs).toISOString() })
  })

  it('for Slack has a text and blocks, in which nothing calls anybody', () => {
    const { text, blocks } = body('slack')
    expect(text).toBe('Assay: errors: Of 20 calls to a/b &lt;!channel&gt; &amp; more failed.')
    expect(blocks).toMatchObject([{ type: 'section' }, { type: 'context' }])
    expect(JSON.stringify(blocks)).not.toContain('<!channel>')
  })

  it('for Discord has a content that calls nobody', () => {
    expect(body('discord')).toEqual({
      content: expect.stringContaining('**Assay: errors**\nOf 20 calls'),
      allowed_mentions: { parse: [] },
    })
  })

  it('is never longer than its receiver takes', () => {
    const long = { message: '&'.repeat(9000) }
    expect(String(body('discord', long)['content']).length).toBeLessThanOrEqual(2000)
    const { text, blocks } = body('slack', long)
    expect(String(text).length).toBeLessThanOrEqual(3000)
    for (const { text: part } of (blocks as { text?: { text: string } }[]).filter((block) => block.text !== undefined))
      expect(part?.text.length).toBeLessThanOrEqual(3000)
  })

  it('says that something is over, or only a test', () => {
    expect(body('slack', { change: 'cleared' })['text']).toContain('Assay: over: errors')
    expect(body('slack', { change: 'test', rule: null })['text']).toContain('a test of the channel')
  })
})

describe('the address of a webhook', () => {
  it.each([
    ['nonsense', 'not_an_address'],
    ['http://hooks.example.com/x', 'not_https'],
    ['http://10.0.0.1/x', 'not_https'],
    ['ftp://127.0.0.1/x', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['https://ann:pw@hooks.example.com/x', 'has_login'],
  ])('is refused: %s', (text, flaw) => {
    expect(readWebhookAddress(text)).toEqual({ flaw })
  })

  it.each(['https://hooks.example.com/services/x', 'http://127.0.0.1:9/x', 'http://localhost/x', 'http://[::1]:9/x', 'https://10.1.2.3/x'])(
    'is taken: %s',
    (text) => {
      expect(readWebhookAddress(text)).toHaveProperty('url')
    },
  )

  it('is cut out of logs whole, and without its host where that is long enough to be a secret', () => {
    expect(secretsOf(new URL('https://h.example/services/T0/abc'))).toEqual(['https://h.example/services/T0/abc', '/services/T0/abc'])
    expect(secretsOf(new URL('https://h.example/in'))).toEqual(['https://h.example/in'])
  })
})
