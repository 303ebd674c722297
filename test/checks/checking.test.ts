import { describe, expect, it } from 'vitest'
import { ModelRef, type RunId } from '#contract/ids'
import { checkAnew, untilChecked } from '../builders/checked.ts'
import { advanceToRest, type BatchFacts, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { answered, failed } from '../builders/outcomes.ts'

const one = ModelRef.parse('alpha/one')
const capitals = [
  { country: 'France', capital: 'Paris' },
  { country: 'Peru', capital: 'Lima' },
  { country: 'Chad', capital: "N'Djamena" },
]
const said = ['It is Paris.', 'It is Quito.', "It is N'Djamena."]

const asked: BatchFacts = {
  prompt: 'The capital of {{country}}?',
  dataset: capitals,
  checks: [
    { type: 'contains', value: '{{capital}}' },
    { type: 'starts-with', value: 'It is', name: 'form' },
  ],
}

const open = () => openEngine({ rule: ({ index }) => answered({ text: said[index] ?? 'nothing' }) })

async function ran(under: EngineUnderTest, facts: BatchFacts = asked): Promise<RunId> {
  const run = await under.start(batchOf(facts))
  await advanceToRest(under, run)
  await untilChecked(under, run)
  return run
}

describe('the answers of a run with checks', () => {
  it('are checked once they are on disk, and what the checks said stands with each', async () => {
    const under = await open()
    const run = await ran(under)

    expect((await under.summary(run)).checks).toEqual({ passed: 2, failed: 1, errors: 0, pending: 0 })
    const { items } = await under.client.runs.probeTable({ run })
    expect(items.map(({ verdict, score, failedChecks }) => ({ verdict, score, failedChecks }))).toEqual([
      { verdict: 'pass', score: 1, failedChecks: [] },
      { verdict: 'fail', score: 0.5, failedChecks: ['contains "{{capital}}"'] },
      { verdict: 'pass', score: 1, failedChecks: [] },
    ])
    const { checks } = await under.client.runs.transcript({ run, promptIndex: 1, model: one, sample: 0 })
    expect(checks).toMatchObject({
      verdict: 'fail',
      checks: [
        { label: 'contains "{{capital}}"', verdict: 'fail', reason: 'expected "Lima" in the answer, found "It is Quito."' },
        { label: 'form', verdict: 'pass', reason: null },
      ],
    })
    expect(await under.client.checks.of({ run })).toMatchObject({
      rowsHaveOwn: false,
      labels: ['contains "{{capital}}"', 'form'],
      passWhen: 'all',
      changedAtMs: null,
    })
  })

  it('have no verdict where there is no answer, or nothing to check', async () => {
    const under = await openEngine({ rule: ({ index }) => (index === 0 ? failed('BAD_REQUEST') : answered({ text: 'Lima' })) })
    const own = JSON.stringify([{ type: 'equals', value: 'Lima' }])
    const dataset = [
      { n: 1, __checks: own },
      { n: 2, __checks: own },
      { n: 3, __checks: null },
    ]
    const run = await ran(under, { dataset })

    expect((await under.summary(run)).checks).toEqual({ passed: 1, failed: 0, errors: 0, pending: 0 })
    const { items } = await under.client.runs.probeTable({ run })
    expect(items.map(({ verdict }) => verdict)).toEqual([null, 'pass', null])
    expect(await under.client.checks.of({ run })).toMatchObject({ rowsHaveOwn: true, labels: ['equals'] })
  })

  it('of a run without checks are looked at by nobody', async () => {
    const under = await open()
    const run = await ran(under, {})
    expect((await under.summary(run)).checks).toBeNull()
    expect(under.value('select count(*) from probe where checks is not null')).toBe(0)
  })

  it('are checked by the next engine where this one was ended in between', async () => {
    const under = await open()
    const release = under.hold('answersToCheck')
    const run = await under.start(batchOf(asked))
    await advanceToRest(under, run)
    expect((await under.summary(run)).checks).toEqual({ passed: 0, failed: 0, errors: 0, pending: 3 })
    const workspace = under.crashed()
    release()

    const next = await openEngine({ workspace })
    await untilChecked(next, run)
    expect((await next.summary(run)).checks).toEqual({ passed: 2, failed: 1, errors: 0, pending: 0 })
    expect(next.provider.requests).toHaveLength(0)
  })

  it('are told of until the last has its verdict', async () => {
    const under = await open()
    const release = under.hold('answersToCheck')
    const run = await under.start(batchOf(asked))
    await advanceToRest(under, run)
    const told: unknown[] = []
    for await (const { counts, isDone } of await under.client.checks.watch({ run })) {
      told.push([counts?.pending, counts?.passed, isDone])
      release()
    }
    expect(told).toEqual([
      [3, 0, false],
      [0, 2, true],
    ])
    const plain = await ran(under, {})
    for await (const state of await under.client.checks.watch({ run: plain })) expect(state).toEqual({ seq: 1, counts: null, isDone: true })
  })

  it('can be held against other checks afterwards, which are then the run’s own', async () => {
    const under = await open()
    const run = await ran(under)
    const done = await checkAnew(under, {
      run,
      checks: [{ type: 'regex', pattern: 'Quito|Paris', name: 'city' }] as never,
      passWhen: 'any',
    })

    expect(done).toMatchObject({ isDone: true, counts: { passed: 2, failed: 1, errors: 0, pending: 0 }, judgeCalls: 0 })
    const { items } = await under.client.runs.probeTable({ run })
    expect(items.map(({ failedChecks }) => failedChecks)).toEqual([[], [], ['city']])
    const now = await under.client.checks.of({ run })
    expect(now).toMatchObject({ labels: ['city'], passWhen: 'any', checks: [{ type: 'regex' }] })
    expect(now.changedAtMs).not.toBeNull()
    const [event] = (await under.client.events.list({ run, kind: 'run' })).items
    expect(event?.data).toMatchObject({ change: 'checked', checks: 1, verdicts: { passed: 2, failed: 1 } })
    expect(under.provider.requests).toHaveLength(3)
  })

  it('are not checked anew while the run goes on, nor by checks that cannot be used', async () => {
    const under = await openEngine({ rule: (_, clock) => clock.sleep(1000, new AbortController().signal).then(() => answered()) })
    const run = await under.start(batchOf(asked))
    await expect(checkAnew(under, { run })).rejects.toMatchObject({ code: 'CONFLICT' })
    await advanceToRest(under, run)
    await untilChecked(under, run)
    const flawed = [{ type: 'regex', pattern: '(' }] as never
    await expect(checkAnew(under, { run, checks: flawed })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { issues: [{ path: 'checks[0].pattern' }] },
    })
  })

  it('that were dropped are undecided, and say so', async () => {
    const under = await openEngine({ rule: () => answered({ text: 'Paris '.repeat(500) }) })
    const run = await ran(under, { checks: [{ type: 'contains', value: 'Paris' }] })
    await under.storage.write('dropBodies', { untilMs: Number.MAX_SAFE_INTEGER, nowMs: 0, after: '' })
    expect((await checkAnew(under, { run })).counts).toEqual({ passed: 0, failed: 0, errors: 1, pending: 0 })
    const { checks } = await under.client.runs.transcript({ run, promptIndex: 0, model: one, sample: 0 })
    expect(checks?.checks[0]?.reason).toBe('its answer was dropped by retention')
  })

  it('are held against cost and time of all calls for the probe', async () => {
    const under = await openEngine({
      rule: async (_, clock) => {
        await clock.sleep(500, new AbortController().signal)
        return answered({ text: 'x' })
      },
    })
    const run = await ran(under, {
      checks: [
        { type: 'max-cost', usd: '0.00005' },
        { type: 'max-cost', usd: '0.000049', name: 'cheap' },
        { type: 'max-latency', ms: 500 },
        { type: 'max-latency', ms: 499, name: 'fast' },
      ],
    })
    const [row] = (await under.client.runs.probeTable({ run })).items
    expect(row).toMatchObject({ verdict: 'fail', score: 0.5, failedChecks: ['cheap', 'fast'] })
  })
})

describe('checks tried without a run', () => {
  it('say of each answer what they would', async () => {
    const under = await open()
    const answers = [
      { answer: 'Paris', variables: { capital: 'Paris' } },
      { answer: '', costNanoUsd: 5 },
    ]
    const checks = [
      { type: 'contains', value: '{{capital}}' },
      { type: 'rubric', rubric: 'kind' },
    ] as never
    const { items } = await under.client.checks.try({ checks, passWhen: 'any', answers })
    expect(items.map(({ verdict }) => verdict)).toEqual(['pass', 'error'])
    expect(items[1]?.checks.map(({ verdict }) => verdict)).toEqual(['error', 'error'])
  })
})
