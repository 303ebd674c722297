import { readFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../builders/shipped-engine.ts'
import { type AdmissionCase, admissionCases, doors, opens, renderAdmissionTable } from './admission-table.ts'
import { type RawAnswer, rawRequest, rawUpgrade } from './raw-request.ts'
import { type ServedConsole, serveConsole } from './served-console.ts'

const scratch = scratchFolder()
let served: ServedConsole
beforeAll(async () => {
  served = await serveConsole(scratch.folder)
})
afterAll(async () => {
  await served.shell.close()
  rmSync(scratch.folder, { recursive: true })
})

/** What stands in the request for a case of the table. */
function headersOf({ host, origin, credential }: AdmissionCase): Record<string, string> {
  const { port } = served.shell
  const cookieName = served.cookie.split('=')[0]
  const hostHeaders: Record<AdmissionCase['host'], string | undefined> = {
    '127.0.0.1:P': `127.0.0.1:${port}`,
    'localhost:P': `localhost:${port}`,
    '[::1]:P': `[::1]:${port}`,
    '127.0.0.1:other': `127.0.0.1:${port + 1}`,
    'evil.example:P': `evil.example:${port}`,
    absent: undefined,
  }
  const originHeaders: Record<AdmissionCase['origin'], string | undefined> = {
    own: `http://127.0.0.1:${port}`,
    absent: undefined,
    null: 'null',
    'http://evil.example': 'http://evil.example',
    'own host, other port': `http://127.0.0.1:${port + 1}`,
  }
  const credentialHeaders: Record<AdmissionCase['credential'], Record<string, string>> = {
    cookie: { cookie: served.cookie },
    bearer: { authorization: `Bearer ${served.secret}` },
    wrong: { cookie: `${cookieName}=${'A'.repeat(43)}`, authorization: `Bearer ${'A'.repeat(43)}` },
    none: {},
  }
  const named = { host: hostHeaders[host], origin: originHeaders[origin] }
  return { ...JSON.parse(JSON.stringify(named)), ...credentialHeaders[credential] }
}

const ask: Record<(typeof doors)[number], (headers: Record<string, string>) => Promise<RawAnswer>> = {
  page: (headers) => rawRequest({ port: served.shell.port, headers }),
  socket: (headers) => rawUpgrade({ port: served.shell.port, headers }),
  launch: (headers) =>
    rawRequest({
      ...{ port: served.shell.port, method: 'POST', path: '/launch', body: '{}' },
      headers: { ...headers, 'content-type': 'application/json', 'content-length': '2' },
    }),
}
const well = { page: 200, socket: 101, launch: 200 }

describe.each(doors)('the door %s', (door) => {
  it.each(admissionCases)('answers Host $host, Origin $origin, $credential as the table says', async (each) => {
    const { status, headers, body } = await ask[door](headersOf(each))
    if (opens(each).includes(door)) return expect(status).toBe(well[door])
    expect([status, body]).toEqual([403, ''])
    expect(
      Object.keys(headers).filter((name) => !['cache-control', 'connection', 'content-length', 'date', 'keep-alive'].includes(name)),
    ).toEqual([])
  })
})

describe('the table', () => {
  it('has 120 cases, each of them asked of each door', () => {
    expect(admissionCases).toHaveLength(120)
  })

  it('stands in docs/security.md as it is asked here', () => {
    const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
    expect(page).toContain(renderAdmissionTable())
  })
})
