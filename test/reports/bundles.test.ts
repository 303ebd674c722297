import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KeptOrder, type KeptReport, type ReportProgress } from '#contract/reports'
import { failureOf } from '../builders/failure.ts'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { openReportsEngine, runOf, untilFinished } from './reports-engine.ts'

const scratch = scratchFolder()
let under: ShippedEngine

beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder })
  await untilFinished(under, await runOf(under, ['alpha/cheap', 'alpha/dear', 'beta/unpriced'], 30))
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

async function bundled(name: string, given: object, watermark?: number) {
  let last: ReportProgress | undefined
  for await (const progress of await under.client.reports.bundle({ order: KeptOrder.parse(given), name, watermark })) last = progress
  if (last?.done == null) throw new Error('a bundle ended without a file')
  return { ...last, done: last.done }
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('a bundle', () => {
  it.each([
    ['costs', { report: 'costs', groupBy: ['model', 'cost_state'] }],
    ['FOCUS', { report: 'costs', columns: 'focus' }],
    ['calls', { report: 'calls', provider: 'alpha' }],
    ['a data set', { report: 'dataset', isAnswered: true }],
  ])('of %s is the same bytes when it is made again up to the same watermark, while calls go on', async (name, order) => {
    const first = await bundled(`${name} once`, order)
    const later = await runOf(under, ['alpha/cheap'], 20, 'later')
    const again = await bundled(`${name} again`, order, first.watermark)
    await untilFinished(under, later)
    const after = await bundled(`${name} after`, order, first.watermark)

    expect([again.done.sha256, after.done.sha256]).toEqual([first.done.sha256, first.done.sha256])
    expect(again.done.file).not.toBe(first.done.file)
    expect(readFileSync(again.done.path).equals(readFileSync(first.done.path))).toBe(true)
  })

  it('holds what it stands on: its order, watermark, prices, rows, coverage, and the hash of each file', async () => {
    const { done, watermark, rows } = await bundled('whole', { report: 'calls', model: 'alpha/dear' })
    const { 'manifest.json': manifest, ...files } = unzipSync(readFileSync(done.path))
    const told = JSON.parse(text(manifest))

    expect(Object.keys(files)).toEqual(['data.csv', 'data.jsonl'])
    expect(told).toMatchObject({
      ...{ manifest: 1, assay: '0.0.0', order: { report: 'calls', model: 'alpha/dear' }, watermark, cost: done.cost },
      priceVersions: [{ model: 'alpha/dear', source: 'a list', tiers: [{ rates: { input: 15_000_000 } }] }],
    })
    expect(told.files).toEqual(
      Object.entries(files).map(([name, bytes]) => ({
        name,
        bytes: bytes.byteLength,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })),
    )
    expect(text(files['data.jsonl']).trimEnd().split('\n')).toHaveLength(rows)
    expect(done.sha256).toBe(createHash('sha256').update(readFileSync(done.path)).digest('hex'))
  })

  it('is kept under its name until it is forgotten, with the range of the calls it cites', async () => {
    const { done, watermark } = await bundled('March, closed', {
      report: 'calls',
      run: under.rows<{ ulid: string }>('select ulid from run')[0]?.ulid,
    })
    const of = async (name: string): Promise<KeptReport | undefined> =>
      (await under.client.reports.kept()).items.find((kept) => kept.name === name)

    expect(await of('March, closed')).toMatchObject({ file: done.file, sha256: done.sha256, watermark, user: 'ada', cost: done.cost })
    expect(
      under.rows('select cited_from_ms as least, cited_to_ms as most, cites_bodies from kept_report where name = ?', 'March, closed'),
    ).toEqual(
      under.rows(`select min(started_at_ms) as least, max(started_at_ms) + 1 as most, 0 as cites_bodies from attempt where run_id = 1`),
    )
    expect(await failureOf(bundled('March, closed', { report: 'calls' }))).toMatchObject({ code: 'CONFLICT', reason: 'exists' })
    await under.client.reports.forget({ name: 'March, closed' })
    expect(await of('March, closed')).toBeUndefined()
    expect(existsSync(done.path)).toBe(true)
    expect(await failureOf(under.client.reports.forget({ name: 'March, closed' }))).toMatchObject({ code: 'NOT_FOUND', what: 'report' })
  })

  it('leaves nothing when it was broken off', async () => {
    const folder = path.join(scratch.folder, 'exports')
    const before = readdirSync(folder)
    const order = KeptOrder.parse({ report: 'calls' })
    for await (const _progress of await under.client.reports.bundle({ order, name: 'broken' })) break

    expect(readdirSync(folder)).toEqual(before)
    expect((await under.client.reports.kept()).items.map(({ name }) => name)).not.toContain('broken')
  })
})
