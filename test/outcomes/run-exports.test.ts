import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '#contract/batch'
import { Check } from '#contract/check'
import type { RunId } from '#contract/ids'
import { RunExport } from '#contract/outcomes'
import type { ReportProgress } from '#contract/reports'
import { type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { oddOutcome, openReportsEngine, rowsIn, untilFinished } from '../reports/reports-engine.ts'

const scratch = scratchFolder()
const evil = '</script><script>alert(1)</script>\u2028{{n}}'
let under: ShippedEngine
let run: RunId

/** Two models, three samples, some without an answer, checks of which some fail and one cannot be decided. */
beforeAll(async () => {
  under = await openReportsEngine({ workspace: scratch.folder, rule: oddOutcome })
  const checks = [
    { type: 'contains', value: 'line', name: 'has <lines>' },
    { type: 'max-cost', usd: '1' },
  ]
  const dataset = Array.from({ length: 12 }, (_, n) => ({ n, note: n === 0 ? evil : 'plain' }))
  const batch = Batch.parse({
    ...{ name: 'Capitals & co', prompt: 'Say {{n}}. {{note}}', dataset, models: ['alpha/cheap', 'beta/unpriced'], samples: 3 },
    ...{ parameters: { maxOutputTokens: 500 }, checks },
  })
  run = (await under.client.runs.start({ batch })).id
  await untilFinished(under, run)
  await untilChecked()
})
afterAll(async () => {
  await under.stop()
  scratch.remove()
})

async function untilChecked(): Promise<void> {
  while ((await under.client.runs.get({ run })).checks?.pending !== 0) await new Promise((resolve) => setImmediate(resolve))
}

async function written(given: object): Promise<{ readonly path: string; readonly rows: number }> {
  let last: ReportProgress | undefined
  for await (const progress of await under.client.outcomes.export({ run, export: RunExport.parse(given) })) last = progress
  if (last?.done == null) throw new Error('an export ended without a file')
  return { path: last.done.path, rows: last.rows }
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

describe('the probes of a run', () => {
  it.each(['csv', 'jsonl', 'parquet'] as const)('stand as %s, each with its answer and what was made of it', async (format) => {
    const done = await written({ what: 'probes', format })
    const rows = await rowsIn(done.path)
    const [truth] = under.rows<{ probes: number; spent: number }>(
      'select count(*) as probes, sum(coalesce(spent_nanousd, cost_nanousd, 0)) as spent from probe',
    )
    expect(rows).toHaveLength(72)
    expect([done.rows, truth?.probes]).toEqual([72, 72])
    expect(rows.reduce((sum, row) => sum + Number(row['spent_nanousd']), 0)).toBe(truth?.spent)
    expect(rows.slice(0, 4).map((row) => `${row['prompt_index']} ${row['model']} ${row['sample']}`)).toEqual([
      ...['0 alpha/cheap 0', '0 alpha/cheap 1', '0 alpha/cheap 2', '0 beta/unpriced 0'],
    ])
    expect(new Set(rows.map((row) => row['verdict'] || null))).toEqual(new Set(['pass', 'fail', 'error', null]))
  })

  it('are those of a filter, where one is given', async () => {
    const { path: file } = await written({ what: 'probes', format: 'jsonl', filter: { verdicts: ['fail'] } })
    const rows = await rowsIn(file)
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['fail']))
  })

  it('as JSON Lines give every figure of the results again, by the lines in the documentation', async () => {
    const page = readFileSync(new URL('../../docs/export-run.md', import.meta.url), 'utf8')
    const script = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    expect(script.trimEnd().split('\n').length).toBeLessThanOrEqual(30)
    const { path: file } = await written({ what: 'probes', format: 'jsonl' })
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { input: readFileSync(file) })
    const again = String(said)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const { models, failures } = await under.client.outcomes.overview({ run })
    expect(again).toHaveLength(2)
    for (const [at, model] of models.entries()) {
      const { failures: failed, passRate, ...figures } = again[at]
      const { passRate: rate, ...others } = model
      expect(figures).toEqual(others)
      expect([passRate?.rate, passRate?.low, passRate?.high].map(rounded)).toEqual([rate?.rate, rate?.low, rate?.high].map(rounded))
      const byLabel = failures.map(({ label, byModel }) => [label, byModel.find((each) => each.model === model.model)?.probes])
      expect(failed).toEqual(Object.fromEntries(byLabel.filter(([, probes]) => probes !== 0)))
    }
  })
})

function rounded(value: number | undefined): string | undefined {
  return value?.toFixed(12)
}

