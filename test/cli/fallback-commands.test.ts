import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Model } from '#contract/catalog'
import type { HealthCheck } from '#contract/health'
import type { ModelResult } from '#contract/results'
import type { RunSummary } from '#contract/runs'
import { RunningAssay, temporaryWorkspace } from './assay.ts'
import { assayHere as assay, assayJsonHere as assayJson } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const json = <T>(...args: string[]) => assayJson<T>(args, place)
const run = (...args: string[]) => assay(args, place)

const [swift, steady, free] = ['simulator/swift', 'simulator/steady', 'simulator/free']

beforeAll(() =>
  writeFileSync(
    path.join(place.workspace, 'batch.yaml'),
    `name: b\nprompt: hello\nmodels: [${swift}]\nparameters: { maxOutputTokens: 20 }\n`,
  ),
)

/** Edits the database as no command does. */
function edit(sql: string): void {
  const db = new BetterSqlite(path.join(place.workspace, 'assay.db'))
  db.pragma('foreign_keys = off')
  db.exec(sql)
  db.close()
}

const log = () => {
  const folder = path.join(place.workspace, 'logs')
  return readdirSync(folder)
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('')
}

describe('a run of which some probes fell back', () => {
  it('says so in its result table, and is shown without them, or only them', async () => {
    const own = temporaryWorkspace()
    writeFileSync(path.join(own.workspace, 'faults.json'), JSON.stringify({ faults: [{ fault: 'server-error', first: 2 }] }))
    writeFileSync(
      path.join(own.workspace, 'batch.yaml'),
      'name: b\nprompt: hello\nmodels: [lab/swift]\nsamples: 3\nallowFallback: true\nparameters: { maxOutputTokens: 20 }\n',
    )
    const simulator = new RunningAssay(['simulator', '--profile', 'faults.json', '--json'], own)
    try {
      const { baseUrl }: { baseUrl: string } = JSON.parse((await simulator.says(/\{.*\}/))[0])
      await assayJson(['providers', 'add', 'lab', '--kind', 'openai-compatible', '--base-url', baseUrl], own)
      await assayJson(['models', 'add', 'lab/swift', '--input', '1', '--output', '2'], own)
      await assayJson(['models', 'fallback', 'set', 'lab/swift', steady], own)
      await assayJson(['settings', 'set', 'maxAttempts', '1'], own)
      const { code, stdout } = await assay(['run', 'batch.yaml', '--yes'], own)
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^model +probes +ok +failed +retries +fell back /m)])
      expect(stdout).toMatch(/^2 probes of lab\/swift fell back to another model\.\nWithout them: assay runs show \S+ --fallback exclude$/m)
      const run = stdout.match(/assay runs show (\S+)/)?.[1] ?? ''
      expect((await assay(['runs', 'show', run, '--fallback', 'exclude'], own)).stdout).toMatch(
        /b: 1 probe of 1 that did not fall back succeeded/,
      )
      const only = await assayJson<{ results: { items: ModelResult[] } }>(['runs', 'show', run, '--fallback', 'only'], own)
      expect(only.results.items).toMatchObject([{ model: 'lab/swift', probes: 2, succeeded: 2, usedFallback: 2 }])
    } finally {
      simulator.child.kill('SIGKILL')
      await simulator.ended
      own.remove()
    }
  })
})

