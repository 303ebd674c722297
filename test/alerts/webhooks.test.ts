import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { secretForms } from '#engine/ports'
import { advance, advanceToRest, batchOf, type EngineFacts, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered, failed } from '../builders/outcomes.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { memorySecrets, setRules, startAtMs } from './alert-engine.ts'
import { openReceiver } from './receiver.ts'

const secretPath = '/services/T0CANARY/B1canary/s3cr3t-canary-0123456789'
const open = { on: 'breaker_open', forMinutes: 0 } as const

/** An engine with a channel `ops` that leads to an address, and a rule that tells it of open breakers. */
async function openWithChannel(address: string | undefined, facts: EngineFacts = {}, format: 'json' | 'slack' | 'discord' = 'json') {
  const secrets = facts.secrets ?? memorySecrets()
  const under = await openEngine({ startAtMs, ...facts, secrets })
  await under.client.settings.set({ key: 'alertChannels', value: [{ name: 'ops', format }] })
  await setRules(under, [{ name: 'open', when: open, channels: ['ops'], quietMinutes: 1 }])
  if (address !== undefined) await under.client.alerts.setAddress({ channel: 'ops', address, place: 'file', consent: { accepted: true } })
  return under
}

async function openBreaker(under: EngineUnderTest): Promise<void> {
  await under.client.breakers.hold({ service: 'provider:alpha', hold: 'open', reason: 'a test' })
  await under.settled()
}

/** What became of deliveries, once `isSo` of the newest. What the network does takes real time. */
async function until(under: EngineUnderTest, isSo: (newest: { readonly state: string; readonly tries: number }) => boolean) {
  for (;;) {
    const { items } = await under.client.alerts.deliveries({ limit: 50 })
    const [newest] = items
    if (newest !== undefined && isSo(newest)) return items
    await new Promise((resolve) => setImmediate(resolve))
  }
}

