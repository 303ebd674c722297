import { describe, expect, it } from 'vitest'
import { readRunSearch } from './search.ts'

describe('the address of a run', () => {
  it('is kept where this page understands it', () => {
    const search = {
      view: 'probes',
      status: 'failed,interrupted',
      text: 'Paris',
      fallback: 'no',
      sort: '-cost',
      probe: '3.0.simulator/steady',
    }
    expect(readRunSearch(search)).toEqual(search)
    const results = {
      view: 'results',
      verdict: 'fail,error',
      check: 'equals "a, b"',
      retried: 'no',
      cached: 'yes',
      score: '0.5..1',
      cost: '..2',
      took: '5..',
    }
    expect(readRunSearch(results)).toEqual(results)
    const beside = { view: 'prompts', order: 'disagreement', prompt: 12, against: 'simulator/steady', sample: 2 }
    expect(readRunSearch(beside)).toEqual(beside)
  })

  it('takes a number for the text it was typed as', () => {
    expect(readRunSearch({ text: 42 })).toEqual({ text: '42' })
  })

  it('is passed over where it is none of ours', () => {
    expect(
      readRunSearch({
        view: 'secrets',
        results: 'all',
        fallback: true,
        status: ['failed'],
        text: '',
        prompt: 0,
        sample: 1.5,
        retried: 'maybe',
        cached: 'maybe',
        other: 'x',
      }),
    ).toEqual({})
  })
})