/** The steps stand on each other. */
describe('fallbacks from the command line', () => {
  it('are set, shown and cleared', async () => {
    const set = await run('models', 'fallback', 'set', swift, steady)
    expect([set.code, set.stdout]).toEqual([0, `${swift} falls back to ${steady}, in runs that allow it.\n`])
    expect((await run('models', 'list', '--provider', 'simulator')).stdout).toMatch(/^simulator\/swift .* default +simulator\/steady$/m)
    expect((await run('models', 'show', swift)).stdout).toMatch(/^ {2}fallback +simulator\/steady$/m)
    expect(await json<Model>('models', 'fallback', 'clear', swift)).toMatchObject({ ref: swift, fallback: null })
    expect((await run('models', 'list', '--provider', 'simulator')).stdout).not.toContain('fallback')
  })

  it('are refused with 3 and change nothing where they are not valid', async () => {
    await json('models', 'fallback', 'set', swift, steady)
    const circle = await run('models', 'fallback', 'set', steady, swift)
    expect([circle.code, circle.stderr.split('\n')[0]]).toEqual([
      3,
      `The fallback ${steady} -> ${swift} would not be valid: they go round in a circle: ${steady} -> ${swift} -> ${steady}. Nothing was changed.`,
    ])
    const unknown = await run('models', 'fallback', 'set', swift, 'simulator/stedy')
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/^There is no model "simulator\/stedy"\. Did you mean simulator\/steady/),
    ])
  })

  it('are changed in the step that deprecates their target, which is refused without', async () => {
    const refused = await run('models', 'deprecate', steady, '--successor', 'none', '--json')
    expect([refused.code, JSON.parse(refused.stdout).error]).toMatchObject([
      3,
      { code: 'FALLBACK_INVALID', model: swift, fallback: steady, isStored: false },
    ])
    expect(refused.stderr).toMatch(
      /^1 model falls back to simulator\/steady: simulator\/swift\. Say what they fall back to instead: --fallback-instead REF, or none\.$/m,
    )
    const done = await run('models', 'deprecate', steady, '--successor', free, '--fallback-instead', free)
    expect([done.code, done.stdout]).toEqual([
      0,
      `${steady} is deprecated.\n${free} is the default of simulator now.\n${swift} falls back to ${free} now.\n`,
    ])
    expect((await run('models', 'deprecate', free, '--successor', 'none', '--fallback-instead', 'none')).stdout).toBe(
      `${free} is deprecated.\nsimulator has no default now.\n${swift} has no fallback now.\n`,
    )
    for (const ref of [steady, free]) await json('models', 'reactivate', ref)
    await json('models', 'default', steady)
  })

  it('that an edited database holds and that are not valid keep everything from running, until they are cleared', async () => {
    const first = await json<{ run: RunSummary }>('run', 'batch.yaml', '--yes')
    edit(`update run set status = 'paused', pause_reason = 'person'; update model set fallback_model_id = 9999 where wire_id = 'swift'`)
    const sent = (await json<{ items: unknown[] }>('calls', 'list')).items.length
    const attempts = [
      ['quote', 'batch.yaml'],
      ['run', 'batch.yaml'],
      ['run', 'batch.yaml', '--yes'],
      ['resume', first.run.id],
      ['providers', 'verify', 'simulator'],
    ]
    for (const args of attempts) {
      const { code, stdout, stderr } = await run(...args)
      expect([code, stdout, stderr]).toEqual([
        3,
        '',
        expect.stringContaining(`The fallback ${swift} -> #9999 is not valid: there is no such model.`),
      ])
      expect(stderr).toContain(`assay models fallback clear ${swift}`)
      expect(stderr).toMatch(/Active models: .*simulator\/steady/)
    }
    expect((await json<{ items: unknown[] }>('calls', 'list')).items).toHaveLength(sent)
    expect(log()).toMatch(/"the fallback mapping is not valid: nothing runs until it is mended"/)
    const doctor = await run('doctor', '--json')
    const checks: { items: HealthCheck[] } = JSON.parse(doctor.stdout)
    expect([doctor.code, checks.items.find(({ name }) => name === 'fallbacks')?.status]).toEqual([1, 'failed'])
    expect((await run('models', 'fallback', 'clear', swift)).code).toBe(0)
    expect((await run('run', 'batch.yaml', '--yes')).code).toBe(0)
    expect((await run('doctor')).stdout).toMatch(/^ok +fallbacks +none$/m)
  })
})
