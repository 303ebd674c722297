import { readFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerFilter } from '#contract/ledger'
import type { ReportFormat } from '#contract/reports'
import { createWork } from '../../src/main/engine/exports/thread-work.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { type Done, exported, openReportsEngine, runOf, untilFinished } from './reports-engine.ts'

/** What the thread does, done here: the same bytes, and the same sums. */
const scratch = scratchFolder()
const elsewhere = scratchFolder()
let under: ShippedEngine

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  await untilFinished(under, await runOf(under, ['alpha/cheap', 'alpha/dear', 'beta/unpriced'], 30))
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
  elsewhere.remove()
})

const database = () => path.join(scratch.folder, 'assay.db')
const models = () =>
  under
    .rows<{ id: number; ref: string }>(
      `select model.id, provider.key || '/' || model.wire_id as ref from model join provider on provider.id = provider_id`,
    )
    .map(({ id, ref }) => [id, ref] as const)

/** The file of a report that the engine has written, once more. */
async function written(report: 'calls' | 'dataset', format: ReportFormat | 'zip', { watermark }: Pick<Done, 'watermark'>) {
  const work = createWork()
  const file = { id: '1', folder: elsewhere.folder, name: `${report}.${format}`, format }
  const facts = { report, filter: LedgerFilter.parse({}), watermark }
  const calls = { report, watermark, filter: {}, database: database(), models: models() }
  const { total } = await work.beginCalls({ ...file, facts, calls })
  while (!(await work.more({ id: '1' })).isDone);
  return { total, path: path.join(file.folder, file.name), ...(await work.finish({ id: '1', facts: {} })) }
}

describe('the desk of reports, without its thread', () => {
  it.each<['calls' | 'dataset', ReportFormat]>([
    ['calls', 'csv'],
    ['calls', 'json'],
    ['calls', 'jsonl'],
    ['calls', 'parquet'],
    ['dataset', 'jsonl'],
  ])('writes %s as %s as the thread does', async (report, format) => {
    const done = await exported(under, { report }, format)
    const { total, sha256, bytes, cost } = await written(report, format, done)

    expect({ total, sha256, bytes, cost }).toEqual({ total: done.rows, sha256: done.sha256, bytes: done.bytes, cost: done.cost })
  })

  it('bundles the very files that it writes alone', async () => {
    const done = await exported(under, { report: 'calls' }, 'csv')
    const bundle = await written('calls', 'zip', done)
    const { 'data.csv': csv, 'manifest.json': manifest } = unzipSync(readFileSync(bundle.path))

    expect(Buffer.from(csv ?? [])).toEqual(readFileSync(done.path))
    expect(JSON.parse(new TextDecoder().decode(manifest)).files).toContainEqual({
      name: 'data.csv',
      bytes: done.bytes,
      sha256: done.sha256,
    })
  })

  it('leaves nothing of a file that is given up, and knows none that was not begun', async () => {
    const work = createWork()
    await work.beginRows({
      ...{ id: '1', folder: elsewhere.folder, name: 'given-up.csv', format: 'csv', facts: {} },
      columns: [{ name: 'n', type: 'any' }],
    })
    work.add({ id: '1', rows: [[1], [2]] })
    await work.abandonAll()

    expect(() => readFileSync(path.join(elsewhere.folder, 'given-up.csv'))).toThrow('ENOENT')
    await expect(work.more({ id: '1' })).rejects.toThrow('no file is being written')
  })

  it('prices calls anew, and cites what they stand on, as the thread does', async () => {
    const work = createWork()
    const told = await under.client.reports.reprice({ prices: { at: 'factor', input: 2, output: 1 } })
    const facts = { database: database(), filter: {}, watermark: told.watermark }
    const { rows, total } = await work.reprice({
      ...{ ...facts, prices: { at: 'factor', input: 2, output: 1 }, modelId: undefined, nowMs: Date.now(), models: models() },
    })
    const [stood] = under.rows<{ first: number; last: number; versions: number }>(
      'select min(started_at_ms) as first, max(started_at_ms) as last, count(distinct price_version_id) as versions from attempt',
    )

    expect({ rows, total }).toEqual({ rows: told.rows, total: told.total })
    expect(await work.cite(facts)).toMatchObject({ fromMs: stood?.first, toMs: (stood?.last ?? 0) + 1 })
    expect((await work.cite(facts)).priceIds).toHaveLength(stood?.versions ?? -1)
  })
})
