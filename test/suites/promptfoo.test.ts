import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { noted, ownOf, read, refusal, rowsOf } from './read.ts'

const fixture = readFileSync(path.join(import.meta.dirname, 'promptfoo.yaml'), 'utf8')

describe('a configuration of promptfoo', () => {
  it('with one prompt keeps it as a template, and each test is a row with its own checks', async () => {
    const suite = await read(
      'pf.yaml',
      `
description: Greetings
prompts: ['Say {{ body }} in {{language}}']
providers: [openai:gpt-4o, 'anthropic:messages:claude-x', {id: 'openai:responses:gpt-5', config: {temperature: 0.2, max_tokens: 50}}]
defaultTest: {assert: [{type: is-json}]}
tests:
  - vars: {language: [French, Pirate], body: Hello}
    assert: [{type: icontains, value: bonjour}, {type: not-contains, value: '{{body}}', weight: 2, metric: no echo}]
    threshold: 0.5
  - vars: {language: German, body: Hi}
`,
    )
    expect([suite.format, suite.batch.name, suite.batch.prompt]).toEqual(['promptfoo', 'Greetings', 'Say {{body}} in {{language}}'])
    expect(suite.batch.checks).toMatchObject([{ type: 'is-json' }])
    expect(rowsOf(suite).map(({ language, body }) => [language, body])).toEqual([
      ['French', 'Hello'],
      ['Pirate', 'Hello'],
      ['German', 'Hi'],
    ])
    expect(ownOf(rowsOf(suite)[1]).checks).toEqual({
      passWhen: 0.5,
      checks: [
        { type: 'icontains', value: 'bonjour' },
        { type: 'contains', value: '{{body}}', name: 'no echo', negate: true, weight: 2 },
      ],
    })
    expect(suite.models).toEqual([
      { name: 'openai:gpt-4o', refs: ['openai/gpt-4o', 'openrouter/gpt-4o'], parameters: {} },
      { name: 'anthropic:messages:claude-x', refs: ['anthropic/claude-x', 'openrouter/claude-x'], parameters: {} },
      { name: 'openai:responses:gpt-5', refs: ['openai/gpt-5', 'openrouter/gpt-5'], parameters: { temperature: 0.2, maxOutputTokens: 50 } },
    ])
    expect(suite.notCarried).toEqual([])
  })

  it('with several prompts sends each with each test, and says which is which', async () => {
    const suite = await read(
      'pf.yaml',
      `
prompts:
  - label: short
    raw: '{{q}}?'
  - |
    [{"role": "system", "content": "Be kind to {{q}}."}, {"role": "user", "content": "{{q}} {{style.tone}}"}]
tests: [{vars: {q: Why, style: {tone: calm}}}]
`,
    )
    expect(rowsOf(suite).map((row) => [row['prompt_name'], ownOf(row).messages])).toEqual([
      ['short', [{ role: 'user', content: 'Why?' }]],
      [
        'prompt 2',
        [
          { role: 'system', content: 'Be kind to Why.' },
          { role: 'user', content: 'Why calm' },
        ],
      ],
    ])
    expect(noted(suite.notCarried)).toEqual(['changed 7 tests[0].vars.style'])
  })

  it('has every kind of assertion that we have, in our words', async () => {
    const suite = await read(
      'pf.yaml',
      `
prompts: [hello]
tests:
  - assert:
      - {type: equals, value: a}
      - {type: contains-any, value: 'a, b'}
      - {type: not-icontains-all, value: [a, 7]}
      - {type: starts-with, value: a}
      - {type: regex, value: 'a\\d+'}
      - {type: is-json, value: {type: object}}
      - {type: cost, threshold: 0.0015}
      - {type: latency, threshold: 200}
      - {type: llm-rubric, value: kind, threshold: 0.8}
      - type: assert-set
        threshold: 0.5
        assert: [{type: contains, value: x}, {type: contains-any, value: ['a.', b]}]
`,
    )
    expect(suite.batch.dataset).toBeUndefined()
    expect(suite.batch.checks).toMatchObject([
      { type: 'equals', value: 'a', trim: false },
      { type: 'any', checks: [{ type: 'contains', value: 'a' }, { value: 'b' }] },
      { type: 'all', negate: true, checks: [{ type: 'icontains', value: 'a' }, { value: '7' }] },
      { type: 'starts-with', value: 'a', trim: false },
      { type: 'regex', pattern: 'a\\d+', flags: '' },
      { type: 'json-schema', schema: { type: 'object' } },
      { type: 'max-cost', usd: '0.0015' },
      { type: 'max-latency', ms: 200 },
      { type: 'rubric', rubric: 'kind', minScore: 0.8 },
      {
        type: 'any',
        checks: [
          { type: 'contains', value: 'x' },
          { type: 'regex', pattern: 'a\\.|b' },
        ],
      },
    ])
    expect(noted(suite.notCarried)).toEqual(['changed 13 tests[0].assert[8]'])
  })

  it('says of Nunjucks by its line what is sent as it stands', async () => {
    const suite = await read(
      'pf.yaml',
      'prompts:\n  - |\n    Say {{ a }}\n    {% if a %}x{% endif %}\n    {{ a | upper }} {{ range(3) }}{# no #}\ntests: [{vars: {a: "{{b}}"}}]\n',
    )
    expect(suite.batch.prompt).toBe('Say {{a}}\n{% if a %}x{% endif %}\n{{ a | upper }} \\{{ range(3) }}\n')
    expect(noted(suite.notCarried)).toEqual([
      'lost 4 prompts[0]',
      'lost 4 prompts[0]',
      'lost 5 prompts[0]',
      'lost 5 prompts[0]',
      'changed 5 prompts[0]',
      'changed 6 tests[0].vars.a',
    ])
  })

  it('is carried or listed, whatever its keys: none is dropped in silence', async () => {
    const suite = await read('rich.yaml', fixture)
    const listed = suite.notCarried.map(({ field }) => field)
    const written = JSON.stringify(suite.batch) + JSON.stringify(suite.models)
    const inOurWords: Readonly<Record<string, string>> = { 'not-contains': 'negate', 'llm-rubric': 'rubric' }
    for (const { path: at, text } of leavesOf(parse(fixture))) {
      const isListed = listed.some((field) => field !== '' && (at === field || at.startsWith(`${field}.`) || at.startsWith(`${field}[`)))
      expect(isListed || written.includes(inOurWords[text] ?? text), `${at} = ${text}`).toBe(true)
    }
    expect(listed).toContain('scenarios')
    expect(listed).toContain('defaultTest.options.transform')
    const told = JSON.stringify(suite)
    expect(told).not.toContain('sk-not-a-key')
  })

  it('is refused what is wrong in it, by line and field', async () => {
    const text = `
prompts: [file://prompt.txt, '{{q}}']
providers: [{config: {}}]
tests:
  - vars: {q: file://q.txt}
  - vars: {q: 1}
    assert:
      - {type: icontian, value: x}
      - {type: regex, value: '('}
      - {type: latency}
  - file://more.csv
`
    expect(await refusal('pf.yaml', text)).toEqual([
      '2 prompts[0]: expected the prompt itself, got "file://prompt.txt": a file that it names has to be given with it, as assay import batch does',
      '3 providers[0]: expected a provider such as openai:gpt-4o, or { id, config }, got {"config":{}}',
      '5 tests[0].vars.q: expected a value, got "file://q.txt": a file that it names has to be given with it, as assay import batch does',
      '8 tests[1].assert[0].type: expected a type of assertion, got "icontian"',
      '9 tests[1].assert[1].value: this is no regular expression: Invalid regular expression: /(/: Unterminated group',
      '10 tests[1].assert[2].threshold: expected a threshold, a number from 0, got nothing',
      '11 tests[2]: expected a test { vars, assert }, got "file://more.csv": a file that it names has to be given with it, as assay import batch does',
    ])
    expect(rowsOf(await read('pf.yaml', text, { partial: true })).map(({ q }) => q)).toEqual([1])
  })

  it('takes prompts, tests, values and schemas from files that are given with it', async () => {
    const beside = [
      { file: 'prompts/p.txt', text: 'One {{q}}\n---\nTwo {{q}}\n' },
      { file: 'tests.csv', text: 'q,__expected\n"a\nb",x\nc,icontians:\nc' },
      { file: 'q.txt', text: 'long\n' },
      { file: 'schema.json', text: '{"type":"object"}' },
      { file: 'tests.yaml', text: '- vars: {q: file://q.txt}\n  assert: [{type: is-json, value: file://schema.json}, {type: nothing}]\n' },
    ]
    const text = 'prompts: file://prompts/p.txt\ntests: [file://tests.csv, file://./tests.yaml]\n'
    expect(await refusal('pf.yaml', text, { beside })).toEqual([
      '2 tests.yaml: [0].assert[1].type: expected a type of assertion, got "nothing"',
      '5 tests.csv: expected 2 fields as in the header, got 1',
    ])
    const suite = await read('pf.yaml', text, { beside, partial: true })
    expect(rowsOf(suite).map((row) => ownOf(row).messages)).toEqual(
      ['One a\nb', 'Two a\nb', 'One c', 'Two c', 'One long', 'Two long'].map((content) => [{ role: 'user', content }]),
    )
  })

  it('is no registry of OpenAI evals: that is refused, and its samples are named', async () => {
    expect(
      await refusal('reg.yaml', 'a.dev.v0:\n  class: evals.elsuite.basic.match:Match\n  args: {samples_jsonl: a/samples.jsonl}\n'),
    ).toEqual([
      '1 a.dev.v0: an entry of the registry of OpenAI evals is not carried: its samples are what can be imported: "a/samples.jsonl"',
    ])
  })

  it.each([
    ['a: &a [x, x, x]\nb: &b [*a, *a, *a]\n', 'this is none of the suites'],
    [`prompts: ${'['.repeat(70)}`, 'nested deeper than 64'],
    ['prompts: [a\n', 'this is no valid YAML'],
    ['prompts: 1\nprompts: 2\n', 'Map keys must be unique'],
  ])('is no %j', async (text, message) => {
    expect((await refusal('pf.yaml', text)).join()).toContain(message)
  })

  it('may be JSON on one line, however many keys that has', async () => {
    const tests = Array.from({ length: 100 }, (_, index) => ({ vars: { city: `City ${index}`, country: `Country ${index}` } }))
    const text = JSON.stringify({ prompts: ['Where is {{city}}?'], providers: ['openai:gpt-4.1'], tests })
    expect(rowsOf(await read('pf.yaml', text))).toHaveLength(100)
  })
})

interface Leaf {
  readonly path: string
  readonly text: string
}

function leavesOf(value: unknown, at = ''): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${at}[${index}]`))
  if (typeof value !== 'object' || value === null) return [{ path: at, text: JSON.stringify(value).replaceAll(/^"|"$/g, '') }]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, at === '' ? key : `${at}.${key}`))
}
