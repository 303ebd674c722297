import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { HealthCheck } from '#contract/health'
import type { Call, Probe, Quote, RunSummary, Transcript } from '#contract/runs'
import type { RunResults } from '../../src/main/cli/run/show-results.ts'
import { temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

interface RunDocument {
  readonly run: RunSummary
  readonly results: RunResults
  readonly reportFile: string
}
const json = <T>(...args: string[]) => assayJsonHere<T>(args, place)
const run = (...args: string[]) => assayHere(args, place)

const batch = `name: "=capitals"
prompt: "Say {{word}}"
dataset: [{ word: one }, { word: two }]
models: [simulator/swift, simulator/free]
samples: 2
parameters: { maxOutputTokens: 50 }
`
let first: RunDocument

beforeAll(async () => {
  writeFileSync(path.join(place.workspace, 'batch.yaml'), batch)
  first = await json<RunDocument>('run', 'batch.yaml', '--yes')
})

describe('a run from the command line', () => {
  it('ends as one JSON document, with nothing else on standard output', () => {
    expect(first.run).toMatchObject({ name: '=capitals', status: 'finished', user: 'ada', counts: { total: 8, succeeded: 8 } })
    expect(first.results.items.map(({ model, succeeded }) => [model, succeeded])).toEqual([
      ['simulator/swift', 4],
      ['simulator/free', 4],
    ])
  })
  it('leaves a cost report that adds up to its total', () => {
    expect(path.dirname(first.reportFile)).toBe(path.join(place.workspace, 'exports'))
    const rows: Record<string, string>[] = parse(readFileSync(first.reportFile), { columns: true })
    const total = rows.pop()
    const sum = rows.reduce((usd, row) => usd + Math.round(Number(row['cost_usd']) * 1e9), 0)
    expect([total?.['model'], Math.round(Number(total?.['cost_usd']) * 1e9)]).toEqual(['total', sum])
    expect(sum).toBe(first.run.cost.nanoUsd)
  })
  it('shows quote, progress, result table and report to a person', async () => {
    const { code, stdout, stderr } = await run('run', 'batch.yaml', '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('=capitals: 2 prompts × 2 models × 2 samples = 8 probes')
    expect(stdout).toMatch(/^Probably \$\S+ and \d+ s/m)
    expect(stdout).toMatch(/^simulator\/swift +4 +4 +0 +0 +\d+ +\d+ +\$0\.\d+ +100 % +\d+ ms +\d+ ms +\d+ ms$/m)
    expect(stdout).toMatch(/^total +8 +8 +0 +0 /m)
    expect(stdout).toMatch(/^Cost \$0\.\d+: 8 computed\.$/m)
    expect(stdout).toMatch(/^Cost report: .*\.csv$/m)
    expect(stderr).toMatch(/^8\/8, \$0\.\d+/m)
  })
  it('is listed, shown and found in the ledger', async () => {
    const { items } = await json<{ items: RunSummary[] }>('runs', 'list', '--status', 'finished')
    expect(items.map(({ id }) => id)).toContain(first.run.id)
    expect((await run('runs', 'show', first.run.id)).stdout).toMatch(/^finished: 8 of 8 probes done, 8 calls sent$/m)
    const calls = await json<{ items: Call[] }>('calls', 'list', '--run', first.run.id, '--limit', '500')
    expect(calls.items.reduce((sum, call) => sum + (call.costNanoUsd ?? 0), 0)).toBe(first.run.cost.nanoUsd)
    expect((await run('calls', 'list', '--model', 'simulator/swift', '--limit', '1')).stdout).toMatch(
      /^simulator\/swift .* first +answered /m,
    )
  })
  it('shows its probes with their answers and the prices each was reckoned at', async () => {
    const { items, next } = await json<{ items: Transcript[]; next: string }>(
      ...['runs', 'probes', first.run.id, '--model', 'simulator/swift', '--answers', '--limit', '3'],
    )
    expect(items.map(({ promptIndex, sample, answer }) => [promptIndex, sample, answer === null])).toEqual([
      [0, 0, false],
      [0, 1, false],
      [1, 0, false],
    ])
    expect(items[0]).toMatchObject({ costSnapshot: { costInputPerMillion: expect.any(String) }, estimatedCost: { state: 'computed' } })
    const rest = await json<{ items: Probe[] }>('runs', 'probes', first.run.id, '--model', 'simulator/swift', '--after', next)
    expect(rest.items).toMatchObject([{ promptIndex: 1, sample: 1, costSnapshot: items[0]?.costSnapshot }])
    expect((await run('runs', 'probes', first.run.id, '--status', 'failed')).stdout).toBe('No probes.\n')
  })
  it('shows one probe whole: prompt, answer, usage, cost and calls', async () => {
    const cell = [first.run.id, '--model', 'simulator/swift', '--prompt', '1', '--sample', '1']
    const whole = await json<Transcript>('runs', 'transcript', ...cell)
    expect(whole).toMatchObject({
      messages: [{ role: 'user', content: 'Say two' }],
      variables: { word: 'two' },
      calls: [{ state: 'answered' }],
    })
    expect(whole.calls[0]).toMatchObject({
      costSnapshot: whole.costSnapshot,
      rawUsage: { prompt_tokens: whole.usage?.uncachedInputTokens },
    })
    const { stdout } = await run('runs', 'transcript', ...cell)
    expect(stdout).toContain(`user:\nSay two\n\nanswer:\n${whole.answer}\n`)
    expect(stdout).toMatch(/^cost \$0\.\d+ \(computed\)\nat \$\S+ in and \$\S+ out per million tokens: /m)
    expect(stdout).toMatch(/^call 1, .*\n {2}\d+ tokens in at \$\S+ per million = \$0\.\d+\n {2}\d+ tokens out .*\n {2}together \$0\.\d+$/m)
    expect((await run('runs', 'transcript', first.run.id)).code).toBe(2)
  })
  it('gives the batch it ran, as a file that is the same batch', async () => {
    const { code, stdout } = await run('runs', 'batch', first.run.id)
    expect([code, stdout]).toEqual([
      0,
      batch
        .replaceAll(/"(=capitals|Say \{\{word\}\})"/g, '$1')
        .replace(/^dataset.*$/m, 'dataset:\n  - { word: one }\n  - { word: two }')
        .replace('[simulator/swift, simulator/free]', '[ simulator/swift, simulator/free ]'),
    ])
    writeFileSync(path.join(place.workspace, 'again.yaml'), stdout)
    expect(await json<Quote>('quote', 'again.yaml')).toEqual(await json<Quote>('quote', 'batch.yaml'))
    expect(await json('runs', 'batch', first.run.id)).toMatchObject({ name: '=capitals', dataset: [{ word: 'one' }, { word: 'two' }] })
  })
  it('is quoted without being sent', async () => {
    const before = (await json<{ items: RunSummary[] }>('runs', 'list')).items.length
    expect(await json<Quote>('quote', 'batch.yaml', '--budget', '0.5')).toMatchObject({ probes: 8, budgetNanoUsd: 500_000_000 })
    expect((await json<{ items: RunSummary[] }>('runs', 'list')).items.length).toBe(before)
  })
})

describe('a run with failures', () => {
  it('ends with 1 and names them by code', async () => {
    await json('providers', 'add', 'dead', '--kind', 'openai-compatible', '--base-url', 'http://127.0.0.1:9/v1')
    await json('models', 'add', 'dead/one', '--input', '1', '--output', '1')
    await json('settings', 'set', 'maxAttempts', '1')
    writeFileSync(path.join(place.workspace, 'dead.yaml'), 'name: dead\nprompt: hello\nmodels: [dead/one, simulator/swift]\n')
    const { code, stdout } = await run('run', 'dead.yaml', '--yes')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^dead\/one +1 +0 +1 +0 +0 +0 +\$0\.00 /m)
    expect(stdout).toMatch(/^1 probe of dead\/one ended as NETWORK\.$/m)
  })
})

describe('report costs', () => {
  it('is a table for people, with coverage', async () => {
    const { stdout } = await run('report', 'costs', '--group-by', 'provider,model')
    expect(stdout).toMatch(/^provider +model +calls +failed +tokens in +tokens out +cost +exact$/m)
    expect(stdout).toMatch(/^Cost \$0\.\d+: 17 computed, 1 not billed\.$/m)
  })
  it('writes CSV that no spreadsheet takes for formulas', async () => {
    const file = path.join(place.workspace, 'deep', 'costs.csv')
    expect((await run('report', 'costs', '--group-by', 'run', '--out', file)).code).toBe(0)
    const [head, ...rows]: string[][] = parse(readFileSync(file))
    expect(head?.slice(0, 4)).toEqual(['run', 'calls', 'answered', 'failed'])
    expect(rows.flat().filter((cell) => /^[=+@-]/.test(cell))).toEqual([])
  })
  it('writes JSON Lines and JSON', async () => {
    const lines = (await run('report', 'costs', '--format', 'jsonl')).stdout.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).model)).toEqual(['simulator/swift', 'dead/one', 'simulator/free', 'total'])
    expect(JSON.parse((await run('report', 'costs', '--format', 'json', '--to', '2020-01-01')).stdout)).toMatchObject({
      rows: [],
      total: { calls: 0 },
    })
  })
  it('tells how calls fared, who is asked most and what failed, of the calls that are wanted', async () => {
    const performance = await run('report', 'performance', '--group-by', 'provider', '--model', 'simulator/swift', '--model', 'dead/one')
    expect(performance.stdout).toMatch(/^provider +calls +answered +mean +p50 +p95 +p99$/m)
    expect(performance.stdout).toMatch(/^dead +1 +0\.0 % +– +– +– +–$/m)
    expect(JSON.parse((await run('report', 'methods', '--json')).stdout).rows[0]).toMatchObject({ method: 'probe', successRate: 1 })
    expect((await run('report', 'failures', '--provider', 'dead')).stdout).toMatch(/^NETWORK +1 .*\n\n1 failure in all\.$/m)
    const file = path.join(place.workspace, 'deep', 'methods.jsonl')
    expect((await run('report', 'methods', '--out', file)).stdout).toBe(`3 rows: ${file}\n`)
    expect(JSON.parse(readFileSync(file, 'utf8').split('\n')[0] ?? '')).toMatchObject({ method: 'probe', success_ratio: 1 })
    const csv: string[][] = parse((await run('report', 'performance', '--group-by', 'provider', '--format', 'csv')).stdout)
    expect([csv[0]?.[0], csv.at(-1)?.[0]]).toEqual(['provider', 'total'])
    expect(parse((await run('report', 'failures', '--format', 'csv')).stdout)[1]?.slice(0, 1)).toEqual(['NETWORK'])
    const refused = await run('report', 'costs', '--time-zone', 'Europe/Berlun')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--time-zone: expected an IANA time zone')])
  })
  it('writes Parquet and the columns of FOCUS, into files alone what is no text', async () => {
    const file = path.join(place.workspace, 'deep', 'costs.parquet')
    const { stdout } = await run('report', 'costs', '--columns', 'focus', '--out', file)
    expect([stdout.endsWith(`: ${file}\n`), readFileSync(file).subarray(0, 4).toString()]).toEqual([true, 'PAR1'])
    expect(await run('report', 'costs', '--format', 'parquet')).toMatchObject({ code: 2, stderr: 'Parquet is no text: say --out FILE.\n' })
  })
})

