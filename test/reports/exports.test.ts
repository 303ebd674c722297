import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import type { RunId } from '#contract/ids'
import type { ReportFormat } from '#contract/reports'
import { failureOf } from '../builders/failure.ts'
import { answered } from '../builders/outcomes.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { exported, metadataOf, oddOutcome, openReportsEngine, rowsIn, runOf, sumOf, untilFinished } from './reports-engine.ts'

const formats: readonly ReportFormat[] = ['csv', 'json', 'jsonl', 'parquet']
const scratch = scratchFolder()
let under: ShippedEngine
let run: RunId

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  run = await runOf(under, ['alpha/cheap', 'alpha/dear', 'beta/unpriced'], 30)
  await untilFinished(under, run)
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const folder = () => path.join(scratch.folder, 'exports')

describe('a report of calls', () => {
  it.each(formats)('has every settled call and what it cost, as %s', async (format) => {
    const done = await exported(under, { report: 'calls' }, format)
    const rows = await rowsIn(done.path)
    const [truth] = under.rows<{ calls: number; nano: number; upper: number }>(
      `select count(*) as calls, sum(cost_nanousd) as nano, sum(iif(cost_nanousd is null, cost_upper_nanousd, 0)) as upper from attempt`,
    )

    expect(rows).toHaveLength(truth?.calls ?? -1)
    expect(done).toMatchObject({ rows: truth?.calls, cost: { nanoUsd: truth?.nano, upperNanoUsd: truth?.upper } })
    expect(sumOf(rows, 'cost_nanousd')).toBe(BigInt(truth?.nano ?? -1))
    expect(rows.map((row) => Number(row['seq']))).toEqual(
      under.rows<{ seq: number }>('select seq from attempt order by seq').map(({ seq }) => seq),
    )
  })

  it('says of each file how large it is and what its bytes come to', async () => {
    const done = await exported(under, { report: 'calls' }, 'jsonl')
    const bytes = readFileSync(done.path)

    expect(done).toMatchObject({ bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(done.path).toBe(path.join(folder(), done.file))
  })

  it('tells instants and money exactly in each format', async () => {
    const where = { report: 'calls', model: 'alpha/dear', isAnswered: true } as const
    const [inCsv] = await rowsIn((await exported(under, where, 'csv')).path)
    const [inJson] = await rowsIn((await exported(under, where, 'json')).path)
    const [inParquet] = await rowsIn((await exported(under, where, 'parquet')).path)
    const [row] = under.rows<{ started_at_ms: number; cost_nanousd: number; ulid: string }>(
      `select * from attempt where ulid = ?`,
      inCsv?.['ulid'],
    )
    const nano = row?.cost_nanousd ?? -1
    const usd = `${Math.floor(nano / 1e9)}.${String(nano % 1e9).padStart(9, '0')}`.replace(/\.?0+$/, '')

    expect(inCsv).toMatchObject({ ts: new Date(row?.started_at_ms ?? 0).toISOString(), cost_usd: usd, cost_nanousd: String(nano) })
    expect(inJson).toMatchObject({ ts: new Date(row?.started_at_ms ?? 0).toISOString(), cost_usd: usd, cost_nanousd: nano })
    expect(inParquet).toMatchObject({ ts: new Date(row?.started_at_ms ?? 0), cost_nanousd: BigInt(nano), service: 'alpha/dear' })
    expect(inParquet?.['cost_usd']).toBeCloseTo(nano / 1e9, 12)
  })

  it('names its columns the same in each format, and their types in Parquet', async () => {
    const heads = await Promise.all(
      formats.map(async (format) => Object.keys((await rowsIn((await exported(under, { report: 'calls' }, format)).path))[0] ?? {})),
    )
    expect(new Set(heads.map((head) => head.join())).size).toBe(1)
    const { schema, key_value_metadata } = await metadataOf((await exported(under, { report: 'calls' }, 'parquet')).path)
    const typeOf = (name: string) => schema.find((element) => element.name === name)

    expect(typeOf('cost_nanousd')).toMatchObject({ type: 'INT64', repetition_type: 'OPTIONAL' })
    expect(typeOf('cost_usd')).toMatchObject({ type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 9 })
    expect(typeOf('ts')).toMatchObject({ type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } })
    expect(key_value_metadata?.map(({ key }) => key)).toEqual(['assay.report', 'assay.filter', 'assay.watermark', 'assay.cost'])
  })

  it.each([
    ['a run', () => ({ run }), `run_id is not null`],
    ['a model of several', () => ({ model: ['alpha/cheap', 'beta/unpriced'] }), `request_model_id <> 2`],
    ['a service that is a provider', () => ({ service: 'beta' }), `served_model_id = 3`],
    ['calls that were not answered', () => ({ isAnswered: false }), `state <> 'answered'`],
    ['a code and a cost state', () => ({ code: 'TIMEOUT', costState: 'maybe_billed' }), `code = 'TIMEOUT' and cost_state = 'maybe_billed'`],
    ['a range of cost', () => ({ minCostNanoUsd: 1000, maxCostNanoUsd: 100_000 }), `cost_nanousd between 1000 and 100000`],
    ['an HTTP status', () => ({ httpStatus: [400] }), `http_status = 400`],
    ['nothing at all', () => ({ user: 'nobody' }), `1 = 0`],
    ['a time long ago', () => ({ toMs: 1000 }), `1 = 0`],
  ] as const)('takes only %s', async (_what, filter, where) => {
    const order = { report: 'calls', ...filter() }
    const done = await exported(under, order, 'jsonl')
    const ulids = done.rows === 0 ? [] : (await rowsIn(done.path)).map((row) => row['ulid'])

    expect(ulids).toEqual(under.rows<{ ulid: string }>(`select ulid from attempt where ${where} order by seq`).map(({ ulid }) => ulid))
  })

  it('says no to a model that is not there', async () => {
    const order = { report: 'calls', model: 'alpha/cheep' }
    expect(await failureOf(exported(under, order, 'csv'))).toMatchObject({ code: 'NOT_FOUND', name: 'alpha/cheep', near: ['alpha/cheap'] })
  })
})

describe('a report of calls and the view `call_event`', () => {
  it('say the same of each call', async () => {
    const rows = await rowsIn((await exported(under, { report: 'calls' }, 'jsonl')).path)
    const view = under.rows<Record<string, unknown>>('select * from call_event order by seq')
    const inView = Object.keys(view[0] ?? {}).slice(0, Object.keys(view[0] ?? {}).indexOf('seq'))
    for (const [at, seen] of view.entries()) {
      const row = rows[at] ?? {}
      for (const name of inView) {
        if (name === 'args' || name === 'metadata') expect(row[name]).toEqual(seen[name] === null ? null : JSON.parse(String(seen[name])))
        else if (name === 'cost_usd')
          expect(seen[name] === null ? null : Number(seen[name])).toBe(row[name] === null ? null : Number(row[name]))
        else expect({ [name]: typeof row[name] === 'boolean' ? Number(row[name]) : row[name] }).toEqual({ [name]: seen[name] })
      }
    }
    expect(inView).toHaveLength(19)
  })
})

describe('a data set', () => {
  it('has an example a call: what was sent, the whole answer, how it came out and what it cost', async () => {
    const rows = await rowsIn((await exported(under, { report: 'dataset', model: 'alpha/dear', isAnswered: true }, 'jsonl')).path)
    const [first] = under.rows<{ ulid: string; answer_text: string; cost_nanousd: number }>(
      `select * from attempt where request_model_id = 2 and state = 'answered' order by seq`,
    )
    expect(rows[0]).toMatchObject({
      ...{ id: first?.ulid, run, answer: first?.answer_text, outcome: 'answered', model: 'alpha/dear', cost_nanousd: first?.cost_nanousd },
      messages: [{ role: 'user', content: expect.stringMatching(/^Say \d+\.$/) }],
      parameters: { maxOutputTokens: 500 },
      usage: { uncachedInputTokens: expect.any(Number) },
    })
  })

  it('has answers whole that are kept apart', async () => {
    const text = 'x'.repeat(5000)
    under.provider.rule = () => answered({ text })
    const long = await runOf(under, ['alpha/cheap'], 2, 'long')
    await untilFinished(under, long)
    under.provider.rule = oddOutcome
    const rows = await rowsIn((await exported(under, { report: 'dataset', run: long }, 'parquet')).path)
    expect(rows.map((row) => row['answer'])).toEqual([text, text])
  })
})

describe('a data set of a conversation', () => {
  it('has with each call all that was said before it', async () => {
    const text = 'y'.repeat(3000)
    under.provider.rule = () => answered({ text })
    const batch = Batch.parse({ name: 'turns', prompt: 'Say it.', turns: ['Again.', 'And again.'], models: ['alpha/cheap'] })
    const { id } = await under.client.runs.start({ batch })
    await untilFinished(under, id)
    under.provider.rule = oddOutcome
    const rows = await rowsIn((await exported(under, { report: 'dataset', run: id }, 'jsonl')).path)
    const said = rows.map((row) => (row['messages'] as { content: string }[]).map(({ content }) => content))
    expect(said).toEqual([['Say it.'], ['Say it.', text, 'Again.'], ['Say it.', text, 'Again.', text, 'And again.']])
  })
})

describe('a report of costs as FOCUS', () => {
  it('has a charge a day, provider, model and cost state, and comes to the total', async () => {
    const { total } = await under.client.costs.report({ groupBy: ['day'] })
    const done = await exported(under, { report: 'costs', columns: 'focus' }, 'parquet')
    const rows = await rowsIn(done.path)
    const billed = rows.reduce((sum, row) => sum + Math.round(Number(row['BilledCost'] ?? 0) * 1e9), 0)

    expect(billed).toBe(total.cost.nanoUsd)
    expect(done.cost).toEqual(total.cost)
    expect(sumOf(rows, 'x_Calls')).toBe(BigInt(total.calls))
    for (const row of rows) {
      const [start, end] = [row['ChargePeriodStart'] as Date, row['ChargePeriodEnd'] as Date]
      expect(end.getTime() - start.getTime()).toBe(86_400_000)
      expect((row['BillingPeriodStart'] as Date).toISOString()).toBe(`${start.toISOString().slice(0, 7)}-01T00:00:00.000Z`)
      expect((row['BillingPeriodEnd'] as Date).getTime()).toBeGreaterThan(start.getTime())
      const isKnown = row['x_CostState'] !== 'unknown' && row['x_CostState'] !== 'maybe_billed'
      expect(row['BilledCost'] !== undefined && row['BilledCost'] !== null).toBe(isKnown)
    }
  })
})

describe('a report of costs', () => {
  it.each(formats)('has the rows and the total of the question, as %s', async (format) => {
    const question = { groupBy: ['model', 'cost_state'] } as const
    const asked = await under.client.costs.report({ groupBy: [...question.groupBy] })
    const done = await exported(under, { report: 'costs', ...question }, format)
    const rows = await rowsIn(done.path)

    expect(done).toMatchObject({ watermark: asked.watermark, cost: asked.total.cost })
    if (format === 'json') {
      expect(JSON.parse(readFileSync(done.path, 'utf8'))).toEqual(asked)
      return
    }
    const hasTotal = format !== 'parquet'
    const total = BigInt(asked.total.cost.nanoUsd)
    expect(rows).toHaveLength(asked.rows.length + (hasTotal ? 1 : 0))
    expect(sumOf(rows, 'cost_nanousd')).toBe(hasTotal ? total * 2n : total)
    if (hasTotal) expect(rows.at(-1)).toMatchObject({ model: 'total' })
  })
})

describe('a file of a report', () => {
  it.each([
    ['costs of March', 'costs-of-March.jsonl'],
    ['../../etc/passwd', 'etc-passwd.jsonl'],
    ['.hidden', 'hidden.jsonl'],
    ['con', 'report-con.jsonl'],
    ['Größe.jsonl', 'Gro-e.jsonl'],
  ])('asked for as %j stands in the folder as %s', async (name, file) => {
    expect((await exported(under, { report: 'calls' }, 'jsonl', name)).file).toBe(file)
  })

  it('takes no other file’s place', async () => {
    const first = await exported(under, { report: 'calls' }, 'csv', 'twice')
    const second = await exported(under, { report: 'calls' }, 'csv', 'twice')
    expect([first.file, second.file]).toEqual(['twice.csv', 'twice-2.csv'])
  })

  it('is not there when it was broken off', async () => {
    const before = readdirSync(folder())
    for await (const _progress of await under.client.reports.export({ order: { report: 'calls' }, format: 'csv' })) break
    expect(readdirSync(folder())).toEqual(before)
  })

  it('is refused with STORAGE_FULL where the folder takes none', async () => {
    const other = scratchFolder()
    writeFileSync(path.join(other.folder, 'exports'), 'a file')
    const engine = await openReportsEngine({ workspace: other.folder })
    const failure = await failureOf(exported(engine, { report: 'calls' }, 'csv'))
    await engine.stop()
    other.remove()
    expect(failure).toMatchObject({ code: 'STORAGE_FULL', reason: 'read_only' })
  })
})
