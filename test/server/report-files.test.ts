import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../builders/shipped-engine.ts'
import { rawRequest } from './raw-request.ts'
import { type ServedConsole, serveConsole } from './served-console.ts'

const scratch = scratchFolder()
const large = 'n,cost_usd\r\n'.repeat(400_000)
let served: ServedConsole

beforeAll(async () => {
  served = await serveConsole(scratch.folder)
  const folder = path.join(scratch.folder, 'exports')
  mkdirSync(path.join(folder, 'deeper'), { recursive: true })
  writeFileSync(path.join(folder, 'costs.csv'), 'model,cost_usd\r\n')
  writeFileSync(path.join(folder, 'large.csv'), large)
  writeFileSync(path.join(folder, 'empty.jsonl'), '')
  writeFileSync(path.join(folder, 'page.html'), '<script>alert(1)</script>')
  writeFileSync(path.join(folder, '.late.csv.part'), 'half')
  writeFileSync(path.join(folder, 'deeper', 'costs.csv'), 'deeper')
  symlinkSync(path.join(scratch.folder, 'secret.txt'), path.join(folder, 'link.csv'))
})
afterAll(async () => {
  await served.shell.close()
  rmSync(scratch.folder, { recursive: true })
})

function ask(path: string, more: { method?: string; cookie?: string } = {}) {
  const { port } = served.shell
  const headers = { host: `127.0.0.1:${port}`, cookie: more.cookie ?? served.cookie }
  return rawRequest({ port, path, headers, ...(more.method !== undefined && { method: more.method }) })
}

describe('a finished report', () => {
  it('is handed out as a file to be kept', async () => {
    expect(await ask('/exports/costs.csv')).toMatchObject({
      status: 200,
      body: 'model,cost_usd\r\n',
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="costs.csv"',
        'content-length': '16',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      },
    })
  })

  it('is handed out whole, however large, and empty when it is', async () => {
    expect((await ask('/exports/large.csv')).body).toBe(large)
    expect(await ask('/exports/empty.jsonl')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '0' } })
  })

  it('is never a page', async () => {
    const { headers } = await ask('/exports/page.html')
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': 'attachment; filename="page.html"' })
  })

  it('is told of to HEAD without its bytes', async () => {
    expect(await ask('/exports/large.csv', { method: 'HEAD' })).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': String(large.length) },
    })
  })

  it('is given to nobody who was not let in', async () => {
    expect(await ask('/exports/costs.csv', { cookie: '' })).toMatchObject({ status: 403, body: '' })
    expect(await ask('/exports/costs.csv', { method: 'DELETE' })).toMatchObject({ status: 405, body: '' })
  })
})

describe('the folder of reports', () => {
  it.each([
    '/exports/',
    '/exports/none.csv',
    '/exports/deeper',
    '/exports/deeper/costs.csv',
    '/exports/.late.csv.part',
    '/exports/link.csv',
    '/exports/../secret.txt',
    '/exports/..%2fsecret.txt',
    '/exports/%2e%2e/secret.txt',
    '/exports/..%5csecret.txt',
    '/exports/costs.csv%00.txt',
    '/exports/costs.csv::$DATA',
    '/exports//etc/passwd',
  ])('is not left by %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: '' })
  })
})