describe('further reports', () => {
  it('are calls, kept bundles, other prices and a provider’s own file', async () => {
    const two = ['--model', 'simulator/swift', '--model', 'dead/one']
    const calls: Record<string, string>[] = parse((await run('report', 'calls', ...two)).stdout, { columns: true })
    expect(Object.keys(calls[0] ?? {}).slice(0, 3)).toEqual(['seq', 'ulid', 'ts'])
    expect([...new Set(calls.map((call) => call['service']))].sort()).toEqual(['dead/one', 'simulator/swift'])
    expect((await run('report', 'calls', ...two, '--answered', 'off')).stdout.trim().split('\r\n')).toHaveLength(2)
    const examples = (await run('report', 'dataset', '--answered', ...two)).stdout.trim().split('\n')
    expect(examples).toHaveLength(calls.length - 1)
    await run('report', 'bundle', 'all of it', '--group-by', 'model')
    expect(await run('report', 'bundle', 'calls', '--report', 'calls', '--group-by', 'model')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--group-by: only costs are in groups.'),
    })
    expect((await run('report', 'kept')).stdout).toMatch(/^all of it +costs /m)
    expect((await run('report', 'reprice', '--now')).stdout).toMatch(/^total +\d+ +\d+ +\$/m)
    const asFree = ['--model', 'simulator/free', '--of-model', 'simulator/swift']
    const repriced = await json<{ rows: { model: string }[] }>('report', 'reprice', ...asFree)
    expect(repriced.rows.map(({ model }) => model)).toEqual(['simulator/swift'])
    const file = path.join(place.workspace, 'bad.csv')
    writeFileSync(file, 'day,model,cost\n2026-11-21,one,much\n')
    const { code, stderr } = await run('report', 'reconcile', file, '--provider', 'simulator')
    expect([code, stderr]).toEqual([2, expect.stringContaining('expected an amount such as 1.50')])
    expect(readdirSync(path.join(place.workspace, 'exports')).filter((name) => !/^(capitals|dead)-/.test(name))).toEqual(['all-of-it.zip'])
  })
})

