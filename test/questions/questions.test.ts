import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import type { SqlPart, SqlValue } from '#contract/sql'
import { batchOf } from '../builders/engine.ts'
import { failureOf } from '../builders/failure.ts'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine
/** Three answered calls. */
beforeAll(async () => {
  under = await openShippedEngine({ workspace: scratch.folder })
  const { id } = await under.client.runs.start({ batch: batchOf({ prompts: 3, models: ['simulator/swift'] }) })
  for await (const { status } of await under.client.runs.watch({ run: id })) if (status === 'finished') break
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

interface Asked {
  readonly columns: readonly string[]
  readonly pages: readonly (readonly (readonly SqlValue[])[])[]
  readonly rows: readonly (readonly SqlValue[])[]
  readonly done: Extract<SqlPart, { part: 'done' }> | undefined
}

async function ask(query: string, more: { readonly maxRows?: number; readonly timeoutMs?: number } = {}): Promise<Asked> {
  const parts: SqlPart[] = []
  for await (const part of await under.client.sql.run({ query, ...more })) parts.push(part)
  const pages = parts.flatMap((part) => (part.part === 'rows' ? [part.rows] : []))
  return {
    columns: parts.flatMap((part) => (part.part === 'columns' ? part.columns : [])),
    pages,
    rows: pages.flat(),
    done: parts.flatMap((part) => (part.part === 'done' ? [part] : []))[0],
  }
}

const numbers = (to: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${to}) select i from n`
const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n'
const issue = (message: unknown) => ({ code: 'INVALID_INPUT', issues: [{ path: 'query', message }] })

describe('a question in SQL', () => {
  it('is answered with its columns, then pages of at most 1,000 rows, then how many there were', async () => {
    const { columns, pages, rows, done } = await ask(numbers(2500))
    expect(columns).toEqual(['i'])
    expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 500])
    expect(rows.at(-1)).toEqual([2500])
    expect(done).toMatchObject({ rows: 2500, isCut: false })
  })

  it('says when there are more rows than were asked for, and not when there are as many', async () => {
    expect((await ask(numbers(30), { maxRows: 7 })).done).toMatchObject({ rows: 7, isCut: true })
    expect((await ask(numbers(7), { maxRows: 7 })).done).toMatchObject({ rows: 7, isCut: false })
  })

  it('that is none is refused in words', async () => {
    expect(await failureOf(ask('select * from nowhere'))).toMatchObject(issue('no such table: nowhere'))
  })

  it('that never ends is ended after its time, and says so', async () => {
    expect(await failureOf(ask(endless, { timeoutMs: 300 }))).toMatchObject(issue('it took longer than 0.3 s, and was ended'))
  })

  it('ends with its signal, and with the engine', async () => {
    const stop = new AbortController()
    const asking = (async () => {
      for await (const _ of await under.client.sql.run({ query: endless }, { signal: stop.signal }));
    })()
    stop.abort()
    await expect(asking).rejects.toThrow()
  })

  it('is read no further than its answer is taken', async () => {
    const parts = await under.client.sql.run({ query: numbers(100_000) })
    const kinds: string[] = []
    for await (const part of parts) {
      kinds.push(part.part)
      if (kinds.length === 3) break
    }
    expect(kinds).toEqual(['columns', 'rows', 'rows'])
  })
})

describe('what questions are asked of', () => {
  it('stands with every column as it is documented, and nothing besides', async () => {
    const { items } = await under.client.sql.views()
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['call_event', 'price_version', 'event', 'run', 'model']))
    for (const { name, columns } of items) {
      const { columns: found } = await ask(`select * from ${name} limit 1`)
      expect([name, ...found]).toEqual([name, ...columns.map((column) => column.name)])
      for (const { about } of columns) expect(about).toMatch(/\.$/)
    }
  })

  it('says a call in the words of the requirement', async () => {
    const { columns, rows } = await ask('select * from call_event order by seq limit 1')
    const call: Record<string, SqlValue> = Object.fromEntries(columns.map((name, index) => [name, rows[0]?.[index] ?? null]))
    const model = 'simulator/swift' as ModelRef
    expect(call).toMatchObject({
      ...{ service: model, model, method: 'probe', user_id: 'ada', decision: 'text', success: 1, decision_tokens: null, error: null },
      ts: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\d\dZ$/),
      session_id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      cost_usd: expect.stringMatching(/^\d+\.\d{9}$/),
      result: expect.any(String),
    })
    expect(JSON.parse(String(call['args']))).toMatchObject({ promptIndex: 0, sample: 0, variables: { n: 0 } })
    expect(JSON.parse(String(call['metadata']))).toMatchObject({
      state: 'answered',
      code: null,
      kind: 'first',
      number: 1,
      costState: 'computed',
    })
    expect(Number(call['latency_ms'])).toBeCloseTo(Number(call['decision_latency_ms']) + Number(call['generation_latency_ms']))
  })

  it('says calls as the view of the database does, and looks up nothing that is not asked for', async () => {
    const same = 'select * from call_event intersect select * from main.call_event'
    expect((await ask(`select (select count(*) from call_event), (select count(*) from (${same}))`)).rows).toEqual([[3, 3]])
    const plan = await ask(`explain query plan select count(*), sum(cost_nanousd) from call_event where code = 'TIMEOUT'`)
    expect(plan.rows.map(([, , , step]) => String(step).split(' ').slice(0, 2))).toEqual([
      ['SEARCH', 'main.attempt'],
      ['SEARCH', 'main.run'],
    ])
  })

  it('holds no key and no name of one', async () => {
    const { rows } = await ask(`select name from pragma_table_info('provider', 'temp')`)
    expect(rows.flat()).not.toEqual(expect.arrayContaining([expect.stringMatching(/credential|secret/)]))
  })
})

describe('saved questions', () => {
  it('that came with the app are all answered, by the views alone', async () => {
    const { items } = await under.client.sql.saved()
    expect(items.length).toBeGreaterThanOrEqual(8)
    for (const { name, query, isShipped } of items) {
      expect([name, isShipped, (await ask(query)).columns.length > 1]).toEqual([name, true, true])
      expect(query).toMatch(/\bfrom (call_event|rollup|run|probe|event)\b/)
    }
  })

  it('of a person are kept by name, given anew, and forgotten; those of the app stay as they are', async () => {
    const { sql } = under.client
    const own = { name: 'Mine', about: '', query: 'select 1' }
    expect(await sql.save({ ...own, query: 'select 2' })).toMatchObject({ isShipped: false })
    await sql.save({ ...own, name: ' Mine ' })
    const mine = (await sql.saved()).items.filter(({ isShipped }) => !isShipped)
    expect(mine).toEqual([{ ...own, isShipped: false, updatedAtMs: expect.any(Number) }])
    expect(await failureOf(sql.save({ ...own, name: 'Dearest calls' }))).toMatchObject({ code: 'CONFLICT' })
    expect(await failureOf(sql.forget({ name: 'Dearest calls' }))).toMatchObject({ code: 'CONFLICT' })
    expect(await sql.forget({ name: 'Mine' })).toEqual({ ok: true })
    expect(await failureOf(sql.forget({ name: 'Mine' }))).toMatchObject({ code: 'NOT_FOUND' })
  })
})
