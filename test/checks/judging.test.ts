import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import { checkAnew, untilChecked } from '../builders/checked.ts'
import { batchOf, type EngineUnderTest } from '../builders/engine.ts'
import { judgedBatch, judgedRun, namingRubric, namingRule, openJudging } from '../builders/judged.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const one = ModelRef.parse('alpha/one')
const judgeCalls = (under: EngineUnderTest) => under.value<number>("select count(*) from attempt where method = 'judge'")

describe('a rubric', () => {
  it('is judged by the model for it, which is told apart from the run’s own calls', async () => {
    const under = await openJudging()
    const run = await judgedRun(under)

    const summary = await under.summary(run)
    expect(summary.checks).toEqual({ passed: 1, failed: 1, errors: 0, pending: 0 })
    expect(summary.counts.attempts).toBe(2)
    const transcript = await under.client.runs.transcript({ run, promptIndex: 1, model: one, sample: 0 })
    const call = under.value<string>("select ulid from attempt where method = 'judge' order by id desc")
    expect(transcript.checks?.checks[0]).toMatchObject({
      label: 'names it',
      verdict: 'fail',
      score: 0.2,
      reason: 'it says Paris',
      judge: { model: 'beta/judge', call },
    })
    expect(transcript).toMatchObject({ attempts: 1, status: 'succeeded' })
    const methods = under.rows(
      'select method, count(*) as calls from attempt where run_id = (select id from run where ulid = ?) group by method',
      run,
    )
    expect(methods).toEqual([
      { method: 'judge', calls: 2 },
      { method: 'probe', calls: 2 },
    ])
  })

  it('is not judged twice of the same answer, unless a person wants it', async () => {
    const under = await openJudging()
    const run = await judgedRun(under, { ...judgedBatch, samples: 3 })
    expect(judgeCalls(under)).toBe(2)

    expect(await checkAnew(under, { run })).toMatchObject({ isDone: true, judgeCalls: 0, counts: { passed: 3, failed: 3 } })
    expect(judgeCalls(under)).toBe(2)
    const again = await checkAnew(under, { run, rejudge: true })
    expect(again.judgeCalls).toBeGreaterThanOrEqual(2)
    expect(again.judgeCost.nanoUsd).toBeGreaterThan(0)
  })

  it('passes from a score on, where one is wanted', async () => {
    const under = await openJudging()
    const run = await judgedRun(under, { ...judgedBatch, checks: [{ ...namingRubric, minScore: 0.2 }] })
    expect((await under.summary(run)).checks).toMatchObject({ passed: 2, failed: 0 })
  })

  it('is undecided where the judge cannot be had, does not answer in form, or may not be paid any more', async () => {
    const isJudge = (call: Parameters<Rule>[0]['call']) => call.parameters.output !== undefined
    const under = await openJudging(({ call }) => (isJudge(call) ? failed('BAD_REQUEST') : answered({ text: 'Paris' })))
    const run = await judgedRun(under)
    expect((await under.summary(run)).checks).toEqual({ passed: 0, failed: 0, errors: 2, pending: 0 })
    const reasonOf = async () =>
      (await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })).checks?.checks[0]?.reason
    expect(await reasonOf()).toBe('the judge did not answer: BAD_REQUEST: BAD_REQUEST it is')

    under.provider.rule = () => answered({ text: 'pass!' })
    await checkAnew(under, { run })
    expect(await reasonOf()).toBe('what the judge answered is not of the form it was asked for')

    const poor = await openJudging()
    const broke = await judgedRun(poor, { ...judgedBatch, budgetUsd: '0.001', parameters: { maxOutputTokens: 20 } })
    const { checks } = await poor.client.runs.transcript({ run: broke, promptIndex: 0, model: one, sample: 0 })
    expect(checks?.checks[0]?.reason).toBe('the budget is used up')
    expect(judgeCalls(poor)).toBe(0)
  })

  it('whose call was under way when its engine ended is asked again on a person’s word alone', async () => {
    const stuck = Promise.withResolvers<void>()
    const under = await openJudging(async (request, clock) => {
      if (request.call.parameters.output === undefined) return namingRule(request, clock)
      stuck.resolve()
      await clock.sleep(3_600_000, new AbortController().signal)
      return answered()
    })
    const run = await under.start(batchOf({ ...judgedBatch, dataset: [{ country: 'France', capital: 'Paris' }] }))
    await stuck.promise
    await under.settled()
    const workspace = under.crashed()

    const next = await openJudging(namingRule, { workspace })
    await untilChecked(next, run)
    expect((await next.summary(run)).checks).toMatchObject({ errors: 1, pending: 0 })
    expect(next.provider.requests).toHaveLength(0)
    expect((await checkAnew(next, { run })).counts).toMatchObject({ passed: 1, errors: 0 })
    expect(next.provider.requests).toHaveLength(1)
  })
})
