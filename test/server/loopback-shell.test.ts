import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requestLaunch } from '#server'
import { scratchFolder } from '../builders/shipped-engine.ts'
import { type RawRequest, rawRequest, rawUpgrade } from './raw-request.ts'
import { letIn, openPage, type ServedConsole, serveConsole } from './served-console.ts'

let scratch = scratchFolder()
let served: ServedConsole
beforeEach(async () => {
  scratch = scratchFolder()
  served = await serveConsole(scratch.folder)
})
afterEach(async () => {
  await served.shell.close()
  rmSync(scratch.folder, { recursive: true })
})

const own = (headers: Record<string, string> = {}) => ({ host: `127.0.0.1:${served.shell.port}`, ...headers })
const knock = (facts: Partial<RawRequest>) => rawRequest({ port: served.shell.port, ...facts, headers: own(facts.headers) })
const asBrowser = (facts: Partial<RawRequest> = {}) => knock({ ...facts, headers: { cookie: served.cookie, ...facts.headers } })
const tokenPath = () => served.shell.launchAddress().slice(served.shell.origin.length)

describe('a launch address', () => {
  it('leads to the page without its token, by a cookie that no script can read and no other site can use', async () => {
    const { status, headers } = await knock({ path: tokenPath() })
    expect([status, headers.location]).toEqual([303, '/'])
    expect(headers['set-cookie']).toHaveLength(1)
    expect(headers['set-cookie']?.[0]).toMatch(new RegExp(`^assay_${served.shell.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`))
    expect(headers['cache-control']).toBe('no-store')
  })
  it('is good once', async () => {
    const path = tokenPath()
    expect([(await knock({ path })).status, (await knock({ path })).status]).toEqual([303, 403])
  })
  it('is good for two minutes', async () => {
    const [early, late] = [tokenPath(), tokenPath()]
    await served.clock.advance(119_999)
    expect((await knock({ path: early })).status).toBe(303)
    await served.clock.advance(1)
    expect((await knock({ path: late })).status).toBe(403)
  })
  it('that is wrong, empty or asked for with another method says nothing', async () => {
    for (const facts of [{ path: '/?token=guess' }, { path: '/?token=' }, { path: tokenPath(), method: 'HEAD' }]) {
      expect(await knock(facts)).toMatchObject({ status: 403, body: '' })
    }
  })
  it('is not used up by a request that is refused', async () => {
    const path = tokenPath()
    expect((await knock({ path, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await knock({ path, headers: { origin: 'http://evil.example' } })).status).toBe(403)
    expect((await knock({ path })).status).toBe(303)
  })
  it('beyond sixteen puts the oldest out of use', async () => {
    const paths = Array.from({ length: 17 }, tokenPath)
    expect([(await knock({ path: paths[0] ?? '' })).status, (await knock({ path: paths[1] ?? '' })).status]).toEqual([403, 303])
  })
})

describe('what a browser says of where a request comes from', () => {
  it.each(['cross-site', 'same-site', 'nonsense'])('refuses %s, with the cookie and all', async (site) => {
    expect(await asBrowser({ headers: { 'sec-fetch-site': site } })).toMatchObject({ status: 403, body: '' })
    const headers = own({ cookie: served.cookie, origin: served.shell.origin, 'sec-fetch-site': site })
    expect((await rawUpgrade({ port: served.shell.port, headers })).status).toBe(403)
    expect((await launch({ 'sec-fetch-site': site })).status).toBe(403)
  })
  it.each(['none', 'same-origin'])('takes %s', async (site) => {
    expect((await asBrowser({ headers: { 'sec-fetch-site': site } })).status).toBe(200)
  })
})

const launch = (headers: Record<string, string> = {}, body = '{}') =>
  knock({
    ...{ method: 'POST', path: '/launch', body },
    headers: {
      authorization: `Bearer ${served.secret}`,
      'content-type': 'application/json',
      'content-length': `${body.length}`,
      ...headers,
    },
  })

describe('a write', () => {
  it('that is JSON and carries the secret gives an address that is good once', async () => {
    const { status, body } = await launch()
    expect(status).toBe(200)
    expect((await knock({ path: body.slice(served.shell.origin.length) })).status).toBe(303)
  })
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'as %s is refused',
    async (type) => {
      expect(await launch({ 'content-type': type })).toMatchObject({ status: 415, body: '' })
    },
  )
  it('that is larger than it need be is refused, and its connection ended', async () => {
    expect(await launch({}, ' '.repeat(2000))).toMatchObject({ status: 413, headers: { connection: 'close' } })
  })
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s of the page is refused', async (method) => {
    expect((await asBrowser({ method })).status).toBe(405)
    expect((await knock({ method })).status).toBe(403)
  })
  it('in a request for a file is refused', async () => {
    expect((await asBrowser({ body: 'x', headers: { 'content-length': '1' } })).status).toBe(413)
  })
})

