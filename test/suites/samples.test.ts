import { describe, expect, it } from 'vitest'
import { noted, ownOf, read, refusal, rowsOf } from './read.ts'

const lines = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n')

describe('samples of OpenAI evals', () => {
  it('share a template where their conversations differ in one message', async () => {
    const suite = await read(
      'capitals.jsonl',
      lines(
        {
          input: [
            { role: 'system', content: 'Answer {{briefly}}.' },
            { role: 'user', content: 'France?' },
          ],
          ideal: 'Paris',
        },
        {
          input: [
            { role: 'system', content: 'Answer {{briefly}}.' },
            { role: 'user', content: 'Italy?' },
          ],
          ideal: 'Rome',
          level: 2,
        },
      ),
    )
    expect(suite.format).toBe('openai-evals')
    expect(suite.batch.messages).toEqual([
      { role: 'system', content: 'Answer \\{{briefly}}.' },
      { role: 'user', content: '{{input}}' },
    ])
    expect(rowsOf(suite)).toEqual([
      { input: 'France?', ideal: 'Paris' },
      { input: 'Italy?', ideal: 'Rome', level: 2 },
    ])
    expect(suite.batch.checks).toMatchObject([{ type: 'starts-with', value: '{{ideal}}', trim: false }])
    expect([suite.prompts, suite.checks, suite.notCarried]).toEqual([2, 1, []])
  })

  it('have messages of their own where they differ in more, and any one of several ideals will do', async () => {
    const suite = await read(
      's.jsonl',
      lines(
        { input: 'Say {{yes}}', ideal: ['yes', '{{yes}}'] },
        {
          input: [
            { role: 'system', name: 'example_user', content: 'a' },
            { role: 'user', content: 'b' },
          ],
          ideal: 'c',
        },
      ),
    )
    expect(suite.batch.prompt ?? suite.batch.messages).toBeUndefined()
    const [first, second] = rowsOf(suite)
    expect(ownOf(first)).toEqual({
      messages: [{ role: 'user', content: 'Say {{yes}}' }],
      checks: [
        {
          type: 'any',
          checks: [
            { type: 'starts-with', value: 'yes', trim: false },
            { type: 'starts-with', value: '\\{{yes}}', trim: false },
          ],
        },
      ],
    })
    expect(ownOf(second).messages).toEqual([
      { role: 'user', content: 'a' },
      { role: 'user', content: 'b' },
    ])
    expect(noted(suite.notCarried)).toEqual(['changed 2 input[0].name'])
  })

  it('import nothing where one is flawed, and say line, field and what was expected; partly what is good', async () => {
    const text = `${lines({ input: 'a', ideal: 'b' }, { input: 7, ideal: 'b' })}\n{"input": \n${lines({ input: [{ role: 'robot', content: 'x' }], ideal: 'y' })}`
    expect(await refusal('s.jsonl', text)).toEqual([
      '2 input: expected a text, or a list of messages { role, content }, got 7',
      '3 : this is no valid JSON: Unexpected end of JSON input',
      '4 input[0].role: expected system, user or assistant, got "robot"',
    ])
    const partly = await read('s.jsonl', text, { partial: true })
    expect(rowsOf(partly)).toEqual([{ input: 'a', ideal: 'b' }])
    expect(noted(partly.notCarried)).toEqual(['flaw 2 input', 'flaw 3 ', 'flaw 4 input[0].role'])
  })

  it('are told twenty flaws, and how many more there are', async () => {
    const issues = await refusal('s.jsonl', lines(...Array.from({ length: 33 }, () => ({ input: 1, ideal: 'x' }))))
    expect(issues).toHaveLength(21)
    expect(issues.at(-1)).toBe('- : and 13 more of its kind')
  })
})

