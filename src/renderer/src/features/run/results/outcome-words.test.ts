import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import type { OutcomeWarning } from '#contract/outcomes'
import type { NanoUsd } from '#contract/units'
import { agreementOf, describeSpent, sayWarnings } from './outcome-words.ts'

const warning = (code: OutcomeWarning['code'], model: string, probes: number, of = 80): OutcomeWarning => ({
  code,
  model: model as ModelRef,
  probes,
  of,
})
const spent = (uncertain: number, unknown: number, upper = 0) => ({
  ...{ spentNanoUsd: 1_500_000 as NanoUsd, upperNanoUsd: upper as NanoUsd, uncertain, unknown, probes: 80 },
})

describe('what may bias a comparison', () => {
  it('is a sentence a kind with figures of each model, the most answers first, and the worst model first in it', () => {
    const said = sayWarnings([warning('fallback', 'a/b', 1), warning('retried', 'a/b', 2), warning('retried', 'c/d', 40)])
    expect(said.map(({ code }) => code)).toEqual(['retried', 'fallback'])
    expect(said[0]?.text).toMatch(/^40 of 80 answers of c\/d \(50 %\) and 2 of 80 of a\/b \(3 %\) took more than one try\. Their latency/)
    expect(said[1]?.text).toMatch(/^1 of 80 answers of a\/b \(1 %\) came from a fallback\./)
  })

  it('can be left out, or looked at, where a filter is of it', () => {
    const [retried, missing, cached] = ['retried', 'missing', 'cached'].flatMap((code) =>
      sayWarnings([warning(code as 'retried', 'a/b', 3)]),
    )
    expect(retried).toMatchObject({ leaveOut: { retried: 'no' }, show: { retried: 'yes' } })
    expect(missing?.leaveOut).toBeUndefined()
    expect(missing?.show).toEqual({ status: 'failed,cancelled,interrupted' })
    expect(cached).toMatchObject({ leaveOut: { cached: 'no' }, show: { cached: 'yes' } })
  })

  it('names three models at most', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((name) => warning('missing', `x/${name}`, 2))
    expect(sayWarnings(many)[0]?.text).toContain('and 4 of 2 other models have no answer.')
  })

  it('is nothing where nothing is told', () => {
    expect(sayWarnings([])).toEqual([])
  })
})

describe('what a model spent', () => {
  it('is sure, a range where calls may have been billed, and at least so much where some are unknown', () => {
    expect(describeSpent(spent(0, 0))).toEqual({ text: '$0.0015', title: '$0.0015; known for sure', isSure: true })
    expect(describeSpent(spent(2, 0, 500_000))).toMatchObject({ text: '$0.0015–$0.0020', isSure: false })
    expect(describeSpent(spent(0, 3))).toMatchObject({ text: '≥ $0.0015', isSure: false })
    expect(describeSpent(spent(0, 80)).text).toBe('–')
  })
})

describe('how far samples agree', () => {
  it('is told by verdicts where there are any, else by words', () => {
    const [half, most] = [
      { ratio: 0.5, prompts: 20 },
      { ratio: 0.9, prompts: 20 },
    ]
    expect(agreementOf({ verdictAgreement: most, answerAgreement: half })).toMatchObject({ text: '90 %' })
    expect(agreementOf({ verdictAgreement: null, answerAgreement: half })).toMatchObject({ text: '50 %' })
    expect(agreementOf({ verdictAgreement: null, answerAgreement: null })).toBeNull()
  })
})