describe('the page', () => {
  it('is served under a policy of its own nonce, and to its own origin alone', async () => {
    const [one, two] = [await asBrowser(), await asBrowser()]
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1]
    const policy = String(one.headers['content-security-policy'])
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`)
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}';`)
    expect(policy.replaceAll("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe')
    expect(two.body).not.toBe(one.body)
    expect(Object.keys(one.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    })
  })
  it('is answered to HEAD without its text', async () => {
    expect(await asBrowser({ method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
  })
  it.each([
    ['/../secret.txt', 403],
    ['/..%2fsecret.txt', 403],
    ['/%2e%2e/secret.txt', 403],
    ['/assets/..%2f..%2fsecret.txt', 403],
    ['/..%5csecret.txt', 404],
    ['//etc/passwd', 404],
    ['/%00', 403],
    ['/%', 403],
    ['http://127.0.0.1/secret.txt', 404],
    ['*', 404],
    ['/assets', 404],
    ['/index.html/x', 404],
    [`/${'x'.repeat(3000)}`, 404],
  ])('is not left by %s', async (path, status) => {
    expect(await asBrowser({ path })).toMatchObject({ status, body: '' })
  })
  it('lets in who carries a cookie of another port or a forged one beside the right one', async () => {
    const name = served.cookie.split('=')[0]
    expect((await asBrowser({ headers: { cookie: `assay_1=x; ${name}=forged; ${served.cookie}` } })).status).toBe(200)
    expect((await asBrowser({ headers: { cookie: `${name}=forged; assay_1=${served.cookie.split('=')[1]}` } })).status).toBe(403)
  })
  it('is refused under headers larger than any browser sends', async () => {
    expect((await asBrowser({ headers: { 'x-large': 'x'.repeat(20_000) } })).status).toBe(431)
  })
  it('keeps another browser in when one more is let in', async () => {
    const second = await letIn(served.shell)
    expect(second).not.toBe(served.cookie)
    expect([(await asBrowser()).status, (await asBrowser({ headers: { cookie: second } })).status]).toEqual([200, 200])
  })
})

describe('a socket', () => {
  it('other than the page’s is not opened', async () => {
    const headers = own({ cookie: served.cookie, origin: served.shell.origin })
    expect((await rawUpgrade({ port: served.shell.port, path: '/other', headers })).status).toBe(404)
  })
  it('is ended by a message of more than 16 MiB', async () => {
    const { socket } = await openPage(served.shell, served.cookie)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    socket.send('x'.repeat(16 * 2 ** 20 + 1))
    expect(await closed).toBe(1009)
  })
  it('is told that the console goes', async () => {
    const { socket } = await openPage(served.shell, served.cookie)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    await served.shell.close()
    expect(await closed).toBe(1001)
    served = await serveConsole(scratch.folder)
  })
  it('beyond sixty-four is refused', async () => {
    const pages = await Promise.all(Array.from({ length: 64 }, () => openPage(served.shell, served.cookie)))
    const headers = own({ cookie: served.cookie, origin: served.shell.origin })
    expect([served.shell.pages(), (await rawUpgrade({ port: served.shell.port, headers })).status]).toEqual([64, 503])
    for (const { socket } of pages) socket.terminate()
  })
})

describe('the port', () => {
  it('is not open to other addresses of this machine', async () => {
    const refused = await new Promise<string>((resolve) => {
      connect({ host: '127.0.0.2', port: served.shell.port })
        .once('error', (error) => resolve(String(Object(error).code)))
        .once('connect', () => resolve('connected'))
    })
    expect(refused).toBe('ECONNREFUSED')
  })
  it('is free again after close, and nothing is left of the announcement', async () => {
    const { port } = served.shell
    await served.shell.close()
    expect(existsSync(path.join(scratch.folder, 'console.json'))).toBe(false)
    await expect(rawRequest({ port })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    served = await serveConsole(scratch.folder)
  })
})

describe('console.json', () => {
  const file = () => path.join(scratch.folder, 'console.json')

  it('is for its owner alone', () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(Object.keys(JSON.parse(readFileSync(file(), 'utf8')))).toEqual(['pid', 'port', 'secret'])
  })
  it('gives whoever can read it another way in', async () => {
    const launched = await requestLaunch(scratch.folder)
    expect(launched?.pid).toBe(process.pid)
    expect((await knock({ path: launched?.address.slice(served.shell.origin.length) ?? '' })).status).toBe(303)
  })
  it('of a console that is gone leads nowhere', async () => {
    await served.shell.close()
    expect(await requestLaunch(scratch.folder)).toBeUndefined()
    served = await serveConsole(scratch.folder)
  })
})

describe('the log', () => {
  it('names no token, no cookie and no secret', async () => {
    const token = tokenPath()
    await knock({ path: token })
    await knock({ path: '/?token=guess' })
    await launch({ 'content-type': 'text/plain' })
    const text = JSON.stringify(served.log.lines)
    for (const secret of [token.split('=')[1], served.cookie.split('=')[1], served.secret]) expect(text).not.toContain(secret)
    expect(served.log.secrets).toContain(served.secret)
  })
})