describe('webhooks', () => {
  it('are told of what a rule fires for, as the documented JSON, once', async () => {
    const hook = await openReceiver()
    const under = await openWithChannel(`${hook.origin}${secretPath}`)
    expect((await under.client.alerts.channels()).items).toEqual([
      { name: 'ops', format: 'json', isEnabled: true, host: new URL(hook.origin).host, place: 'file' },
    ])
    await openBreaker(under)
    const [delivery] = await until(under, ({ state }) => state === 'delivered')
    expect(delivery).toMatchObject({
      channel: 'ops',
      tries: 1,
      failure: null,
      nextAtMs: null,
      message: expect.stringContaining('The breaker of alpha is open'),
    })
    const [event] = (await under.client.events.list({ kind: 'alert' })).items
    expect(hook.received).toEqual([
      {
        path: secretPath,
        body: {
          ...{ version: 1, id: event?.id, at: '2026-11-21T10:00:00.000Z', workspace: path.basename(under.workspace), run: null },
          ...{ rule: 'open', on: 'breaker_open', change: 'fired', subject: 'provider:alpha' },
          ...{ measured: expect.any(String), bound: 'at once', message: expect.any(String) },
        },
      },
    ])
    expect(delivery?.event).toBe(event?.id)
  })

  it('are told by all that are enabled of what only a person can mend', async () => {
    const hook = await openReceiver()
    const under = await openWithChannel(`${hook.origin}/x`, { rule: () => failed('AUTH', { httpStatus: 401 }) }, 'slack')
    await under.start(batchOf())
    await until(under, ({ state }) => state === 'delivered')
    expect(hook.received).toMatchObject([{ body: { text: expect.stringContaining('alpha needs a person: AUTH it is') } }])
  })

  it('that answer 500 are tried five times with growing pauses, then have failed; a person may try again', async () => {
    let status = 500
    const hook = await openReceiver((response) => void response.writeHead(status).end())
    const under = await openWithChannel(`${hook.origin}/x`)
    await openBreaker(under)
    const atMs: number[] = []
    for (let tries = 1; tries <= 4; tries += 1) {
      const [delivery] = await until(under, (each) => each.tries === tries)
      expect(delivery).toMatchObject({ state: 'waiting', failure: 'HTTP 500' })
      atMs.push(Number(delivery?.nextAtMs) - under.clock.nowMs())
      await under.clock.advance(Number(atMs.at(-1)))
    }
    expect(atMs).toEqual([15_000, 60_000, 300_000, 900_000])
    const [delivery] = await until(under, ({ state }) => state === 'failed')
    expect([delivery?.tries, hook.received.length]).toEqual([5, 5])
    expect((await under.client.alerts.deliveries({ state: 'waiting' })).items).toEqual([])
    status = 204
    expect(await under.client.alerts.retry({ id: delivery?.id ?? '' })).toMatchObject({ state: 'waiting', tries: 0 })
    await until(under, ({ state }) => state === 'delivered')
    expect(await failureOf(under.client.alerts.retry({ id: delivery?.id ?? '' }))).toMatchObject({
      code: 'CONFLICT',
      detail: 'it is delivered',
    })
    expect(await failureOf(under.client.alerts.retry({ id: 'none' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(new Set(hook.received.map(({ body }) => body['id'])).size).toBe(1)
  })

  it('that hang, or send nobody on, delay no run and no other channel', async () => {
    const takes = async (address: string | undefined) => {
      const under = await openWithChannel(address, { rule: async (_, clock) => clock.sleep(1000).then(() => answered()) })
      const run = await under.start(batchOf({ prompts: 20 }))
      await openBreaker(under)
      await under.client.breakers.release({ service: 'provider:alpha', reason: 'a test' })
      const status = await advanceToRest(under, run)
      return {
        under,
        told: [status, under.clock.monotonicMs(), under.rows('select number, state, started_at_ms, ended_at_ms from attempt')],
      }
    }
    const hanging = await openReceiver(() => undefined)
    const elsewhere = await openReceiver()
    const sending = await openReceiver((response) => void response.writeHead(302, { location: `${elsewhere.origin}/y` }).end())
    const calm = await takes(undefined)
    const [held, sent] = [await takes(`${hanging.origin}/x`), await takes(`${sending.origin}/x`)]
    expect([held.told, sent.told]).toEqual([calm.told, calm.told])
    expect((await until(sent.under, ({ tries }) => tries > 0)).map(({ failure }) => failure)).toContain(
      'HTTP 302: a redirect, which is not followed',
    )
    await held.under.clock.advance(10_000)
    expect((await until(held.under, () => true)).length).toBeGreaterThan(0)
    expect(elsewhere.received).toEqual([])
  })

  it('that never answer are given up after 10 s, and let the engine stop meanwhile', async () => {
    const hook = await openReceiver(() => undefined)
    const under = await openWithChannel(`${hook.origin}/x`)
    await openBreaker(under)
    await hook.got(1)
    await under.clock.advance(10_000)
    expect((await until(under, ({ tries }) => tries === 1))[0]).toMatchObject({ state: 'waiting', failure: 'no answer within 10 s' })
    await under.clock.advance(15_000)
    await hook.got(2)
    await under.stop()
  })

  it('get after a restart what was still to be delivered', async () => {
    const [workspace, secrets] = [temporaryFolder(), memorySecrets()]
    let isUp = false
    const hook = await openReceiver((response) => void response.writeHead(isUp ? 200 : 503).end())
    const before = await openWithChannel(`${hook.origin}/x`, { workspace, secrets })
    await openBreaker(before)
    await until(before, ({ tries }) => tries === 1)
    await before.stop()
    isUp = true
    const after = await openEngine({ workspace, secrets, startAtMs: before.clock.nowMs() + 60_000 })
    expect((await until(after, ({ state }) => state === 'delivered'))[0]).toMatchObject({ tries: 2 })
  })

  it('are tried by a test, which says what came back', async () => {
    const hook = await openReceiver((response, index) => void response.writeHead(index === 0 ? 200 : 404).end())
    const under = await openWithChannel(`${hook.origin}/x`, {}, 'discord')
    expect(await under.client.alerts.test({ channel: 'ops' })).toEqual({ isDelivered: true, status: 200, failure: null })
    expect(await under.client.alerts.test({ channel: 'ops' })).toEqual({ isDelivered: false, status: 404, failure: 'HTTP 404' })
    expect(hook.received[0]?.body).toMatchObject({
      content: expect.stringContaining('ada tries this channel'),
      allowed_mentions: { parse: [] },
    })
    expect((await under.client.alerts.deliveries({})).items).toEqual([])
    expect(await failureOf(under.client.alerts.test({ channel: 'nobody' }))).toMatchObject({ code: 'NOT_FOUND', near: ['ops'] })
    await under.client.alerts.removeAddress({ channel: 'ops' })
    expect(await under.client.alerts.test({ channel: 'ops' })).toEqual({ isDelivered: false, status: null, failure: 'it has no address' })
  })
})

describe('the address of a webhook', () => {
  it('stands in no file of the workspace, answer, event, log line or exported configuration', async () => {
    const secrets = memorySecrets()
    const hook = await openReceiver((response) => void response.writeHead(500).end(`no: ${hook.origin}${secretPath}`))
    const address = `${hook.origin}${secretPath}`
    const under = await openWithChannel(address, { secrets })
    await openBreaker(under)
    await until(under, ({ tries }) => tries === 1)
    const { client } = under
    const answers = await Promise.all([
      ...[client.alerts.list(), client.alerts.channels(), client.alerts.deliveries({}), client.alerts.test({ channel: 'ops' })],
      ...[client.settings.list(), client.audit.list({}), client.events.list({}), client.config.export({}), client.health.doctor()],
      client.alerts.setAddress({ channel: 'ops', address, place: 'session' }),
    ])
    await under.stop()
    const files = globSync('**/*', { cwd: under.workspace, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'assay.reserve')
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    const forms = [...secretForms(secretPath), ...secretForms(address)]
    const all = [JSON.stringify(answers), JSON.stringify(under.log.lines), ...files].join('\n')
    expect(forms.filter((form) => all.includes(form))).toEqual([])
    expect(under.log.secrets).toEqual(expect.arrayContaining([address, secretPath]))
    expect(all).toContain(new URL(hook.origin).host)
  })

  it('is refused without being repeated where it is none, in clear, or for a channel that is not there', async () => {
    const under = await openWithChannel(undefined)
    const set = (address: string, channel = 'ops') => failureOf(under.client.alerts.setAddress({ channel, address, place: 'session' }))
    for (const address of ['not an address: s3cr3t', 'http://hooks.example.com/s3cr3t', 'https://ann:s3cr3t@hooks.example.com/x']) {
      const refused = await set(address)
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'address' }] })
      expect(JSON.stringify(refused)).not.toContain('s3cr3t')
    }
    expect(await set('https://hooks.example.com/s3cr3t', 'nobody')).toMatchObject({ code: 'NOT_FOUND', what: 'channel' })
  })

  it('is forgotten with its channel, audited when it is set and removed, and not brought back by an undo', async () => {
    const secrets = memorySecrets()
    const under = await openWithChannel('https://hooks.example.com/a-long-secret-path', { secrets })
    await under.client.alerts.setAddress({ channel: 'ops', address: 'https://other.example.com/a-long-secret-path', place: 'session' })
    expect([...secrets.kept.keys()]).toEqual([expect.stringMatching(/^session:webhook\.ops\..* at https:\/\/other\.example\.com$/)])
    const [entry] = (await under.client.audit.list({})).items
    expect(entry).toMatchObject({ action: 'set_address', subject: 'alertChannels/ops', user: 'ada' })
    expect(await failureOf(under.client.audit.undo({ id: entry?.id ?? ('' as never) }))).toMatchObject({
      code: 'CONFLICT',
      detail: expect.stringContaining('secret'),
    })
    await setRules(under, [])
    await under.client.settings.set({ key: 'alertChannels', value: [] })
    await under.settled()
    expect(secrets.kept.size).toBe(0)
    await under.client.settings.set({ key: 'alertChannels', value: [{ name: 'ops', format: 'json' }] })
    expect((await under.client.alerts.channels()).items).toMatchObject([{ name: 'ops', host: null, place: null }])
  })
})

describe('a channel', () => {
  it('that is turned off is told nothing', async () => {
    const hook = await openReceiver()
    const under = await openWithChannel(`${hook.origin}/x`)
    await under.client.settings.set({ key: 'alertChannels', value: [{ name: 'ops', format: 'json', isEnabled: false }] })
    await openBreaker(under)
    await advance(under, 1000)
    expect((await under.client.alerts.deliveries({})).items).toEqual([])
  })
})
