import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import { checkAnew, untilChecked } from '../builders/checked.ts'
import { advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'
import type { Rule } from '../fakes/scripted-provider.ts'

const one = ModelRef.parse('alpha/one')
const providers = [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'judge' }] }]
const rubric = { type: 'rubric', rubric: 'It names {{capital}}.', name: 'names it' } as const
const asked: BatchFacts = {
  prompt: 'The capital of {{country}}?',
  dataset: [
    { country: 'France', capital: 'Paris' },
    { country: 'Peru', capital: 'Lima' },
  ],
  checks: [rubric, { type: 'is-json', negate: true }],
}

/** Says Paris to everything; as a judge passes what names what the rubric wants. */
const naming: Rule = ({ call }) => {
  if (call.parameters.output === undefined) return answered({ text: 'Paris' })
  const { rubric: wanted, answer } = JSON.parse(call.messages.at(-1)?.content ?? '')
  const pass = wanted === `It names ${answer}.`
  return answered({ text: JSON.stringify({ reason: `it says ${answer}`, score: pass ? 0.9 : 0.2, pass }) })
}

async function judging(rule: Rule = naming, workspace?: string): Promise<EngineUnderTest> {
  const under = await openEngine({ providers, rule, ...(workspace !== undefined && { workspace }) })
  const { revision } = (await under.client.settings.list()).items.find(({ key }) => key === 'judgeModel') ?? {}
  if (workspace === undefined) await under.client.settings.set({ key: 'judgeModel', value: 'beta/judge', revision: revision ?? 0 })
  return under
}

async function ran(under: EngineUnderTest, facts: BatchFacts = asked): Promise<RunId> {
  const run = await under.start(batchOf(facts))
  await advanceToRest(under, run)
  await untilChecked(under, run)
  return run
}

const judgeCalls = (under: EngineUnderTest) => under.value<number>("select count(*) from attempt where method = 'judge'")

describe('a rubric', () => {
  it('is judged by the model for it, which is told apart from the run’s own calls', async () => {
    const under = await judging()
    const run = await ran(under)

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
    const under = await judging()
    const run = await ran(under, { ...asked, samples: 3 })
    expect(judgeCalls(under)).toBe(2)

    expect(await checkAnew(under, { run })).toMatchObject({ isDone: true, judgeCalls: 0, counts: { passed: 3, failed: 3 } })
    expect(judgeCalls(under)).toBe(2)
    const again = await checkAnew(under, { run, rejudge: true })
    expect(again.judgeCalls).toBeGreaterThanOrEqual(2)
    expect(again.judgeCost.nanoUsd).toBeGreaterThan(0)
  })

  it('passes from a score on, where one is wanted', async () => {
    const under = await judging()
    const run = await ran(under, { ...asked, checks: [{ ...rubric, minScore: 0.2 }] })
    expect((await under.summary(run)).checks).toMatchObject({ passed: 2, failed: 0 })
  })

  it('is undecided where the judge cannot be had, does not answer in form, or may not be paid any more', async () => {
    const isJudge = (call: Parameters<Rule>[0]['call']) => call.parameters.output !== undefined
    const under = await judging(({ call }) => (isJudge(call) ? failed('BAD_REQUEST') : answered({ text: 'Paris' })))
    const run = await ran(under)
    expect((await under.summary(run)).checks).toEqual({ passed: 0, failed: 0, errors: 2, pending: 0 })
    const reasonOf = async () =>
      (await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })).checks?.checks[0]?.reason
    expect(await reasonOf()).toBe('the judge did not answer: BAD_REQUEST: BAD_REQUEST it is')

    under.provider.rule = () => answered({ text: 'pass!' })
    await checkAnew(under, { run })
    expect(await reasonOf()).toBe('what the judge answered is not of the form it was asked for')

    const poor = await judging()
    const broke = await ran(poor, { ...asked, budgetUsd: '0.001', parameters: { maxOutputTokens: 20 } })
    const { checks } = await poor.client.runs.transcript({ run: broke, promptIndex: 0, model: one, sample: 0 })
    expect(checks?.checks[0]?.reason).toBe('the budget is used up')
    expect(judgeCalls(poor)).toBe(0)
  })

  it('whose call was under way when its engine ended is asked again on a person’s word alone', async () => {
    const stuck = Promise.withResolvers<void>()
    const under = await judging(async (request, clock) => {
      if (request.call.parameters.output === undefined) return naming(request, clock)
      stuck.resolve()
      await clock.sleep(3_600_000, new AbortController().signal)
      return answered()
    })
    const run = await under.start(batchOf({ ...asked, dataset: [{ country: 'France', capital: 'Paris' }] }))
    await stuck.promise
    await under.settled()
    const workspace = under.crashed()

    const next = await judging(naming, workspace)
    await untilChecked(next, run)
    expect((await next.summary(run)).checks).toMatchObject({ errors: 1, pending: 0 })
    expect(next.provider.requests).toHaveLength(0)
    expect((await checkAnew(next, { run })).counts).toMatchObject({ passed: 1, errors: 0 })
    expect(next.provider.requests).toHaveLength(1)
  })
})
