import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { failureOf } from '../builders/failure.ts'
import { seedCatalogOf } from '../builders/seed-catalog.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { litellmOf } from './sources.ts'

const scratch = scratchFolder()
let under: ShippedEngine
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder, seedCatalog: seedCatalogOf([{ key: 'alpha' }]) })
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const everything = () =>
  ['provider', 'model', 'price_version', 'audit_entry', 'import_record'].map((table) => under.rows(`select * from ${table}`))
const preview = (source: { readonly text: string } | { readonly url: string }) =>
  under.client.imports.preview({ name: 'a file', ...source })

describe('what cannot be read', () => {
  it.each([
    ['no JSON', '{"a": NaN}', { line: 1, column: 7 }],
    ['nested without end', '['.repeat(100_000), { line: 1, column: 65 }],
    ['too large', `${' '.repeat(33_554_432)}{}`, {}],
    ['nobody’s', '{"a": 1}', {}],
    ['polluting', '{"__proto__": {"litellm_provider": 1}, "constructor": {}}', {}],
  ])('is refused: %s', async (_, text, place) => {
    const before = everything()
    expect(await failureOf(preview({ text }))).toMatchObject({ code: 'INVALID_INPUT', issues: [place] })
    expect(everything()).toEqual(before)
  })
})

/** What a server of this machine answers, by path. */
const answers: { readonly [path: string]: (response: http.ServerResponse) => void } = {
  '/good': (response) => void response.end(litellmOf('alpha', { two: {} })),
  '/moved': (response) => void response.writeHead(302, { location: '/good' }).end(),
  '/missing': (response) => void response.writeHead(404).end('no'),
  '/packed': (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/latin': (response) => void response.end(Buffer.from([0x7b, 0xe4, 0x7d])),
  '/endless': (response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(1_048_576, 32)));
      response.once('drain', more)
    }
    more()
  },
}

async function address(): Promise<string> {
  const server = http.createServer((request, response) => answers[request.url ?? '']?.(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('an address', () => {
  it('is read, and is the name of its source', async () => {
    const url = `${await address()}/good`
    expect(await preview({ url })).toMatchObject({ source: url, entries: 1, counts: { new: 1 } })
  })

  it.each([
    ['/moved', /redirect/],
    ['/missing', /status 404/],
    ['/packed', /compressed/],
    ['/latin', /not UTF-8/],
    ['/endless', /more than 32 MiB/],
  ])('is refused when it answers as %s does', async (path, message) => {
    const failure = await failureOf(preview({ url: `${await address()}${path}` }))
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'url', message: expect.stringMatching(message) }] })
  })

  it.each([
    ['http://example.com/prices.json', /https/],
    ['https://user:secret@example.com/', /no user name/],
    ['http://127.0.0.1:9/', /cannot be reached/],
  ])('is refused as %s, before anything is asked of it', async (url, message) => {
    const failure = await failureOf(preview({ url }))
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'url', message: expect.stringMatching(message) }] })
    expect(JSON.stringify(failure)).not.toContain('secret')
  })
})
