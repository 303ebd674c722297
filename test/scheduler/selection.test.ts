import { describe, expect, it } from 'vitest'
import { ModelRef, ProviderKey } from '#contract/ids'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const providers = [
  { key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }, { wireId: 'old' }] },
  { key: 'beta', credential: 'env:BETA_API_KEY', models: [{ wireId: 'one' }] },
]
const has = (ref: string) => ref === 'never'
const secrets = { has, read: async () => ({ kind: 'missing' }) as const }
const ref = (text: string) => ModelRef.parse(text)

async function open() {
  const under = await openEngine({ providers, secrets })
  await under.client.models.deprecate({ ref: ref('alpha/old') })
  return under
}

describe('models that cannot be used', () => {
  it.each([
    ['alpha/tow', 'unknown', ['alpha/two']],
    ['alpha/old', 'deprecated', []],
    ['beta/one', 'no_credential', ['alpha/one']],
    ['defaults', 'no_default', []],
  ])('%s is refused as %s, with what could be used instead, before anything is written', async (model, reason, instead) => {
    const under = await open()
    const started = under.client.runs.start({ batch: batchOf({ models: [model] }) })
    await expect(started).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE', data: { models: [{ ref: model, reason }] } })
    const { data } = (await started.catch((error: unknown) => error)) as { data: { models: { instead: string[] }[] } }
    for (const each of instead) expect(data.models[0]?.instead).toContain(each)
    expect(under.value('select count(*) from run')).toBe(0)
  })

  it('are all named at once', async () => {
    const under = await open()
    const started = under.client.runs.start({ batch: batchOf({ models: ['alpha/one', 'alpha/old', 'beta/one', 'gamma/one'] }) })
    await expect(started).rejects.toMatchObject({ data: { models: [{ ref: 'alpha/old' }, { ref: 'beta/one' }, { ref: 'gamma/one' }] } })
  })

  it('of a provider that is switched off are refused', async () => {
    const under = await open()
    await under.client.providers.set({ key: ProviderKey.parse('alpha'), isEnabled: false })
    await expect(under.client.runs.quote({ batch: batchOf() })).rejects.toMatchObject({
      data: { models: [{ reason: 'provider_disabled' }] },
    })
  })
})

describe('models that can be used', () => {
  it('are those named, with their own parameters before the batch’s', async () => {
    const under = await open()
    const models = ['alpha/one', { ref: 'alpha/two', parameters: { temperature: 1 } }] as never
    const run = await under.start(batchOf({ models, parameters: { temperature: 0, seed: 7 } }))
    await advanceToRest(under, run)
    expect(under.provider.requests.map(({ call }) => [call.wireId, call.parameters])).toEqual([
      ['one', { temperature: 0, seed: 7 }],
      ['two', { temperature: 1, seed: 7 }],
    ])
  })

  it('are the defaults of every provider that can be used', async () => {
    const under = await open()
    await under.client.models.setDefault({ ref: ref('alpha/two') })
    await under.client.models.setDefault({ ref: ref('beta/one') })
    const run = await under.start(batchOf({ models: ['defaults'] }))
    expect((await under.summary(run)).models).toEqual(['alpha/two'])
  })

  it('are deprecated ones too where the batch allows it', async () => {
    const under = await open()
    const run = await under.start(batchOf({ models: ['alpha/old'], allowDeprecated: true }))
    expect(await advanceToRest(under, run)).toBe('finished')
    await expect(under.client.runs.start({ batch: batchOf({ models: ['alpha/old'] }) })).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    })
  })

  it('may be deprecated while their run is paused: it goes on, and warns', async () => {
    const rule: Rule = async (_, clock) => {
      await clock.sleep(1000)
      return answered()
    }
    const under = await openEngine({ providers, secrets, rule })
    const run = await under.start(batchOf({ prompts: 2, models: ['alpha/old'] }))
    await under.client.runs.pause({ run })
    await under.client.models.deprecate({ ref: ref('alpha/old') })
    await advance(under, 2000)
    expect(await under.client.runs.resume({ run })).toMatchObject({ status: 'running', warnings: ['alpha/old: deprecated'] })
    expect(await advanceToRest(under, run)).toBe('finished')
  })
})

describe('what a model cannot be asked', () => {
  const providers = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]
  const batch = batchOf({ models: ['alpha/one', 'alpha/two'], budgetUsd: '1', parameters: { temperature: 0 } })

  it('is refused with the whole batch, by quote and start alike, before anything is written', async () => {
    const under = await openEngine({ providers })
    under.provider.unsayable = ({ wireId, parameters }) =>
      wireId === 'two' && parameters.temperature === 0 ? 'two cannot be asked like this: temperature.' : undefined
    const refusal = {
      code: 'INVALID_INPUT',
      data: {
        issues: [
          {
            message: expect.stringMatching(
              /^alpha\/two: two cannot be asked like this: temperature\. .*models: \[\{ ref, parameters \}\]\.$/,
            ),
          },
        ],
      },
    }
    await expect(under.client.runs.quote({ batch })).rejects.toMatchObject(refusal)
    await expect(under.client.runs.start({ batch })).rejects.toMatchObject(refusal)
    expect(under.value('select count(*) from run')).toBe(0)
    expect(under.provider.requests).toHaveLength(0)
  })

  it('is looked for with the parameters, roles and cap that the run would send', async () => {
    const under = await openEngine({ providers })
    const seen: unknown[] = []
    under.provider.unsayable = (rehearsal) => void seen.push(rehearsal)
    const { maxOutputTokens } = await under.client.runs.quote({ batch })
    expect(seen).toMatchObject([
      { wireId: 'one', parameters: { temperature: 0, maxOutputTokens }, messages: [{ role: 'user' }] },
      { wireId: 'two' },
    ])
  })
})
