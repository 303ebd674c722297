import { describe, expect, it } from 'vitest'
import { advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'

const open = () => openEngine({ providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }], rule: () => answered() })

async function ran(under: EngineUnderTest, facts: BatchFacts) {
  const run = await under.start(batchOf(facts))
  await advanceToRest(under, run)
  return run
}

describe('repeated requests', () => {
  it('are those of the same model, messages and parameters, whatever run they stood in', async () => {
    const under = await open()
    await ran(under, { prompts: 2 })
    const run = await ran(under, { prompts: 3, name: 'again' })
    await ran(under, { prompts: 2, models: ['alpha/two'] })
    await ran(under, { prompts: 2, parameters: { temperature: 1 } })
    const each = under.value<number>('select cost_nanousd from attempt limit 1')
    const found = await under.client.analytics.repeats({})

    expect(each).toBeGreaterThan(0)
    expect(found).toMatchObject({ repeated: 2, totalSavedNanoUsd: 2 * each })
    expect(found.rows.map(({ prompt }) => prompt).toSorted()).toEqual(['Say 0.', 'Say 1.'])
    expect(found.rows[0]).toMatchObject({
      model: 'alpha/one',
      method: 'probe',
      answered: 2,
      runs: 2,
      savedNanoUsd: each,
      cost: { nanoUsd: 2 * each },
    })
    expect((await under.client.analytics.repeats({ run })).repeated).toBe(0)
    expect((await under.client.analytics.repeats({ minCalls: 3 })).repeated).toBe(0)
  })

  it('would have saved nothing where each sample was asked once', async () => {
    const under = await open()
    await ran(under, { samples: 3 })
    const each = under.value<number>('select cost_nanousd from attempt limit 1')

    expect(await under.client.analytics.repeats({})).toMatchObject({ repeated: 1, totalSavedNanoUsd: 0, rows: [{ answered: 3, runs: 1 }] })
    await ran(under, { samples: 3 })
    expect(await under.client.analytics.repeats({ limit: 1 })).toMatchObject({
      totalSavedNanoUsd: 3 * each,
      rows: [{ answered: 6, runs: 2 }],
    })
  })
})
