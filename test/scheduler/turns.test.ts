import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { ModelRef, RunId } from '#contract/ids'
import { advance, advanceToRest, advanceUntil, batchOf, type EngineUnderTest, openEngine } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { answered, failed, serverError } from '../builders/outcomes.ts'
import type { Rule, SeenRequest } from '../fakes/scripted-provider.ts'

const one = 'alpha/one' as ModelRef
const two = 'beta/two' as ModelRef
const providers = [{ key: 'alpha' }, { key: 'beta', models: [{ wireId: 'two' }] }]
const turns = ['And {{n}} once more?', 'Sure?']

/** What it was asked, and how often something was said to it before. */
const told = ({ call }: SeenRequest) => ({ words: call.messages.map(({ content }) => content), answers: (call.messages.length - 1) / 2 })

/** Each answer says which it is, at length. */
const long = 'so it is, '.repeat(300)
const answering: Rule = (request) => answered({ text: `${told(request).answers}: ${long}` })

const slowly =
  (rule: Rule): Rule =>
  async (request, clock) => {
    await clock.sleep(1000)
    return await rule(request, clock)
  }

const transcript = (under: EngineUnderTest, run: RunId, promptIndex = 0) =>
  under.client.runs.transcript({ run, promptIndex, model: one, sample: 0 })

const attempts = (under: EngineUnderTest) =>
  under.rows<{ probe_id: number; number: number; kind: string; state: string }>(
    'select probe_id, number, kind, state from attempt order by id',
  )

