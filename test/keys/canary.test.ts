import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { safe } from '@orpc/client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Batch } from '#contract/batch'
import { type SecretStore, secretForms } from '#engine/ports'
import { failureOf } from '../builders/failure.ts'
import { FakeKeychain } from '../fakes/fake-keychain.ts'
import { transports } from '../transports/transports.ts'
import { alpha, type KeyedEngine, openKeyedEngine } from './keyed-engine.ts'

const canary = 'sk-canary/With+Chars-0123456789'
const forms = secretForms(canary)
const holds = (text: string) => forms.filter((form) => text.includes(form))

async function open(facts: Parameters<typeof openKeyedEngine>[0] = {}) {
  const under = await openKeyedEngine({ keychain: new FakeKeychain(), ...facts })
  onTestFinished(() => under.stop())
  return under
}

/** Everything the workspace holds on disk, whatever it is. */
function workspaceText(under: KeyedEngine): string {
  under.flushLog()
  return globSync('**/*', { cwd: under.workspace, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'assay.reserve')
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

/** All that reading procedures tell. */
async function told({ client }: KeyedEngine): Promise<string> {
  const answers = await Promise.all([
    client.keys.list(),
    client.keys.places(),
    client.providers.list({}),
    client.events.list({}),
    client.health.doctor(),
    client.health.status(),
    client.settings.list(),
    client.preferences.get(),
  ])
  return JSON.stringify(answers)
}

/** An error with all it carries, causes included. */
function whole(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error)
  return `${error.stack} ${JSON.stringify({ ...error })} ${whole(error.cause ?? null)}`
}

describe('the value of a key', () => {
  it.each(['session', 'file', 'os'] as const)(
    'kept for %s stands in no answer, file of the workspace, log, event or audit',
    async (place) => {
      const under = await open()
      const given = { provider: alpha, value: canary }
      const answer = await under.client.keys.set(
        place === 'session' ? { place, ...given } : { place, ...given, consent: { accepted: true } },
      )
      await under.client.providers.verify({ key: alpha })
      await under.client.keys.remove({ provider: alpha })
      expect(holds(JSON.stringify(answer) + (await told(under)))).toEqual([])
      expect(holds(workspaceText(under))).toEqual([])
      expect(JSON.stringify(under.rows('select * from audit_entry join audit_change on entry_id = id')).length).toBeGreaterThan(100)
    },
  )

  it('stands in no refusal of an input that is wrong elsewhere, over any transport', async () => {
    const under = await open()
    const inputs: readonly object[] = [
      { place: 'file', provider: 'NOT A KEY', value: canary },
      { place: 'nowhere', provider: alpha, value: canary },
      { place: 'file', provider: alpha, value: `${canary} ${canary}` },
      { place: 'file', provider: alpha, value: [canary] },
      { place: 'file', provider: alpha, value: canary, consent: { accepted: canary } },
      { place: 'env', provider: alpha, env: canary },
      { place: 'env', provider: alpha, env: 'A_KEY', value: canary },
      { provider: alpha, value: canary },
      { place: 'file', provider: 'nobody', value: canary },
      { place: 'file', provider: alpha, value: canary },
    ]
    for (const { connect } of transports) {
      const { client, close } = await connect(under.engine.router)
      for (const input of inputs) {
        const { error } = await safe(client.keys.set(input as Parameters<typeof client.keys.set>[0]))
        expect([error !== null, holds(whole(error))]).toEqual([true, []])
      }
      await close()
    }
    expect(holds(workspaceText(under))).toEqual([])
  })

  it('stands in no report of a store that breaks with the value in its words', async () => {
    const breaking = (store: SecretStore): SecretStore => {
      const { keeping } = store
      if (keeping === undefined) return store
      const keep = async ({ value }: { value: string }) => Promise.reject(new Error(`could not write ${value}`))
      return { has: store.has, read: store.read, keeping: { ...keeping, keep } }
    }
    const under = await open({ wrap: breaking })
    const { error } = await safe(under.client.keys.set({ place: 'file', provider: alpha, value: canary }))
    expect(holds(whole(error))).toEqual([])
    const failure = await failureOf(under.client.keys.set({ place: 'file', provider: alpha, value: canary }))
    const text = workspaceText(under)
    expect([failure.code, holds(JSON.stringify(failure)), holds(text)]).toEqual(['INTERNAL', [], []])
    expect(text).toContain('could not write [secret]')
  })

  it('stands in no ledger of a run whose requests carry it', async () => {
    const under = await open()
    await under.client.keys.set({ place: 'session', provider: alpha, value: canary })
    const batch = Batch.parse({ name: 'echo', prompt: 'Say it.', dataset: [{ n: 1 }], models: ['alpha/one'] })
    const { id } = await under.client.runs.start({ batch })
    for await (const progress of await under.client.runs.watch({ run: id })) if (progress.status === 'finished') break
    expect(under.provider.requests[0]?.call.apiKey).toBe(canary)
    expect(holds(workspaceText(under))).toEqual([])
  })

  it('is cut out of the log after it was replaced, as the one that replaced it is', async () => {
    const under = await open()
    const newer = 'sk-newer-canary-9876543210'
    await under.client.keys.set({ place: 'session', provider: alpha, value: canary })
    await under.client.keys.set({ place: 'session', provider: alpha, value: newer })
    under.told.warn({ area: 'test', text: `${canary} and ${newer}` }, 'both')
    under.flushLog()
    const text = workspaceText(under)
    expect([text.includes(canary), text.includes(newer), text.includes('[secret] and [secret]')]).toEqual([false, false, true])
  })
})
