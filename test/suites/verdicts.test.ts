import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '#contract/check'
import { openShippedEngine, type ShippedEngine, scratchFolder } from '../builders/shipped-engine.ts'
import { ownOf, rowsOf } from './read.ts'

const scratch = scratchFolder()
let shipped: ShippedEngine
beforeAll(async () => {
  shipped = await openShippedEngine({ workspace: scratch.folder })
})
afterAll(async () => {
  await shipped.stop()
  scratch.remove()
})

type Import = Parameters<ShippedEngine['client']['batches']['import']>[0]
type Try = Parameters<ShippedEngine['client']['checks']['try']>[0]

/** What the imported checks of each row say of the answer that was recorded for it. */
async function verdicts(given: Import, answers: readonly string[]): Promise<Verdict[]> {
  const { client } = shipped
  const imported = await client.batches.import(given)
  const found: Verdict[] = []
  for (const [index, row] of rowsOf({ ...imported, models: [], package: null }).entries()) {
    const own = (ownOf(row).checks ?? []) as Try['checks'] | { readonly checks: Try['checks']; readonly passWhen?: Try['passWhen'] }
    const [checks, passWhen] = Array.isArray(own) ? [own, undefined] : [own.checks, own.passWhen]
    const variables = Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('__')))
    const { items } = await client.checks.try({
      checks: [...imported.batch.checks, ...checks],
      passWhen: passWhen ?? imported.batch.passWhen,
      answers: [{ answer: answers[index] ?? '', variables: variables as Record<string, string>, costNanoUsd: 1_000_000, durationMs: 500 }],
    })
    found.push(...items.map(({ verdict }) => verdict))
  }
  return found
}

/** Rows of a suite, each with an answer that was recorded and what the other tool says of it. */
async function expectSame(given: Import, recorded: readonly (readonly [answer: string, said: Verdict])[]): Promise<void> {
  expect(
    await verdicts(
      given,
      recorded.map(([answer]) => answer),
    ),
  ).toEqual(recorded.map(([, said]) => said))
}

const jsonLines = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')

