import { describe, expect, it } from 'vitest'
import { noted, ownOf, read, rowsOf } from './read.ts'

describe('tests of promptfoo in a csv', () => {
  it('are held against what __expected says in its short form, and their prompt is made of their columns', async () => {
    const csv = [
      'language,body,__expected,__expected2,__description,__threshold,__metadata:level,__config:x',
      'French,Hello,icontains: bonjour,"contains-any(0.5):a,b",greeting,0.5,easy,',
      'Pirate,Hi,Ahoy there,javascript:true,,,,y',
      'X,Y,latency(200),,,,,',
    ].join('\n')
    const suite = await read('tests.csv', csv)
    expect(suite.format).toBe('promptfoo')
    expect(suite.batch.prompt).toBe('language: {{language}}\nbody: {{body}}')
    expect(rowsOf(suite).map((row) => ownOf(row).checks)).toEqual([
      {
        passWhen: 0.5,
        checks: [
          { type: 'icontains', value: 'bonjour' },
          {
            type: 'any',
            checks: [
              { type: 'contains', value: 'a' },
              { type: 'contains', value: 'b' },
            ],
          },
        ],
      },
      [{ type: 'equals', value: 'Ahoy there', trim: false }],
      [{ type: 'max-latency', ms: 200 }],
    ])
    expect(rowsOf(suite)[0]).toMatchObject({ description: 'greeting', level: 'easy' })
    expect(noted(suite.notCarried)).toEqual([
      'changed - prompts',
      'lost 2 __expected2.threshold',
      'lost 3 __config:x',
      'lost 3 __expected2',
    ])
  })

  it('ask what one column says, if a person wants that, with the words before and after that a row has', async () => {
    const suite = await read('tests.csv', 'q,__expected,__prefix\nWhy,x,Say: \nHow,x,\n', { fields: { input: 'q' } })
    expect(rowsOf(suite).map((row) => ownOf(row).messages)).toEqual([
      [{ role: 'user', content: 'Say: Why' }],
      [{ role: 'user', content: 'How' }],
    ])
    expect(suite.batch.checks).toMatchObject([{ type: 'equals', value: 'x' }])
  })
})
