import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RunSummary } from '#contract/runs'
import { type TemporaryWorkspace, temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

// Each command opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let place: TemporaryWorkspace
const assay = (...args: readonly string[]) => assayHere([...args], place)
const json = <T>(...args: readonly string[]) => assayJsonHere<T>([...args], place)

beforeAll(() => {
  place = temporaryWorkspace()
  writeFileSync(path.join(place.workspace, 'batch.yaml'), 'name: two\nprompt: "Say it."\nmodels: [simulator/swift]\nsamples: 2\n')
})
afterAll(() => place.remove())

describe('kept answers by command', () => {
  it('are taken by a run with --cache, told by status, and forgotten by clear', async () => {
    const runOf = async (...flags: readonly string[]) => (await json<{ run: RunSummary }>('run', 'batch.yaml', '--yes', ...flags)).run
    expect((await runOf()).counts).toMatchObject({ succeeded: 2, attempts: 2 })
    expect((await assay('cache', 'status')).stdout).toBe('0 answers kept, 0 B.\nTaken 0 times, which saved $0.00.\n')
    expect((await runOf('--cache')).counts).toMatchObject({ succeeded: 2, attempts: 2 })
    expect((await runOf('--cache')).counts).toMatchObject({ succeeded: 2, attempts: 0 })

    const { stdout } = await assay('cache', 'status')
    expect(stdout).toMatch(/^2 answers kept, .*B, the oldest of \d{4}-/)
    expect(stdout).toMatch(/^Taken 2 times, which saved \$0\.0*[1-9]\d*\.$/m)
    expect(stdout).toMatch(/^simulator\/swift +2$/m)
    expect(await json('cache', 'clear', '--model', 'simulator/free')).toEqual({ cleared: 0 })
    expect((await assay('cache', 'clear')).stdout).toBe('2 answers forgotten.\n')
    expect(await json('cache', 'status')).toMatchObject({ entries: 0, models: [] })
    const refused = await assay('cache', 'clear', '--model', 'no model')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--model')])
  })
})

describe('retention by command', () => {
  it('says how large everything is, drops nothing unless told, and says what it dropped', async () => {
    const before = await assay('retention', 'status')
    expect(before.stdout).toMatch(/^The database has .*B, of it .*B free\.\nNothing was ever dropped\.$/m)
    expect(before.stdout).toMatch(/^calls +[1-9]\d* .* 0 +0 B +– +0$/m)
    expect((await assay('retention', 'run')).stdout).toMatch(/^0 B given back\.$/m)

    await json('settings', 'set', 'retention', '{"attempts":{"olderThanDays":1},"events":{"largerThanMb":1}}')
    const { would, attempts } = await json<{ would: { attempts: { rows: number } }; attempts: { rows: number } }>('retention', 'status')
    expect([would.attempts.rows, attempts.rows > 0]).toEqual([0, true])
    expect(await json('retention', 'run')).toMatchObject({ freedBytes: 0, dropped: { attempts: { rows: 0, keptByReports: 0 } } })
    expect((await assay('retention', 'status')).stdout).toMatch(/^Last dropped \d{4}-.*, which gave 0 B back\.$/m)
    const refused = await assay('settings', 'set', 'retention', '{"attempts":{"olderThanDays":-1}}')
    expect(refused.code).toBe(2)
  })
})
