import { describe, expect, it } from 'vitest'
import type { RunId } from '#contract/ids'
import { advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'

describe('a whole batch that repeats a run with other prompts', () => {
  it('is linked to it, whatever of it is new, and can itself be asked for more', async () => {
    const under = await openEngine()
    const run = await under.start(batchOf({ prompts: 2 }))
    await advanceToRest(under, run)
    const { id, rerunOf } = await under.client.runs.start({ batch: batchOf({ prompt: 'Tell {{n}}.', prompts: 2 }), rerunOf: run })
    expect(rerunOf).toEqual({ run, name: 'a batch', what: 'changed' })
    await advanceToRest(under, id)
    expect((await under.client.runs.list({ rerunOf: run, limit: 10 })).items.map((each) => each.id)).toEqual([id])
    expect(await under.summary(id)).toMatchObject({ status: 'finished', counts: { total: 2, succeeded: 2 } })
    expect((await under.client.runs.planRerun({ run: id, what: 'samples', samples: 3 })).probes).toBe(4)
  })

  it('is refused where there is no such run, and nothing is written', async () => {
    const under = await openEngine()
    const rerunOf = '01JD3R0W8Q5TN2N4Z1V9K7XH6C' as RunId
    expect(await failureOf(under.client.runs.start({ batch: batchOf(), rerunOf }))).toMatchObject({ code: 'NOT_FOUND', what: 'run' })
    expect(under.value('select count(*) from run')).toBe(0)
  })
})
