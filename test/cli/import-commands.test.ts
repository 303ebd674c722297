import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Model } from '#contract/catalog'
import type { ImportPreview } from '#contract/imports'
import { assay, assayJson, temporaryWorkspace } from './assay.ts'

// Each step starts a process: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

const json = <T>(...args: string[]) => assayJson<T>(args, place)
const run = (...args: string[]) => assay(args, place)
const file = path.join(place.workspace, 'prices.json')
const config = path.join(place.workspace, 'assay.yaml')

/** Each command through the real launcher, in the order in which a person would use them; the steps stand on each other. */
describe('imports from the command line', () => {
  it('show what would change, ask, and take it when it is agreed to', async () => {
    const chat = { litellm_provider: 'openai', mode: 'chat', output_cost_per_token: 1e-5 }
    const free = { ...chat, input_cost_per_token: 0, output_cost_per_token: 0 }
    writeFileSync(
      file,
      JSON.stringify({
        'gpt-5': { ...chat, input_cost_per_token: 2.5e-6 },
        'gpt-free': free,
        'groq/x': { litellm_provider: 'groq', mode: 'chat' },
      }),
    )
    expect(await json<ImportPreview>('import', 'prices', file, '--dry-run')).toMatchObject({
      format: 'litellm',
      counts: { changed: 1, quarantined: 1, skipped: 1 },
    })
    const unasked = await run('import', 'prices', file)
    expect([unasked.code, unasked.stdout]).toEqual([3, expect.stringMatching(/^openai\/gpt-5 +input +\$1\.25 +\$2\.50 +\+100 % +yes$/m)])
    expect(unasked.stderr).toContain('--yes')
    const taken = await run('import', 'prices', file, '--yes', '--pick', 'openai/gpt-free', '--reason', 'a new list')
    expect([taken.code, taken.stdout]).toEqual([
      0,
      expect.stringMatching(/Imported 2 models, 2 prices\. To take it back: assay audit undo [0-9A-Z]{26}$/m),
    ])
    expect(await json<Model>('models', 'show', 'openai/gpt-free')).toMatchObject({ ref: 'openai/gpt-free' })
  })

  it('refuse a file that is too large without reading it, and one that is none', async () => {
    const large = path.join(place.workspace, 'large.json')
    writeFileSync(large, '')
    truncateSync(large, 2 ** 31)
    const refused = await run('import', 'prices', large, '--yes')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('at most 32 MiB, and this file has 2,147,483,648 bytes')])
    writeFileSync(large, '{"a": NaN}')
    const broken = await run('import', 'prices', large, '--yes')
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/large\.json:1:7 this is no valid JSON: expected a value/)])
  })

  it('write the configuration, and take it over where nothing of it changes', async () => {
    expect(await json<{ file: string }>('export', 'config', '--out', config, '--format', 'yaml')).toEqual({ file: config })
    expect(readFileSync(config, 'utf8')).toMatch(/^assay: 1\nproviders:\n {2}anthropic:\n/)
    const taken = await run('import', 'config', config, '--yes')
    expect([taken.code, taken.stdout]).toEqual([0, expect.stringMatching(/Nothing changed\.\n$/)])
  })

  it('make a batch of a suite and of what it names, write it with its many rows beside it, and refuse what is flawed', async () => {
    const suite = path.join(place.workspace, 'pf.yaml')
    const out = path.join(place.workspace, 'out')
    const tests = Array.from({ length: 30 }, (_, index) => `word ${index},icontains:word`)
    writeFileSync(path.join(place.workspace, 'tests.csv'), ['q,__expected', ...tests].join('\n'))
    writeFileSync(
      suite,
      'prompts: ["Say {{q}}", "{{q}}!"]\nproviders: [simulator:swift, openai:gpt-0]\ntests: file://tests.csv\ntags: {a: b}\n',
    )
    const made = await run('import', 'batch', suite, '--name', 'Two words', '--out', out)
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining('Two words: 60 prompts, 1 check; models simulator/swift')])
    expect(made.stdout).toMatch(/not carried +line 4, tags: it has no place here/)
    expect(made.stdout).toContain('Not in the catalog: openai:gpt-0')
    expect(readFileSync(path.join(out, 'two-words.rows.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(60)
    expect(readFileSync(path.join(out, 'two-words.yaml'), 'utf8')).toContain('dataset: two-words.rows.jsonl\n')
    expect(await json<{ prompts: number }>('quote', path.join(out, 'two-words.yaml'))).toMatchObject({ prompts: 60 })
    writeFileSync(suite, 'prompts: [x]\ntests:\n  - assert: [{type: contians, value: x}]\n')
    const refused = await run('import', 'batch', suite, '--out', out)
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/pf\.yaml:3\S* tests\[0\]\.assert\[0\]\.type: expected a type of assertion, got "contians"/),
    ])
  })
})