describe('a prompt of several turns', () => {
  it('is asked on with all that was said, as one probe, each call of which is a first', async () => {
    const under = await openEngine({ providers, rule: answering })
    const run = await under.start(batchOf({ turns, dataset: [{ n: 7 }] }))
    expect(await advanceToRest(under, run)).toBe('finished')
    const [first, second] = [`0: ${long}`, `1: ${long}`]
    expect(under.provider.requests.map((request) => told(request).words)).toEqual([
      ['Say 7.'],
      ['Say 7.', first, 'And 7 once more?'],
      ['Say 7.', first, 'And 7 once more?', second, 'Sure?'],
    ])
    expect(attempts(under).map(({ number, kind, state }) => [number, kind, state])).toEqual([
      [1, 'first', 'answered'],
      [2, 'first', 'answered'],
      [3, 'first', 'answered'],
    ])
    const said = await transcript(under, run)
    expect(said.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant', 'user'])
    expect(said.messages.map(({ content }) => content)).toEqual(under.provider.requests.at(-1)?.call.messages.map(({ content }) => content))
    expect(said).toMatchObject({ answer: `2: ${long}`, turns: 2, attempts: 3, status: 'succeeded', bodiesDropped: false })
    const beside = await under.client.outcomes.beside({ run, promptIndex: 0 })
    expect(beside).toMatchObject({ turns: ['And 7 once more?', 'Sure?'], items: [{ said: [first, second], answer: `2: ${long}` }] })
    expect((await under.summary(run)).counts).toMatchObject({ total: 1, succeeded: 1, attempts: 3, turns: 2 })
    const watched = await under.client.runs.watch({ run })
    for await (const { callsPerProbe } of watched) expect(callsPerProbe).toBe(1)
    const [little, more] = under.rows<{ reserved_input_tokens: number }>('select reserved_input_tokens from attempt order by id')
    expect(more?.reserved_input_tokens).toBeGreaterThan((little?.reserved_input_tokens ?? 0) + 500)
  })

  it('has tries of its own for each turn', async () => {
    const seen = new Map<number, number>()
    const rule: Rule = (request) => {
      const { answers } = told(request)
      seen.set(answers, (seen.get(answers) ?? 0) + 1)
      return seen.get(answers) === 3 ? answered() : serverError()
    }
    const under = await openEngine({ providers, rule })
    const run = await under.start(batchOf({ turns }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect((await under.summary(run)).counts).toMatchObject({ succeeded: 1, attempts: 9 })
    expect(attempts(under).map(({ kind }) => kind)).toEqual(Array.from({ length: 3 }, () => ['first', 'retry', 'retry']).flat())
    expect((await under.client.runs.results({ run })).total.retries).toBe(6)
  })

  it('fails as a whole where one of its turns does, and keeps what was said until then', async () => {
    const under = await openEngine({
      providers,
      rule: (request, clock) => (told(request).answers === 1 ? failed('BAD_REQUEST') : answering(request, clock)),
    })
    const run = await under.start(batchOf({ turns }))
    await advanceToRest(under, run)
    const said = await transcript(under, run)
    expect(said).toMatchObject({ status: 'failed', code: 'BAD_REQUEST', answer: null, turns: 1 })
    expect((await under.client.outcomes.beside({ run, promptIndex: 0 })).items).toMatchObject([{ said: [`0: ${long}`], answer: null }])
    expect(said.messages.at(-1)).toEqual({ role: 'user', content: 'And 0 once more?' })
    expect(under.value('select turns from probe')).toBe(1)
  })

  it('goes on with the other model where its own cannot', async () => {
    const rule: Rule = (request, clock) =>
      request.call.wireId === 'one' && told(request).answers === 1 ? serverError() : answering(request, clock)
    const under = await openEngine({ providers, rule })
    await under.client.models.setFallback({ ref: one, fallback: two })
    const run = await under.start(batchOf({ turns, allowFallback: true }))
    await advanceToRest(under, run)
    expect(await transcript(under, run)).toMatchObject({ status: 'succeeded', usedFallback: true, servedModel: two, answer: `2: ${long}` })
    expect(under.provider.requests.slice(-2).map((request) => [request.call.wireId, told(request).answers])).toEqual([
      ['two', 1],
      ['two', 2],
    ])
  })

  it('is refused where answers are to be kept, or a model has no way to say it', async () => {
    const under = await openEngine({ providers })
    expect(await failureOf(under.client.runs.quote({ batch: batchOf({ turns, cache: true }) }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'cache', message: expect.stringContaining('take out cache, or turns') }],
    })
    under.provider.unsayable = ({ messages }) => (messages.some(({ role }) => role === 'assistant') ? 'no answers.' : undefined)
    expect(await failureOf(under.client.runs.start({ batch: batchOf({ turns }) }))).toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('a conversation that is cut short', () => {
  it('goes on after a pause where it stood, by what was answered', async () => {
    const under = await openEngine({ providers, rule: slowly(answering) })
    const run = await under.start(batchOf({ turns, prompts: 3, maxParallel: 3 }))
    await advance(under, 2500)
    await under.client.runs.pause({ run, drain: true }).then(() => advance(under, 2000))
    expect(under.value('select sum(turns) from probe')).toBeGreaterThan(0)
    await under.client.runs.resume({ run })
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(new Set(under.provider.requests.map((request) => JSON.stringify(told(request).words))).size).toBe(9)
    expect(under.provider.requests).toHaveLength(9)
    expect((await transcript(under, run, 2)).messages).toHaveLength(5)
  })

  it('killed at any moment loses no answer and asks for none twice', async () => {
    const under = await openEngine({ providers, rule: slowly(answering) })
    const run = await under.start(batchOf({ turns, prompts: 2 }))
    for (let moment = 0; moment < 4; moment++) {
      await advance(under, 1250)
      const answeredThen = attempts(under).filter(({ state }) => state === 'answered').length
      const workspace = under.crashed()
      const other = await openEngine({ providers, rule: answering, workspace, startAtMs: under.clock.nowMs() + 60_000 })
      const cut = other.value<number>("select count(*) from attempt where state = 'interrupted'")
      await other.client.runs.resume({ run, interrupted: 'resend' })
      expect(await advanceToRest(other, run)).toBe('finished')
      const given = attempts(other).filter(({ state }) => state === 'answered')
      expect([given.length, other.provider.requests.length, cut]).toEqual([6, 6 - answeredThen, 1])
      expect((await transcript(other, run, 1)).messages.map(({ content }) => content)).toEqual([
        'Say 1.',
        `0: ${long}`,
        'And 1 once more?',
        `1: ${long}`,
        'Sure?',
      ])
      await other.stop({ abort: true })
    }
    await advanceUntil(under, () => under.value('select status from run') === 'finished', 60_000)
  })
})

describe('k further turns', () => {
  property.prop(
    [fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 40 })],
    {
      numRuns: 4,
    },
  )('cost k + 1 answers a probe that succeeds, and never more', async (further, prompts, luck) => {
    const rule: Rule = ({ index }) => {
      const draw = luck[index % luck.length] ?? 0
      return draw === 0 ? failed('CONTENT_FILTERED') : draw < 4 ? serverError() : answered({ text: `${index}` })
    }
    const under = await openEngine({ providers: [{ key: 'alpha', pools: [{ maxParallel: 3 }] }], rule })
    const run = await under.start(batchOf({ turns: Array.from({ length: further }, (_, n) => `turn ${n}`), prompts }))
    await advanceToRest(under, run)
    const probes = under.rows<{ status: string; turns: number; answers: number }>(
      `select probe.status, turns, (select count(*) from attempt where probe_id = probe.id and attempt.state = 'answered') as answers from probe`,
    )
    for (const { status, turns: said, answers } of probes)
      expect([status, said, answers]).toEqual(status === 'succeeded' ? ['succeeded', further, further + 1] : [status, said, said])
    await under.stop({ abort: true })
  })
})

describe('what several turns come to', () => {
  it('is quoted with all that is said before each, and imagined call by call', async () => {
    const under = await openEngine({ providers, rule: answering })
    const batch = batchOf({ turns, prompts: 2 })
    const single = await under.client.runs.quote({ batch: batchOf({ prompts: 2 }) })
    const several = await under.client.runs.quote({ batch })
    expect(several.probes).toBe(2)
    expect(several.rows[0]?.outputTokens.high).toBe(3 * (single.rows[0]?.outputTokens.high ?? 0))
    const perProbe = (single.rows[0]?.outputTokens.high ?? 0) / 2
    expect(several.rows[0]?.inputTokens.high).toBeGreaterThan(2 * 3 * perProbe)
    const { today } = await under.client.whatIf.compare({ batch, set: [], profile: {}, seed: 1 })
    expect(today).toMatchObject({ probes: 2, succeeded: 2, calls: 6, callsPerProbe: 1, retries: 0 })
  })
})
