import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import { simulate } from '../../src/main/engine/whatif/simulate.ts'
import { advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { imaginedRun, imaginedWorld } from '../builders/imagined-world.ts'
import { answered, tooFast } from '../builders/outcomes.ts'

const [one, two] = ['alpha/one', 'beta/two'] as ModelRef[] as [ModelRef, ModelRef]
const providers = [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'two' }] }]

describe('assay whatif', () => {
  it('says of which fallback nothing is known, where the run may fall back', async () => {
    const under = await openEngine({ providers, rule: () => answered() })
    await advanceToRest(under, await under.start(batchOf({ prompts: 10 })))
    await under.client.models.setFallback({ ref: one, fallback: two })
    const asked = (allowFallback: boolean) => under.client.whatIf.compare({ batch: batchOf({ prompts: 20, allowFallback }), set: [] })
    await expect(asked(true)).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: two }] } })
    expect((await asked(false)).today).toMatchObject({ probes: 20 })
  })

  it('sends nothing and writes nothing', async () => {
    const under = await openEngine({ providers, rule: () => answered() })
    await advanceToRest(under, await under.start(batchOf({ prompts: 10 })))
    const before = under.rows(
      'select (select count(*) from attempt) as attempts, (select count(*) from run) as runs, (select count(*) from event) as events',
    )
    await under.client.whatIf.compare({ batch: batchOf({ prompts: 500 }), set: [{ path: 'pool.alpha.max_parallel', value: 4 }] })
    expect(under.provider.requests).toHaveLength(10)
    expect(
      under.rows(
        'select (select count(*) from attempt) as attempts, (select count(*) from run) as runs, (select count(*) from event) as events',
      ),
    ).toEqual(before)
  })

  it('refuses a path that cannot be set, with what may be meant', async () => {
    const under = await openEngine({ providers, rule: () => answered() })
    await advanceToRest(under, await under.start(batchOf()))
    await expect(
      under.client.whatIf.compare({ batch: batchOf(), set: [{ path: 'pool.alpha.max_paralel', value: 4 }] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('ends where a provider refuses for ever, and says what is left', async () => {
    const refused = { outcome: tooFast(1000), holdMs: 10 }
    const model = { leaves: () => refused, ended: () => undefined }
    const forecast = await simulate(imaginedWorld({ maxParallel: 4 }), imaginedRun(5), model, 1, () => undefined)
    expect(forecast).toMatchObject({ probes: 5, unfinished: 5 })
  })
})