describe('the calls of a run', () => {
  it('are all there, tries again and all', async () => {
    const { path: file } = await written({ what: 'attempts', format: 'jsonl' })
    const [truth] = under.rows<{ calls: number }>('select count(*) as calls from attempt')
    expect(await rowsIn(file)).toHaveLength(truth?.calls ?? -1)
  })
})

describe('the page of a run', () => {
  it('needs nothing else, and takes nothing of an answer or a prompt for its own', async () => {
    const { path: file } = await written({ what: 'page' })
    const text = readFileSync(file, 'utf8')
    expect(path.extname(file)).toBe('.html')
    expect(text).toContain('<h1>Capitals &amp; co</h1>')
    expect(text).not.toMatch(/(?:src|href)=/)
    expect(text.match(/<script\b/g)).toHaveLength(2)
    const embedded = /<script type="application\/json" id="probes">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? ''
    expect(JSON.parse(embedded)).toHaveLength(72)
    expect(JSON.parse(embedded)[0][1]).toContain(evil)
    const { models } = await under.client.outcomes.overview({ run })
    expect(text).toContain(`<td class="n">${models[0]?.passed}</td>`)
    expect(text).toContain('unknown')
  })
})

describe('a run for other tools', () => {
  it('is a log a model in the shape of Inspect', async () => {
    const logs = json((await written({ what: 'inspect' })).path)
    const { models } = await under.client.outcomes.overview({ run })
    expect(logs.map((log: { eval: { model: string } }) => log.eval.model)).toEqual(['alpha/cheap', 'beta/unpriced'])
    for (const [at, log] of logs.entries()) {
      const values = log.samples.map(({ scores }: { scores: { checks?: { value: string } } }) => scores.checks?.value)
      expect(log.samples).toHaveLength(36)
      expect(values.filter((value: string) => value === 'C')).toHaveLength(models[at]?.passed ?? -1)
      expect(values.filter((value: string) => value === 'I')).toHaveLength(models[at]?.failed ?? -1)
      expect(log.results.scores[0].metrics.accuracy.value).toBe(models[at]?.passRate?.rate)
    }
  })

  it('is results in the shape of promptfoo', async () => {
    const { results } = json((await written({ what: 'promptfoo' })).path)
    const { counts, models } = await under.client.outcomes.overview({ run })
    const missing = models.reduce((sum, model) => sum + model.missing, 0)
    expect(results.version).toBe(3)
    expect(results.results).toHaveLength(72)
    expect(results.stats).toEqual({ successes: counts.passed, failures: counts.failed, errors: counts.errors + missing })
    expect(results.results[0]).toMatchObject({ vars: { n: 0 }, provider: { id: 'alpha/cheap' } })
  })
})

describe('a package', () => {
  it('holds batch, rows, catalog and results, and gives the batch back', async () => {
    const { path: file } = await written({ what: 'package' })
    const bytes = readFileSync(file)
    const files = unzipSync(bytes)
    const textOf = (name: string) => Buffer.from(files[name] ?? []).toString()
    expect(Object.keys(files)).toEqual(['assay-run.json', 'rows.jsonl', 'catalog.json', 'results.jsonl'])
    expect(textOf('rows.jsonl').trimEnd().split('\n')).toHaveLength(12)
    expect(Object.keys(JSON.parse(textOf('catalog.json')).providers)).toEqual(['alpha', 'beta'])
    expect(Object.keys(JSON.parse(textOf('catalog.json')).providers.alpha.models)).toEqual(['cheap'])

    const imported = await under.client.batches.import({ file: path.basename(file), base64: bytes.toString('base64') })
    expect(imported.batch).toEqual(await under.client.runs.batch({ run, rows: true }))
    expect(imported.origin).toMatchObject({ name: 'Capitals & co', probes: 72 })
  })
})

describe('what a run at rest came to', () => {
  it('is kept when it was asked for, and forgotten with the next word of its checks', async () => {
    const kept = () => under.rows<{ sums: string }>('select sums from run_outcome').map(({ sums }) => JSON.parse(sums).models)
    const { models } = await under.client.outcomes.overview({ run })
    while (kept().length === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(kept()).toEqual([models])
    expect((await under.client.outcomes.overview({ run })).models).toEqual(models)
    for await (const _ of await under.client.checks.apply({ run, checks: [{ type: 'is-json' }].map((check) => Check.parse(check)) }));
    expect(kept()).toEqual([])
    const { models: anew } = await under.client.outcomes.overview({ run })
    while (kept().length === 0) await new Promise((resolve) => setImmediate(resolve))
    expect([anew[0]?.passed, kept()]).toEqual([0, [anew]])
  })
})
