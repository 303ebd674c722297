import { describe, expect, it } from 'vitest'
import { isSuite, suiteOfTexts } from './suite-file.ts'

describe('a file dropped on the window', () => {
  it.each([
    ['a.yaml', 'prompts: [x]\nproviders: [openai:gpt-4o]\n'],
    ['a.json', '{\n  "prompts": [],\n  "tests": []\n}'],
    ['a.csv', 'q,__expected\nx,y\n'],
    ['a.jsonl', '{"input": "a", "ideal": "b"}\n'],
    ['a.jsonl', '{"input": "a", "target": "b"}\n'],
  ])('%s is a suite: %j', (name, text) => {
    expect(isSuite({ name, text })).toBe(true)
  })

  it.each([
    ['a.yaml', 'name: x\nprompt: x\nmodels: [defaults]\n'],
    ['a.yaml', 'name: x\nprompts: x\n'],
    ['a.csv', 'country,__checks\nFrance,[]\n'],
    ['a.jsonl', '{"country": "France"}\n'],
  ])('%s is none: %j', (name, text) => {
    expect(isSuite({ name, text })).toBe(false)
  })

  it('is the suite itself where it is a configuration; the others are those that it names', () => {
    const files = [
      { name: 'tests.csv', text: 'q,__expected\n' },
      { name: 'pf.yaml', text: 'prompts: x\ntests: file://tests.csv\n' },
    ]
    expect(suiteOfTexts(files)).toEqual({ file: 'pf.yaml', text: files[1]?.text, beside: [{ file: 'tests.csv', text: 'q,__expected\n' }] })
  })
})