describe('samples of Inspect', () => {
  it('hold one of the targets, whatever the case; metadata become columns, a machine is lost', async () => {
    const suite = await read(
      'qa.jsonl',
      lines(
        { id: 1, input: [{ role: 'user', content: 'What?' }], target: 'That', metadata: { level: 'easy', tags: ['a'] }, sandbox: 'docker' },
        { id: 2, input: 'Who?', target: 'She', metadata: { level: 'hard', __proto: 1 }, sandbox: 'docker', files: { a: 'b' } },
      ),
    )
    expect(suite.format).toBe('inspect')
    expect(suite.batch.prompt).toBe('{{input}}')
    expect(suite.batch.checks).toMatchObject([{ type: 'icontains', value: '{{target}}' }])
    expect(rowsOf(suite)).toEqual([
      { id: 1, level: 'easy', tags: '["a"]', input: 'What?', target: 'That' },
      { id: 2, level: 'hard', _proto: 1, input: 'Who?', target: 'She' },
    ])
    expect(noted(suite.notCarried)).toEqual(['lost 1 sandbox +1', 'changed 1 metadata.tags', 'lost 2 files', 'changed 2 metadata.__proto'])
  })

  it('of a csv ask their choices as multiple_choice does, and want the letter', async () => {
    const suite = await read('mc.csv', 'input,choices,target\nWhich is red?,"sky, blood , grass",B\n"Which is blue?","sky,blood",sky\n')
    const [first, second] = rowsOf(suite)
    expect(first?.['input']).toMatch(/one of A,B,C\.\n\nWhich is red\?\n\nA\) sky\nB\) blood\nC\) grass$/)
    expect(ownOf(first).checks).toEqual([{ type: 'regex', pattern: 'ANSWER\\s*:\\s*B(?![A-Za-z0-9])', flags: 'i' }])
    expect(second?.['target']).toBe('sky')
    expect(ownOf(second).checks).toEqual([{ type: 'regex', pattern: 'ANSWER\\s*:\\s*A(?![A-Za-z0-9])', flags: 'i' }])
    expect(noted(suite.notCarried)).toEqual(['changed 2 choices +1', 'changed 3 target'])
  })

  it('are refused a target that is none of the choices', async () => {
    expect(await refusal('mc.json', JSON.stringify([{ input: 'x', choices: ['a', 'b'], target: 'D' }]))).toEqual([
      '1 target: expected a letter from A to B, or one of the choices, got "D"',
    ])
  })

  it.each([
    ['match', { type: 'regex', pattern: '{{target}}[\\s!-\\/:-@\\[-`{-~]*$', flags: 'i' }],
    ['exact', { type: 'equals', value: '{{target}}', ignoreCase: true }],
    ['rubric', { type: 'rubric', rubric: 'The answer agrees with this reference answer:\n{{target}}' }],
  ] as const)('are held against their target by %s', async (targetCheck, check) => {
    const suite = await read('qa.jsonl', lines({ input: 'How many?', target: '8.7 million' }), { targetCheck })
    expect(suite.batch.checks).toMatchObject([check])
  })

  it('want a number where they are checked for one', async () => {
    const text = lines({ input: 'a', target: '8.7 million' }, { input: 'b', target: 7 })
    expect(await refusal('qa.jsonl', text, { targetCheck: 'numeric' })).toEqual(['1 target: expected a number, got "8.7 million"'])
    const partly = await read('qa.jsonl', text, { targetCheck: 'numeric', partial: true })
    expect(partly.batch.checks).toMatchObject([{ type: 'numeric', value: '{{target}}' }])
  })
})

describe('plain rows', () => {
  it('are asked what the likeliest column says, and it is said which that is', async () => {
    const suite = await read('biology.jsonl', lines({ id: 'q1', question: 'Largest organ?', answer: 'Skin' }))
    expect([suite.format, suite.batch.name, suite.batch.prompt]).toEqual(['rows', 'biology', '{{question}}'])
    expect(suite.batch.checks).toMatchObject([{ type: 'icontains', value: '{{answer}}' }])
    expect(noted(suite.notCarried)).toEqual(['changed - question', 'changed - answer'])
  })

  it('are asked what a person names, and nothing else is checked', async () => {
    const suite = await read('a.csv', 'frage,lösung\nWie viele?,7\n', {
      fields: { input: 'frage', target: 'lösung' },
      targetCheck: 'exact',
    })
    expect(suite.batch.prompt).toBe('{{frage}}')
    expect(suite.batch.checks).toMatchObject([{ type: 'equals', value: '{{lösung}}' }])
    expect(suite.notCarried).toEqual([])
  })

  it('say which columns there are where none can be asked, or a named one is not there', async () => {
    expect(await refusal('a.csv', 'frage,b\nx,y\n')).toEqual([
      '- input: no column says what is asked, and it has "frage", "b": the field "input" names it (--field input=COLUMN)',
    ])
    expect(await refusal('a.csv', 'frage,b\nx,y\n', { fields: { input: 'frag' } })).toEqual([
      '- fields.input: there is no column "frag": did you mean "frage"?',
    ])
  })

  it('keep messages and checks of their own', async () => {
    const row = { __messages: '[{"role":"user","content":"{{a}}"}]', __checks: '[{"type":"contains","value":"x"}]', a: 1 }
    const suite = await read(
      'a.json',
      JSON.stringify([row, { ...row, __messages: '[{"role":"system","content":"s"},{"role":"user","content":"y"}]' }]),
    )
    expect(rowsOf(suite).map((each) => ownOf(each).messages)).toEqual([
      [{ role: 'user', content: '{{a}}' }],
      [
        { role: 'system', content: 's' },
        { role: 'user', content: 'y' },
      ],
    ])
    expect(suite.batch.checks).toMatchObject([{ type: 'contains', value: 'x' }])
  })

  it('of a csv with a short row are refused with its line', async () => {
    expect(await refusal('a.csv', 'prompt,expected\n"two\nlines",x\nonly\n')).toEqual(['4 : expected 2 fields as in the header, got 1'])
  })
})
