import { describe, expect, it } from 'vitest'
import type { EventKind } from '#contract/events'
import type { ModelRef, RunId } from '#contract/ids'
import { advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered, serverError } from '../builders/outcomes.ts'

const [one, two] = ['alpha/one', 'alpha/two'] as ModelRef[] as [ModelRef, ModelRef]

/** Two runs of eight prompts whose model fails, so that its breaker opens, and everything falls back. */
async function eventful() {
  const under = await openEngine({
    providers: [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }],
    rule: ({ call }) => (call.wireId === 'one' ? serverError() : answered()),
  })
  await under.client.models.setFallback({ ref: one, fallback: two })
  const runs: RunId[] = []
  for (const name of ['first', 'second']) {
    const run = await under.start(batchOf({ name, prompts: 8, allowFallback: true, maxWaitMs: 1000 }))
    await advanceToRest(under, run)
    runs.push(run)
  }
  await under.settled()
  return { under, runs }
}

describe('events', () => {
  it('are told newest first, page after page, each once', async () => {
    const { under } = await eventful()
    const all = (await under.client.events.list({ limit: 500 })).items
    expect(all.map(({ id }) => id)).toEqual(under.rows<{ ulid: string }>('select ulid from event order by id desc').map(({ ulid }) => ulid))
    expect(all.length).toBeGreaterThan(16)
    const paged: unknown[] = []
    let after: string | undefined
    do {
      const page = await under.client.events.list({ limit: 5, after })
      paged.push(...page.items)
      after = page.next
    } while (after !== undefined)
    expect(paged).toEqual(all)
  })

  it('are found by kind, by subject and by run, and by all of them', async () => {
    const { under, runs } = await eventful()
    const found = async (filter: { kind?: EventKind; subject?: string; run?: RunId }) =>
      (await under.client.events.list({ ...filter, limit: 500 })).items
    const breakers = await found({ kind: 'breaker' })
    expect(breakers.at(-1)).toMatchObject({
      ...{ kind: 'breaker', subject: 'model:alpha/one', run: null },
      data: { from: 'closed', to: 'open', reason: expect.stringMatching(/^SERVER_ERROR/) },
    })
    const ofRun = await found({ run: runs[1] as RunId })
    expect(ofRun.map(({ kind }) => kind)).toEqual(['run', ...Array(8).fill('fallback'), 'run'])
    expect(ofRun.filter(({ run }) => run !== runs[1])).toEqual([])
    expect(ofRun[1]?.data).toMatchObject({ from: one, to: two, code: 'CIRCUIT_OPEN' })
    expect(await found({ run: runs[1] as RunId, kind: 'breaker' })).toEqual([])
    expect(await found({ subject: 'model:alpha/one', kind: 'fallback', run: runs[0] as RunId })).toHaveLength(8)
    expect(await found({ subject: 'model:alpha/two' })).toEqual([])
  })

  it('are refused a place that no list gave', async () => {
    const under = await openEngine()
    expect(await failureOf(under.client.events.list({ limit: 5, after: 'nonsense' }))).toMatchObject({ code: 'INVALID_INPUT' })
  })
})
