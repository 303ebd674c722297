import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../builders/failure.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { exported, metadataOf, openReportsEngine, rowsIn, runOf, untilFinished } from './reports-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  await untilFinished(under, await runOf(under, ['alpha/cheap', 'beta/unpriced'], 30))
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

const jsonOf = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

describe('a report of how calls fared', () => {
  const order = { report: 'performance', groupBy: ['model', 'day'] } as const

  it('is as JSON the answer of the question, with its groups and the watermark', async () => {
    const asked = await under.client.analytics.performance({ groupBy: [...order.groupBy] })
    const done = await exported(under, order, 'json')
    const { rows, total, quantiles, dimensions, watermark } = jsonOf(done.path)

    expect({ rows, total, quantiles }).toEqual(asked)
    expect([dimensions, watermark, done.cost]).toEqual([['model', 'day'], done.watermark, null])
  })

  it('ends with the total in CSV and JSON Lines; in Parquet that stands in the metadata', async () => {
    const { rows, total } = await under.client.analytics.performance({ groupBy: [...order.groupBy] })
    for (const format of ['csv', 'jsonl', 'parquet'] as const) {
      const done = await exported(under, order, format)
      const written = await rowsIn(done.path)
      const told = written.map((row) => [row['model'], Number(row['calls']), Number(row['success_ratio'])])
      const totalRow = format === 'parquet' ? [] : [['total', total.calls, total.successRate]]
      expect(told).toEqual([...rows.map((row) => [row.group[0], row.calls, row.successRate]), ...totalRow])
      expect(Number(written[0]?.['p95_ms'])).toBe(rows[0]?.p95Ms)
      if (format !== 'parquet') continue
      const { key_value_metadata } = await metadataOf(done.path)
      expect(key_value_metadata?.map(({ key }) => key)).toEqual(['assay.dimensions', 'assay.quantiles', 'assay.watermark', 'assay.total'])
    }
  })
})

describe('a report of who is asked for what, or of what failed', () => {
  it('has the rows of its question in each format', async () => {
    const { rows: methods } = await under.client.analytics.methods({})
    const { rows: failures, calls } = await under.client.analytics.failures({})
    expect([methods.length, failures.length]).toEqual([2, expect.any(Number)])

    expect(jsonOf((await exported(under, { report: 'methods' }, 'json')).path).rows).toEqual(methods)
    expect(jsonOf((await exported(under, { report: 'failures' }, 'json')).path)).toMatchObject({ rows: failures, calls })
    for (const format of ['csv', 'jsonl', 'parquet'] as const) {
      const ofMethods = await rowsIn((await exported(under, { report: 'methods' }, format)).path)
      expect(ofMethods.map((row) => [row['service'], row['method'], Number(row['cost_nanousd'])])).toEqual(
        methods.map(({ service, method, cost }) => [service, method, cost.nanoUsd]),
      )
      const ofFailures = await rowsIn((await exported(under, { report: 'failures' }, format)).path)
      expect(ofFailures.map((row) => [row['code'], row['message_shape'] ?? '', Number(row['calls']), row['example_ulid']])).toEqual(
        failures.map(({ code, shape, calls: count, example }) => [code, shape, count, example.id]),
      )
    }
  })

  it('is of the calls that are wanted, as few as wanted', async () => {
    const done = await exported(under, { report: 'methods', provider: 'beta', limit: 1 }, 'jsonl')
    expect((await rowsIn(done.path)).map((row) => row['service'])).toEqual(['beta/unpriced'])
    expect(await failureOf(exported(under, { report: 'failures', model: 'alpha/cheep' }, 'csv'))).toMatchObject({ code: 'NOT_FOUND' })
  })
})
