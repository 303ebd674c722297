import { describe, expect, it } from 'vitest'
import type { Expansion } from '#contract/batches'
import { ModelRef } from '#contract/ids'
import { advance, type EngineFacts, openEngine as openBare } from '../builders/engine.ts'
import { answered, failed, serverError } from '../builders/outcomes.ts'
import type { SeenRequest } from '../fakes/scripted-provider.ts'

const columns = [
  { name: 'country', about: 'a country' },
  { name: 'how big', type: 'number' as const },
]
const order = { instruction: 'Countries of Europe', columns, count: 25 }
const row = (index: number) => ({ country: `country ${index}`, column_2: index })
const asked = ({ call }: SeenRequest) => Number(/Write (\d+) rows/.exec(call.messages.at(-1)?.content ?? '')?.[1])
const says = (rows: readonly unknown[]) => ({ ...answered(), text: JSON.stringify({ rows }) })
/** As many rows as are asked for, each another one. */
function writer() {
  let written = 0
  return (request: SeenRequest) => says(Array.from({ length: asked(request) }, () => row(written++)))
}

type Under = Awaited<ReturnType<typeof openBare>>

/** One whose `alpha/one` is its provider's default. */
async function openEngine(facts: EngineFacts = {}): Promise<Under> {
  const under = await openBare(facts)
  const ref = ModelRef.parse('alpha/one')
  const { revision } = await under.client.models.get({ ref })
  await under.client.models.setDefault({ ref, revision, reason: '' })
  return under
}

async function expanded(under: Under, more: object = {}): Promise<Expansion> {
  let last: Expansion | undefined
  let isOver = false
  const reading = (async () => {
    for await (const state of await under.client.batches.expand({ ...order, ...more })) last = state
  })().finally(() => {
    isOver = true
  })
  reading.catch(() => undefined)
  for (let second = 0; second < 600 && !isOver; second++) {
    await new Promise((resolve) => setImmediate(resolve))
    await advance(under, 1000)
  }
  await reading
  return last ?? expect.fail('it said nothing')
}

const two = [{ key: 'alpha', models: [{ wireId: 'one' }, { wireId: 'two' }] }]

