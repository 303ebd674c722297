import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { assay, temporaryWorkspace } from './assay.ts'
import { assayHere } from './assay-here.ts'

// Some steps start a process: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const run = (...args: string[]) => assayHere(args, place)
/** One for each code: what a command answers with is what its process ends with. */
const runApart = (...args: string[]) => assay(args, place)

function batchFile(name: string, text: string): string {
  writeFileSync(path.join(place.workspace, name), text)
  return name
}
const good = 'name: x\nprompt: hello\nmodels: [simulator/swift]\n'

describe('bad input ends with 2 and says how to mend it', () => {
  it.each([
    [['rum'], 'There is no "assay rum". Did you mean assay run?'],
    [['runs'], 'assay runs needs a command: list, show, batch, probes, transcript, waits, retry, skip, fallback, pause, cancel.'],
    [['run'], 'assay run needs FILE: A batch file, YAML or JSON. assay schema batch describes it.'],
    [['run', 'x.yaml', '--bugdet', '1'], 'assay run knows no --bugdet. Did you mean --budget?'],
    [['run', 'missing.yaml'], '/missing.yaml: there is no such file.'],
    [['run', 'x.yaml', '--budget', '-1'], '--budget: expected US dollars as text, such as "1.50"'],
    [['runs', 'show', 'x'], 'RUN: expected a ULID; got "x".'],
    [['settings', 'set', 'maxAttempt', '3'], 'There is no setting "maxAttempt". Did you mean maxAttempts?'],
    [
      ['providers', 'add', 'x', '--kind', 'openai', '--base-url', 'https://x.example', '--key-env', 'sk-123'],
      'The key itself is never typed here.',
    ],
    [['models', 'set', 'openai/gpt-5-mini'], 'Nothing to change: give a field, such as --pool batch.'],
    [['providers', 'set', 'openai'], 'Nothing to change: give a field, such as --enabled off.'],
    [
      ['prices', 'add', 'openai/gpt-5-mini', '--tiers', 'tiers.json', '--input', '1', '--cache-read', '0.1'],
      '--tiers holds every price: leave out --input, --cache-read, or --tiers.',
    ],
    [['report', 'costs', '--format', 'xlsx'], '--format is one of csv, json, jsonl, parquet; got "xlsx".'],
  ])('assay %j', async (args, sentence) => {
    const { code, stdout, stderr } = await run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(sentence)
  })
  it('names file, line and column of what is wrong with a batch', async () => {
    const file = batchFile('odd.yaml', 'name: x\nprompt: hello\nmodels: [simulator/swift]\nsampels: 2\n')
    const { code, stderr } = await runApart('run', file, '--yes')
    expect(code).toBe(2)
    expect(stderr).toMatch(/odd\.yaml:4:1 .*sampels.*samples/)
  })
  it('names a model that does not exist and one that does', async () => {
    const { code, stderr } = await run('run', batchFile('model.yaml', good.replace('swift', 'swfit')), '--yes')
    expect([code, stderr]).toEqual([2, expect.stringContaining('There is no model "simulator/swfit". Did you mean simulator/swift')])
  })
  it('answers with the failure as a document where JSON is asked for', async () => {
    const { code, stdout } = await run('models', 'deprecate', 'simulator/nope', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([2, { error: expect.objectContaining({ code: 'NOT_FOUND', what: 'model' }) }])
  })
})

describe('a place where no file can be', () => {
  it.each(['plain.txt/costs.csv', 'plain.txt/deeper/costs.csv'])('is refused with 2: %s', async (out) => {
    batchFile('plain.txt', '')
    const { code, stdout, stderr } = await run('report', 'costs', '--out', out)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(`${out}: a part of this path is a file, not a folder.`)])
  })
})

describe('what needs a decision ends with 3', () => {
  it('asks for --yes where nobody can be asked', async () => {
    const { code, stdout, stderr } = await runApart('run', batchFile('good.yaml', good))
    expect([code, stderr]).toEqual([3, 'Nobody can be asked here whether to start. Say --yes to start without asking.\n'])
    expect(stdout).toContain('1 prompt × 1 model × 1 sample = 1 probe')
  })
  it('refuses a quote above the budget, with both amounts', async () => {
    const { code, stderr } = await run(
      'run',
      batchFile('dear.yaml', `${good}samples: 50\nparameters: { maxOutputTokens: 1000 }\n`),
      '--yes',
      '--budget',
      '0.000001',
    )
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^The run may cost \$\S+, its budget is \$0\.000001\./)])
  })
  it('refuses a model without a key, and says where the key is looked for', async () => {
    const { code, stderr } = await run('run', batchFile('key.yaml', good.replace('simulator/swift', 'openai/gpt-5-mini')), '--yes')
    expect([code, stderr]).toEqual([3, expect.stringContaining('openai/gpt-5-mini cannot be used: there is no key for openai.')])
  })
})

describe('what is asked of assay itself ends with 0', () => {
  it('prints the version, and nothing alarming', async () => {
    expect(await runApart('--version')).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' })
  })
  it('prints help with examples', async () => {
    const { code, stdout, stderr } = await run('runs', 'cancel', '--help')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`Cancel a run

Usage: assay runs cancel RUN [options]

What was not sent is cancelled for good; what was answered stays.

Arguments:
  RUN  The run, as assay runs list names it.

Options:
  --now            Cut off what is in flight instead of receiving it.
  --workspace DIR  The workspace: a folder. Also ASSAY_WORKSPACE.
  --json           One JSON document on standard output.
  --help           Show this help.

Examples:
  assay runs cancel 01JD3R0W8Q5TN2N4Z1V9K7XH6C
`)
  })
  it('lists every command without one', async () => {
    const { code, stdout } = await run()
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^ {2}pools +Limits \(list, add, set, move, merge, watch, retry\)$/m)])
  })
})

describe('a workspace that takes no files', () => {
  it('is refused with 2 when a file stands in its place', async () => {
    const file = batchFile('file', '')
    const { code, stderr } = await run('models', 'list', '--workspace', file)
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${path.join(place.workspace, file)} cannot be written to.`)])
  })
})