describe('recorded answers pass or fail as they do in the tool that a suite comes from', () => {
  it('tests of promptfoo in a csv', async () => {
    const csv = [
      'language,body,__expected,__expected2,__threshold',
      'French,Hello world,icontains:bonjour,,',
      'French,I am hungry,icontains:faim,,',
      'Pirate,Hello world,icontains:Ahoy,,',
      'Pirate,I am hungry,equals:Feed me,,',
      'X,exact,Hello there,,',
      'X,trimmed,equals: Hello,,',
      'X,any,"contains-any:grub,chow",,',
      'X,all,"icontains-all:grub,chow",,',
      'X,not,not-icontains:sorry,,',
      'X,starts,starts-with:Yes,,',
      'X,regex,regex:\\d{3},,',
      'X,json,is-json,,',
      'X,cost,cost(0.0005),,',
      'X,latency,latency(1000),,',
      'X,half,contains:a,contains:zz,0.5',
      'X,both,contains:a,contains:zz,',
      'X,braces,contains:{{body}},,',
    ].join('\n')
    await expectSame({ file: 'tests.csv', text: csv }, [
      ['Bonjour le monde', 'pass'],
      ['Je suis fatigué', 'fail'],
      ['AHOY, world', 'pass'],
      ['feed me', 'fail'],
      ['Hello there', 'pass'],
      ['Hello\n', 'fail'],
      ['some chow', 'pass'],
      ['GRUB only', 'fail'],
      ['I am Sorry', 'fail'],
      ['Yes.', 'pass'],
      ['12 34', 'fail'],
      ['{"a": 1}', 'pass'],
      ['x', 'fail'],
      ['x', 'pass'],
      ['a', 'pass'],
      ['a', 'fail'],
      ['these braces', 'pass'],
    ])
  })

  it('a configuration of promptfoo', async () => {
    const text = `
prompts: ['{{q}}']
defaultTest: {assert: [{type: not-contains, value: As an AI}]}
tests:
  - vars: {q: [one, two]}
    assert: [{type: contains, value: '{{q}}', weight: 3}, {type: regex, value: '^[a-z]'}]
    threshold: 0.75
  - vars: {q: set}
    assert: [{type: assert-set, threshold: 0.5, assert: [{type: contains, value: x}, {type: contains, value: y}]}]
  - vars: {q: schema}
    assert: [{type: is-json, value: {type: object, required: [name]}}]
`
    await expectSame({ file: 'pf.yaml', text }, [
      ['ONE one', 'pass'],
      ['three', 'fail'],
      ['only y', 'pass'],
      ['{"nam": 1}', 'fail'],
    ])
  })

  it('samples of Inspect', async () => {
    const text = jsonLines(
      { id: 1, input: 'Largest organ?', target: 'Skin' },
      { id: 2, input: 'Who found penicillin?', target: ['Fleming', 'Alexander Fleming'] },
      { id: 3, input: 'Which is red?', choices: ['sky', 'blood'], target: 'B' },
      { id: 4, input: 'Which is red?', choices: ['sky', 'blood'], target: 'B' },
      { id: 5, input: 'How many?', target: '8.7 million' },
      { id: 6, input: 'Template?', target: '{{input}}' },
    )
    await expectSame({ file: 'qa.jsonl', text }, [
      ['It is the SKIN.', 'pass'],
      ['Louis Pasteur', 'fail'],
      ['ANSWER: B', 'pass'],
      ['ANSWER: A', 'fail'],
      ['About 8,7 million', 'fail'],
      ['It is {{input}}, as it stands', 'pass'],
    ])
  })

  it('samples of Inspect by its other scorers', async () => {
    const ask = (target: string) => ({ input: 'x', target })
    await expectSame({ file: 'a.jsonl', text: jsonLines(ask('Paris'), ask('Paris'), ask('(Rome)')), targetCheck: 'match' }, [
      ['The answer is paris.', 'pass'],
      ['Paris it is', 'fail'],
      ['so: rome!', 'pass'],
    ])
    await expectSame({ file: 'a.jsonl', text: jsonLines(ask('Paris'), ask('Paris')), targetCheck: 'exact' }, [
      [' paris ', 'pass'],
      ['It is Paris', 'fail'],
    ])
    await expectSame({ file: 'a.jsonl', text: jsonLines(ask('42'), ask('42')), targetCheck: 'numeric' }, [
      ['It is 42.', 'pass'],
      ['42 or 43', 'fail'],
    ])
  })

  it('samples of OpenAI evals', async () => {
    const text = jsonLines(
      { input: 'Capital?', ideal: 'Paris' },
      { input: 'Capital?', ideal: ['Paris', 'Lutetia'] },
      { input: 'Capital?', ideal: 'Paris' },
    )
    await expectSame({ file: 's.jsonl', text }, [
      ['Paris, of course', 'pass'],
      ['Lutetia', 'pass'],
      ['paris', 'fail'],
    ])
  })
})

describe('a suite in the engine', () => {
  it('asks the models that it names, with their parameters, where the catalog has them, and says what is near where it has not', async () => {
    const providers = '[openai:chat:gpt-5-mini, {id: openai:responses:gpt-5, config: {temperature: 0}}, openai:gpt-5-minni, exec:run.sh]'
    const text = `prompts: [hello]\nproviders: ${providers}\n`
    const { batch, models } = await shipped.client.batches.import({ file: 'pf.yaml', text })
    expect(batch.models).toEqual(['openai/gpt-5-mini', { ref: 'openai/gpt-5', parameters: { temperature: 0 } }])
    expect(models.map(({ ref }) => ref)).toEqual(['openai/gpt-5-mini', 'openai/gpt-5', null, null])
    expect(models[2]?.near).toContain('openai/gpt-5-mini')
    const given = await shipped.client.batches.import({ file: 'pf.yaml', text, models: ['defaults'] })
    expect(given.batch.models).toEqual(['defaults'])
  })

  it('is read back from the file that it is written to', async () => {
    const text = 'prompts: ["{{q}}", "{{q}}!"]\ntests: [{vars: {q: a}, assert: [{type: contains, value: x}]}, {vars: {q: b}}]\n'
    const { batch } = await shipped.client.batches.import({ file: 'pf.yaml', text })
    const { text: written } = await shipped.client.runs.formatBatch({ batch })
    expect(await shipped.client.runs.readBatch({ text: written, file: '/a/b.yaml' })).toEqual(batch)
  })

  it('that is flawed is refused through the thread as INVALID_INPUT', async () => {
    await expect(shipped.client.batches.import({ file: 'pf.yaml', text: 'prompts: [a\n' })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})
