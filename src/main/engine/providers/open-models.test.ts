import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { Transport } from '#engine/providers/transport'
import { adapters } from './adapters.ts'
import { OpenModels } from './open-models.ts'

describe('the models that are open', () => {
  it('of a key that is forgotten are let go, and of no other', async () => {
    const transport = new Transport(systemClock)
    const models = new OpenModels(transport)
    const address = { kind: 'openai-chat', baseUrl: 'https://a.example/v1', wireId: 'one' } as const
    for (const apiKey of ['old', 'new', null]) await models.open({ ...address, apiKey }, adapters['openai-chat'])
    models.forgetKey('old')
    expect([models.find({ ...address, apiKey: 'old' })]).toEqual([undefined])
    expect(models.find({ ...address, apiKey: 'new' })).toBeDefined()
    expect(models.find({ ...address, apiKey: null })).toBeDefined()
    await transport.close()
  })
})
