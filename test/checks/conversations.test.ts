import { describe, expect, it } from 'vitest'
import { ModelRef } from '#contract/ids'
import type { BatchFacts } from '../builders/engine.ts'
import { judgedRun, openJudging } from '../builders/judged.ts'
import { answered } from '../builders/outcomes.ts'

const one = ModelRef.parse('alpha/one')
const own = [
  { role: 'system', content: 'Be {{brief}}.' },
  { role: 'user', content: 'What of the sea?' },
]
const asked: BatchFacts = {
  prompt: 'Say {{n}}.',
  turns: ['And {{n}} plus one?', 'Sure?'],
  dataset: [{ n: 7 }, { n: 8, __messages: JSON.stringify(own) }],
  checks: [{ type: 'rubric', rubric: 'It stays with {{n}}.' }],
}

/** Counts the answers it was shown; as a judge passes everything. */
const open = () =>
  openJudging(({ call }) =>
    answered({
      text:
        call.parameters.output === undefined
          ? `answer ${call.messages.filter(({ role }) => role === 'assistant').length + 1}`
          : '{"reason": "so it is", "score": 1, "pass": true}',
    }),
  )

const further = (n: number) => [
  { role: 'assistant', content: 'answer 1' },
  { role: 'user', content: `And ${n} plus one?` },
  { role: 'assistant', content: 'answer 2' },
  { role: 'user', content: 'Sure?' },
]

describe('an answer to the last of several turns', () => {
  it('is judged with all that was said before it, in the messages of its row where that brings its own', async () => {
    const under = await open()
    await judgedRun(under, asked)
    const judged = under.provider.requests
      .filter(({ call }) => call.parameters.output !== undefined)
      .map(({ call }) => JSON.parse(call.messages.at(-1)?.content ?? ''))
    expect(judged).toEqual([
      { rubric: 'It stays with 7.', conversation: [{ role: 'user', content: 'Say 7.' }, ...further(7)], answer: 'answer 3' },
      { rubric: 'It stays with 8.', conversation: [...own, ...further(8)], answer: 'answer 3' },
    ])
  })

  it('stands beside others under what was asked, filled in', async () => {
    const under = await open()
    const run = await judgedRun(under, asked)
    const { messages, turns, variables, items } = await under.client.outcomes.beside({ run, promptIndex: 0 })
    expect({ messages, turns, variables }).toEqual({
      messages: [{ role: 'user', content: 'Say 7.' }],
      turns: ['And 7 plus one?', 'Sure?'],
      variables: { n: 7 },
    })
    expect(items.map(({ answer }) => answer)).toEqual(['answer 3'])
    const ofRow = await under.client.outcomes.beside({ run, promptIndex: 1 })
    expect(ofRow).toMatchObject({ messages: own, turns: ['And 8 plus one?', 'Sure?'], variables: { n: 8 } })
    const { messages: said } = await under.client.runs.transcript({ run, promptIndex: 1, model: one, sample: 0 })
    expect(said).toEqual([...own, ...further(8)])
  })

  it('is compared under the line of its row’s own messages', async () => {
    const under = await open()
    const [a, b] = [await judgedRun(under, asked), await judgedRun(under, { ...asked, turns: ['Sure?'] })]
    const { items } = await under.client.outcomes.compare({ a, b })
    expect(items.map(({ prompt }) => prompt)).toEqual(['Say 7.', 'What of the sea?'])
    const { items: prompts } = await under.client.outcomes.prompts({ run: a })
    expect(prompts.map(({ prompt }) => prompt)).toEqual(['Say 7.', 'What of the sea?'])
  })
})
