import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import { checkAnew } from '../builders/checked.ts'
import type { EngineUnderTest } from '../builders/engine.ts'
import { judgedBatch, judgedRun, namingRule, openJudging } from '../builders/judged.ts'
import { failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const one = ModelRef.parse('alpha/one')
const judgeGone: Rule = (request, clock) =>
  request.call.wireId === 'judge' ? failed('MODEL_NOT_FOUND', { httpStatus: 404 }) : namingRule(request, clock)
const nobodyJudges: Rule = (request, clock) =>
  request.call.parameters.output === undefined ? namingRule(request, clock) : failed('BAD_REQUEST')

async function rubricOf(under: EngineUnderTest, run: RunId) {
  const { checks } = await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })
  return checks?.checks[0]
}
const sentTo = (under: EngineUnderTest, wireId: string) => under.provider.requests.filter(({ call }) => call.wireId === wireId).length

describe('a rubric whose judge fails', () => {
  it('is judged by the default of its provider, and the reason, an event and the ledger say so', async () => {
    const under = await openJudging(judgeGone, { hasSpare: true })
    const run = await judgedRun(under)
    expect((await under.summary(run)).checks).toEqual({ passed: 1, failed: 1, errors: 0, pending: 0 })
    const call = under.value<string>("select ulid from attempt where method = 'judge' and state = 'answered' order by id")
    expect(await rubricOf(under, run)).toMatchObject({
      verdict: 'pass',
      reason: 'judged by beta/spare, as beta/judge did not answer (MODEL_NOT_FOUND): it says Paris',
      judge: { model: 'beta/spare', call },
    })
    const [event] = (await under.client.events.list({ run, kind: 'fallback' })).items
    expect(event).toMatchObject({
      subject: 'model:beta/judge',
      data: { from: 'beta/judge', to: 'beta/spare', code: 'MODEL_NOT_FOUND', method: 'judge' },
    })
    expect([sentTo(under, 'judge'), sentTo(under, 'spare')]).toEqual([2, 2])
  })

  it('is not asked of the other twice, in this engine or the next, and of the first again once that may answer', async () => {
    const under = await openJudging(judgeGone, { hasSpare: true })
    const run = await judgedRun(under, { ...judgedBatch, samples: 3 })
    expect(await checkAnew(under, { run })).toMatchObject({ judgeCalls: 0, counts: { passed: 3, failed: 3 } })
    expect([sentTo(under, 'judge'), sentTo(under, 'spare')]).toEqual([2, 2])
    expect((await rubricOf(under, run))?.reason).toMatch(/^judged by beta\/spare, as beta\/judge did not answer/)

    const next = await openJudging(judgeGone, { workspace: under.crashed() })
    expect(await checkAnew(next, { run })).toMatchObject({ counts: { passed: 3, failed: 3 } })
    expect([sentTo(next, 'judge'), sentTo(next, 'spare')]).toEqual([2, 0])
    expect((await rubricOf(next, run))?.judge).toEqual({ model: 'beta/spare', call: null })

    const mended = await openJudging(namingRule, { workspace: under.crashed() })
    await checkAnew(mended, { run })
    expect([sentTo(mended, 'judge'), sentTo(mended, 'spare')]).toEqual([2, 0])
    expect(await rubricOf(mended, run)).toMatchObject({ reason: 'it says Paris', judge: { model: 'beta/judge' } })
  })

  it('stays undecided where the other fails as well, and both are named', async () => {
    const under = await openJudging(nobodyJudges, { hasSpare: true })
    const run = await judgedRun(under)
    expect(await rubricOf(under, run)).toMatchObject({
      verdict: 'error',
      reason: 'beta/spare was asked, as beta/judge did not answer (BAD_REQUEST), and did not answer: BAD_REQUEST: BAD_REQUEST it is',
    })
  })

  it('is asked of nobody else where the budget is what does not reach', async () => {
    const under = await openJudging(judgeGone, { hasSpare: true })
    const run = await judgedRun(under, { ...judgedBatch, budgetUsd: '0.001', parameters: { maxOutputTokens: 20 } })
    expect((await rubricOf(under, run))?.reason).toBe('the budget is used up')
    expect([sentTo(under, 'judge'), sentTo(under, 'spare')]).toEqual([0, 0])
  })

  it('says who judged, too, where the model that is set cannot be asked at all', async () => {
    const under = await openJudging(namingRule)
    const { revision } = await under.client.models.get({ ref: one })
    await under.client.models.setDefault({ ref: one, revision })
    const beta = (await under.client.providers.list({})).items.find(({ key }) => key === 'beta')
    if (beta === undefined) expect.fail('there is no beta')
    await under.client.providers.set({ key: beta.key, isEnabled: false, revision: beta.revision })
    const run = await judgedRun(under)
    expect(await rubricOf(under, run)).toMatchObject({
      reason: 'judged by alpha/one, as beta/judge cannot be asked (provider_disabled): it says Paris',
      judge: { model: 'alpha/one' },
    })
  })
})
