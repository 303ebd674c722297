import { describe, expect, it } from 'vitest'
import { readBatch } from '../../src/main/engine/batches/read-batch.ts'
import { refusalOf, saidOfBatch } from './refusal.ts'

const valid = 'name: x\nprompt: hi\nmodels: [a/b]\n'
const withModels = (models: string) => valid.replace('a/b', models)
const withPrompt = (prompt: string) => valid.replace('hi', prompt)

const usd = 'expected US dollars as text in quotes, such as "1.50", with at most nine digits after the point'
const model = 'expected provider/model such as openai/gpt-5-mini, or defaults, or { ref, parameters }'
const cell = 'expected text, a number, true, false or null'

describe('a bad batch file', () => {
  it.each([
    ['is empty', '', '@1 the file is empty: expected a batch with a name, a prompt and models'],
    ['is a list', '- a', '@1:1 expected a batch: keys such as name, prompt and models, got a list of 1'],
    ['is malformed', `${valid}dataset: "c.csv`, '@4:16 this is no valid YAML: Missing closing "quote'],
    ['is indented by a tab', `${valid}parameters:\n\tseed: 1`, '@5:1 a tab indents this line: YAML wants spaces'],
    ['has a key twice', `${valid}name: y`, '@4:1 this key stands here a second time: keep one of them'],
    ['has a second document', `${valid}---\na: 1`, '@4:1 a second document begins here: a batch file holds one'],
    ['has a tag', `${valid}dataset: !!js/function x`, '@4:10 this is no valid YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
    [
      'has bare braces',
      withPrompt('{{city}}'),
      '@2:10 a key must be text: a value that begins with braces wants quotes around it, such as "{{country}}"',
    ],
    [
      'lacks a key',
      'name: x\nprompt: hi',
      'models @1:1 "models" is missing: expected a list of 1 to 500 models, such as [openai/gpt-5-mini, defaults]',
    ],
    ['has an empty name', valid.replace('x', '""'), 'name @1:7 expected a text of 1 to 200 characters, got an empty text'],
    [
      'has a number as name',
      valid.replace('x', '7'),
      'name @1:7 expected a text of 1 to 200 characters, got the number 7 (did you mean "7"?)',
    ],
    ['asks for no samples', `${valid}samples: 0`, 'samples @4:10 expected a whole number from 1 to 100000, got the number 0'],
    ['has a negative budget', `${valid}budgetUsd: -1`, `budgetUsd @4:12 a budget cannot be negative: ${usd}, got the number -1`],
    [
      'has a negative budget as text',
      `${valid}budgetUsd: "-$1"`,
      `budgetUsd @4:12 a budget cannot be negative: ${usd}, got the text "-$1"`,
    ],
    ['has a budget that is a number', `${valid}budgetUsd: 1.5`, `budgetUsd @4:12 ${usd}, got the number 1.5 (did you mean "1.5"?)`],
    ['has a budget with its sign', `${valid}budgetUsd: $2`, `budgetUsd @4:12 ${usd}, got the text "$2" (did you mean "2"?)`],
    ['names a model without its provider', withModels('gpt'), `models[0] @3:10 ${model}, got the text "gpt"`],
    ['nearly says defaults', withModels('default'), `models[0] @3:10 ${model}, got the text "default" (did you mean defaults?)`],
    ['has null as a model', withModels('null'), `models[0] @3:10 ${model}, got nothing (null)`],
    [
      'lists a model twice',
      withModels('a/b, c/d, { ref: a/b, parameters: {} }'),
      'models[2] @3:20 "a/b" is listed twice, first as number 1: a model runs once, raise samples to ask it more often',
    ],
    [
      'has a role that is none',
      'name: x\nmodels: [a/b]\nmessages: [{ role: usr, content: hi }]',
      'messages[0].role @3:20 expected system, user or assistant, got the text "usr" (did you mean user?)',
    ],
    [
      'has an effort that is none',
      `${valid}parameters: { reasoningEffort: hgh }`,
      'parameters.reasoningEffort @4:32 expected none, minimal, low, medium or high, got the text "hgh" (did you mean high?)',
    ],
    ['has a list in a row', `${valid}dataset: [{ a: [1] }]`, `dataset[0].a @4:16 ${cell}, got a list of 1`],
    ['has a map in a row behind an alias', `${valid}dataset: [&a { a: { b: 1 } }, *a]`, `dataset[0].a @4:19 ${cell}, got a map of keys`],
    ['has a row that is none', `${valid}dataset: [true]`, 'dataset[0] @4:11 expected a row, such as { country: France }, got true'],
    [
      'has both prompt and messages',
      `${valid}messages: [{ role: user, content: hi }]`,
      'messages @4:1 prompt and messages exclude each other: keep one of them',
    ],
    ['has neither', 'name: x\nmodels: [a/b]', '@1:1 a batch needs a prompt, or messages: neither is here'],
    [
      'has a variable and no dataset',
      withPrompt('hi {{name}}'),
      'prompt @2:9 {{name}} has nothing that fills it: add a dataset with a column or scenarios with a dimension "name", or write \\{{name}} to mean the braces themselves',
    ],
    ['has an empty dataset', `${valid}dataset: []`, 'dataset @4:10 the dataset is empty: expected at least one row'],
    [
      'has a row that lacks a variable',
      `${withPrompt('"{{city}}"')}dataset:\n  - city: Rome\n  - citi: Bonn`,
      'dataset[1] @6:5 no column fills {{city}} in row 2, which has "citi" (did you mean citi?)',
    ],
    [
      'has a row without columns',
      `${withPrompt('"{{city}}"')}dataset: [{}]`,
      'dataset[0] @4:11 no column fills {{city}} in row 1, which has no columns',
    ],
  ])('that %s is refused with the place and the fix', async (_, text, expected) => {
    expect((await saidOfBatch(text))[0]).toBe(expected)
  })

  it.each([
    ['promt', 'prompt'],
    ['model', 'models'],
    ['budget', 'budgetUsd'],
    ['max_parallel', 'maxParallel'],
    ['temperature', 'parameters: { temperature }'],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('that has the key %s hears which it may mean', async (key, meant) => {
    const { issues } = await refusalOf(() => readBatch({ text: `${valid}${key}: {}`, file: 'b.yaml' }))
    expect(issues).toMatchObject([
      { path: key, line: 4, column: 1, message: expect.stringContaining(' is no key here: expected name, prompt,') },
    ])
    expect(issues[0]?.suggestion).toBe(meant)
  })

  it.each(['max_tokens', 'maxTokens', 'maxOutputToken'])('that has the parameter %s hears which it may mean', async (key) => {
    const own = withModels(`{ ref: a/b, parameters: { ${key}: 1 } }`)
    for (const text of [`${valid}parameters: { ${key}: 1 }`, own])
      expect(await saidOfBatch(text)).toEqual([expect.stringMatching(/parameters\.\w+ @.*\(did you mean maxOutputTokens\?\)$/)])
  })

  it('is named in its refusal', async () => {
    expect(await refusalOf(() => readBatch({ text: '', file: '/probes/b.yaml' }))).toMatchObject({ source: '/probes/b.yaml' })
  })

  it('hears of all issues at once, up to twenty', async () => {
    expect(await saidOfBatch('name: 1\nprompt: 2\nmodels: 3')).toHaveLength(3)
    expect(await saidOfBatch(Array.from({ length: 30 }, (_, index) => `k${index}: 1`).join('\n'))).toHaveLength(20)
  })

  it.each(['[', '{ a: ', '- ', '? '])('that nests %j without end is refused before it is parsed', async (opening) => {
    expect(await saidOfBatch(opening.repeat(100_000))).toEqual(['@1 lists or maps are nested deeper than 32'])
  })

  it('is not one that has many keys on one line', async () => {
    const rows = JSON.stringify(Array.from({ length: 100 }, (_, index) => ({ city: `City ${index}`, country: `Country ${index}` })))
    expect((await readBatch({ text: `${valid}dataset: ${rows}`, file: 'b.yaml' })).dataset).toHaveLength(100)
  })

  it('whose aliases multiply is refused', async () => {
    const bomb = `a: &a [${'x,'.repeat(10)}]\nb: &b [${'*a,'.repeat(10)}]\nc: &c [${'*b,'.repeat(10)}]\nd: [${'*c,'.repeat(10)}]`
    expect(await saidOfBatch(bomb)).toEqual(['anchors (&name) are repeated by aliases (*name) too often: write the values out'])
  })

  it('above 1 MiB is refused, and hears where rows belong', async () => {
    expect(await saidOfBatch('#'.repeat(1_048_577))).toEqual([
      'a batch file may have at most 1 MiB (1048576 bytes) and this one has 1048577 bytes: put its rows into a csv or jsonl file and name that as dataset',
    ])
  })
})