describe('upkeep', () => {
  it('backs the database up and says what is in it', async () => {
    const backup = await json<{ file: string; bytes: number; attempts: number }>('backup')
    expect([existsSync(backup.file), backup.attempts]).toEqual([true, 18])
    const chosen = path.join(place.workspace, 'mine.db')
    expect((await run('backup', '--out', chosen)).stdout).toMatch(/mine\.db: 18 calls, [\d,]+ KiB, checked\.$/m)
  })
  it('examines the workspace', async () => {
    const { items } = await json<{ items: HealthCheck[] }>('doctor')
    expect(items.filter(({ status }) => status === 'failed')).toEqual([])
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['assay', 'engine', 'database', 'provider simulator']))
  })
  it('leaves no socket, no announcement and no temporary file behind', () => {
    expect(readdirSync(place.workspace).filter((name) => /engine|\.new$|\.part$/.test(name))).toEqual([])
  })
})

describe('a part of a run', () => {
  it('is sent again in part by a run that names it, after a quote of that part', async () => {
    const { code, stdout, stderr } = await run('rerun', first.run.id, '--only', 'samples', '--samples', '3', '--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('=capitals: 4 probes of 2 prompts and 2 models')
    expect(stdout).toMatch(/^total +4 +4 +0 +0 /m)
    const [, again = ''] = /^Run (\S+), a rerun of /m.exec(stderr) ?? []
    expect((await run('runs', 'show', first.run.id)).stdout).toContain(`sent again in ${again}: further samples`)
    expect((await run('runs', 'show', again)).stdout).toContain(`a rerun of ${first.run.id} (=capitals): further samples`)
    const compared = await run('compare', first.run.id, again, '--show', 'all')
    expect(compared.stdout).toMatch(/^simulator\/\S+ +2 +– +– +– +0 +0 +– /m)
    expect(compared.stdout).toMatch(/ undecided$/m)
    const mistaken = await run('compare', first.run.id, again, '--model', 'simulator/swift=openai/none')
    expect([mistaken.code, mistaken.stderr]).toEqual([2, expect.stringContaining('is no model of run')])
    const nothing = await run('rerun', first.run.id, '--only', 'failed', '--yes')
    expect([nothing.code, nothing.stderr]).toEqual([3, expect.stringContaining('every probe of it was answered')])
    expect((await run('rerun', first.run.id)).stderr).toContain('A rerun needs --only')
  })
})
