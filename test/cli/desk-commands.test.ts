import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Model, Provider } from '#contract/catalog'
import type { Pool } from '#contract/pools'
import type { PriceVersion, Rates } from '#contract/prices'
import type { Setting } from '#contract/settings'
import { temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const json = <T>(...args: string[]) => assayJsonHere<T>(args, place)
const run = (...args: string[]) => assayHere(args, place)

/** What an admin does, by command; the steps stand on each other. */
describe('the desk from the command line', () => {
  it('sets every field of a provider, and each timeout by itself', async () => {
    const added = await json<Provider>(
      ...['providers', 'add', 'lab', '--kind', 'openai-compatible', '--base-url', 'http://127.0.0.1:9/v1', '--name', 'The lab'],
      ...['--connect-timeout', '3', '--max-parallel', '4'],
    )
    expect(added).toMatchObject({ name: 'The lab', maxParallel: 4, timeouts: { connectMs: 3000, silenceMs: 120_000, totalMs: 600_000 } })
    const changed = await json<Provider>('providers', 'set', 'lab', '--silence-timeout', '30', '--if-revision', '1')
    expect(changed).toMatchObject({ revision: 2, timeouts: { connectMs: 3000, silenceMs: 30_000, totalMs: 600_000 } })
    const late = await run('providers', 'set', 'lab', '--silence-timeout', '60', '--if-revision', '1')
    expect([late.code, late.stderr]).toEqual([
      3,
      expect.stringMatching(/was changed by somebody else meanwhile.*\n {2}timeouts.*: you gave .*, it is .* now\nIts revision is 2 now/),
    ])
  })
  it('sets every field of a model, and what it can do one by one', async () => {
    const added = await json<Model>('models', 'add', 'lab/one', '--vision', 'on', '--max-output', '4096', '--sunset', '2030-01-31')
    expect(added).toMatchObject({ capabilities: { vision: true }, maxOutput: 4096, sunsetAtMs: Date.parse('2030-01-31T00:00Z') })
    const changed = await json<Model>('models', 'set', 'lab/one', '--tools', 'off', '--max-output', 'unknown', '--sunset', 'none')
    expect(changed).toMatchObject({ capabilities: { vision: true, tools: false }, maxOutput: null, sunsetAtMs: null, revision: 2 })
    const late = await run('models', 'set', 'lab/one', '--tools', 'on', '--if-revision', '1')
    expect([late.code, late.stderr]).toEqual([3, expect.stringContaining('was changed by somebody else meanwhile')])
    const wrong = await run('models', 'set', 'lab/one', '--max-output', '0')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('expected a whole number from 1 to 1000000000; got "0"')])
  })
  it('sets how a pool finds out by trying', async () => {
    const pool = await json<Pool>(
      'pools',
      'set',
      'lab',
      '--adaptive',
      'on',
      '--adaptive-min',
      '2',
      '--adaptive-max',
      '6',
      '--max-parallel',
      '8',
    )
    expect(pool.limits).toMatchObject({ adaptive: true, adaptiveMin: 2, adaptiveMax: 6, maxParallel: 8 })
  })
  it('splits a pool off with the models that move into it', async () => {
    const pool = await json<Pool>('pools', 'add', 'lab/own', '--max-parallel', '2', '--models', 'lab/one')
    expect(pool).toMatchObject({ name: 'own', models: ['lab/one'], limits: { maxParallel: 2 } })
  })
  it('says what names a model', async () => {
    await json('settings', 'set', 'judgeModel', 'simulator/steady')
    await json('models', 'fallback', 'set', 'simulator/swift', 'simulator/steady')
    writeFileSync(path.join(place.workspace, 'b.yaml'), 'name: first\nprompt: hello\nmodels: [simulator/steady]\n')
    const { code } = await run('run', 'b.yaml', '--yes')
    expect(code).toBe(0)
    const { stdout } = await run('models', 'usage', 'simulator/steady')
    expect(stdout).toMatch(
      /^simulator\/steady\n {2}runs +1 run, 0 not over\n {2}default +\S+.*\n {2}fallback of +simulator\/swift\n {2}set as +judgeModel\n/,
    )
    expect(stdout).toMatch(/^ {2}[0-9A-Z]{26} {2}\S+Z {2}finished {3}first$/m)
  })
  it('adds prices of every class and with tiers, from a day on, and lists those that are to come', async () => {
    const classes = [
      '--input',
      '1',
      '--output',
      '4',
      '--reasoning',
      'unknown',
      '--audio',
      '10',
      '--image',
      '0.04',
      '--request',
      '0.000000001',
    ]
    const added = await json<PriceVersion>('prices', 'add', 'lab/one', ...classes, '--from', '2090-01-01', '--note', 'announced')
    expect(added).toMatchObject({
      ...{ note: 'announced', effectiveFromMs: Date.parse('2090-01-01T00:00Z') },
      tiers: [{ rates: { input: 1_000_000, reasoning: null, audio: 10_000_000, image: 40_000_000, perRequest: 1, cacheRead: null } }],
    })
    const { rates } = added.tiers[0] ?? { rates: {} as Rates }
    const tiers = [{ when: { contextTokensOver: 200_000 }, rates: { ...rates, input: 2_000_000 } }, { rates }]
    writeFileSync(path.join(place.workspace, 'tiers.yaml'), `# Long prompts cost more.\n${JSON.stringify(tiers)}\n`)
    await json('prices', 'add', 'lab/one', '--tiers', 'tiers.yaml', '--from', '2089-01-01', '--source-url', 'https://lab.example/prices')
    const { stdout } = await run('prices', 'list', '--upcoming')
    expect(stdout).toMatch(
      /^lab\/one +2089-01-01T00:00:00Z +context over 200k +\$2\.00 .*\n +always +\$1\.00 .*\nlab\/one +2090-01-01T00:00:00Z +always/m,
    )
    writeFileSync(path.join(place.workspace, 'tiers.yaml'), '- when: {}\n  rates: [1,\n')
    const broken = await run('prices', 'add', 'lab/one', '--tiers', 'tiers.yaml')
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/tiers\.yaml: this is neither YAML nor JSON: /)])
  })
  it('says what each setting may be, field by field, and which model the app itself asks', async () => {
    expect((await run('settings', 'list')).stdout).toMatch(/^maxAttempts +5 +this +whole number, 1 to 20$/m)
    const wrong = await run('settings', 'set', 'maxAttempts', '50')
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^maxAttempts: whole number, 1 to 20\.\n.*maxAttempts: /)])
    expect((await run('settings', 'show', 'breaker')).stdout).toMatch(/^ {2}failureRatio +0\.5 \(allowed: number, 0 to 1\)$/m)
    expect(await json<Setting>('settings', 'show', 'judgeModel')).toMatchObject({ value: 'simulator/steady', revision: 1 })
    const refused = await run('models', 'deprecate', 'simulator/steady')
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('judgeModel is set to simulator/steady. Say what it is instead'),
    ])
    const instead = ['--successor', 'simulator/free', '--fallback-instead', 'none', '--setting', 'judgeModel=simulator/swift']
    const done = await run('models', 'deprecate', 'simulator/steady', ...instead, '--reason', 'its provider ends it')
    expect([done.code, done.stdout]).toEqual([
      0,
      'simulator/steady is deprecated.\nsimulator/free is the default of simulator now.\n' +
        'simulator/swift has no fallback now.\njudgeModel is simulator/swift now.\n',
    ])
    await json('providers', 'set', 'simulator', '--enabled', 'off')
    await json('models', 'default', 'lab/one')
    expect((await run('settings', 'infra')).stdout).toMatch(
      /^judge +lab\/one +the first default that can be asked +the provider of simulator\/swift is disabled$/m,
    )
    expect((await run('models', 'default', '--none', 'lab')).stdout).toBe('lab has no default.\n')
  })
})