describe('an expansion', () => {
  it('asks for portions of a schema, and every call of it is in the ledger', async () => {
    const under = await openEngine({ rule: writer() })
    const last = await expanded(under)
    expect(last).toMatchObject({ wanted: 25, refused: 0, repeated: 0, calls: 2, isDone: true, ended: null, servedModels: ['alpha/one'] })
    expect(last.rows).toHaveLength(25)
    expect(last.rows[0]).toEqual({ country: 'country 0', 'how big': 0 })
    expect(under.provider.requests.map(asked)).toEqual([20, 5])
    expect(under.provider.requests[0]?.call.parameters.output?.schema).toMatchObject({
      properties: { rows: { items: { required: ['country', 'column_2'] }, maxItems: 20 } },
    })
    expect(under.rows('select method, output_kind, state, run_id, cost_state from attempt')).toEqual(
      Array.from({ length: 2 }, () => ({
        method: 'expand',
        output_kind: 'object',
        state: 'answered',
        run_id: null,
        cost_state: 'computed',
      })),
    )
    expect(last.cost.coverage.computed.calls).toBe(2)
    expect(last.cost.nanoUsd).toBe(under.value('select sum(cost_nanousd) from attempt'))
  })

  it('refuses what is not of the schema, drops repetitions, and asks again naming what is there', async () => {
    const answers = [
      '{"rows": [{"country": "Malta", "column_2": 1}, {"country": "", "column_2": 2}, {"country": "Italy"}, {"country": "Spain", "column_2": "3"}]}',
      'Here you are: nothing',
      '```json\n{"rows": [{"country": " malta", "column_2": 1}, {"country": "Peru", "column_2": 4}]}\n```',
      '{"rows": [{"country": "Spain", "column_2": 3}, {"country": "Chad", "column_2": 5}]}',
    ]
    const under = await openEngine({ rule: ({ index }) => ({ ...answered(), text: answers[index] ?? '' }) })
    const last = await expanded(under, { count: 3, examples: [{ country: 'Peru', 'how big': 4 }] })
    expect(last.rows.map(({ country }) => country)).toEqual(['Malta', 'Spain', 'Chad'])
    expect(last).toMatchObject({ refused: 3 + 2, repeated: 2, calls: 4, ended: null })
    expect(under.provider.requests[3]?.call.messages.at(-1)?.content).toContain('"country":"Malta"')
    expect(under.provider.requests[0]?.call.messages.at(-1)?.content).toContain('"country":"Peru"')
  })

  it('gives up, and says why, where nothing new comes', async () => {
    const under = await openEngine({ rule: () => says([row(1)]) })
    expect(await expanded(under, { count: 5 })).toMatchObject({ rows: [{}], ended: '3 answers in a row brought nothing new', isDone: true })
  })

  it('is tried again by the rules of every call', async () => {
    const write = writer()
    const under = await openEngine({ rule: (request) => (request.index < 3 ? serverError() : write(request)) })
    const last = await expanded(under, { count: 4 })
    expect(last).toMatchObject({ calls: 4, ended: null })
    expect(under.rows('select number, kind, code from attempt order by id')).toEqual([
      { number: 1, kind: 'first', code: 'SERVER_ERROR' },
      { number: 2, kind: 'retry', code: 'SERVER_ERROR' },
      { number: 3, kind: 'retry', code: 'SERVER_ERROR' },
      { number: 4, kind: 'retry', code: null },
    ])
  })

  it('ends when its tries are used up, which opens no breaker: one poisonous prompt is no proof', async () => {
    const under = await openEngine({ rule: () => serverError() })
    const last = await expanded(under, { count: 4 })
    expect(last).toMatchObject({ calls: 5, rows: [], ended: expect.stringMatching(/^alpha\/one could not be asked \(SERVER_ERROR\)/) })
    expect(under.rows(`select * from circuit_breaker_state where state <> 'closed'`)).toEqual([])
  })

  it('asks the default of its provider where the model cannot be asked, and says so', async () => {
    const write = writer()
    const under = await openEngine({
      providers: two,
      rule: (request) => (request.call.wireId === 'two' ? failed('MODEL_NOT_FOUND', { httpStatus: 404 }) : write(request)),
    })
    const last = await expanded(under, { model: 'alpha/two' })
    expect(last).toMatchObject({ servedModels: ['alpha/one'], infra: { model: 'alpha/two' }, ended: null })
    expect(last.rows).toHaveLength(25)
    expect(under.rows<{ data: string }>(`select data from event where kind = 'fallback'`).map(({ data }) => JSON.parse(data))).toEqual([
      { from: 'alpha/two', to: 'alpha/one', code: 'MODEL_NOT_FOUND', method: 'expand' },
    ])
  })

  it('ends with what it has where nobody can be asked any more', async () => {
    const under = await openEngine({ rule: () => failed('BAD_REQUEST', { httpStatus: 400 }) })
    const last = await expanded(under)
    expect(last).toMatchObject({ rows: [], isDone: true })
    expect(last.ended).toMatch(/^alpha\/one could not be asked \(BAD_REQUEST\)/)
  })

  it('never costs more than its budget', async () => {
    const under = await openEngine({ rule: writer() })
    await expect(expanded(under, { budgetUsd: '0.000001' })).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED', data: { scope: 'call' } })
    expect(under.provider.requests).toHaveLength(0)
  })

  it('names who cannot be asked', async () => {
    const under = await openEngine({})
    await expect(expanded(under, { model: 'alpha/none' })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
  })

  it('leaves nothing behind when its reader goes', async () => {
    const under = await openEngine({ rule: async (_request, clock) => clock.sleep(5000).then(() => answered()) })
    const leaving = new AbortController()
    const reading = (async () => {
      for await (const _state of await under.client.batches.expand(order, { signal: leaving.signal })) leaving.abort()
    })()
    await expect(reading).rejects.toThrow()
    await under.settled()
    expect(under.provider.inFlight).toBe(0)
    expect(under.rows(`select state from attempt where state = 'started'`)).toEqual([])
    await advance(under, 60_000)
    expect(under.provider.requests.length).toBeLessThanOrEqual(2)
  })
})
