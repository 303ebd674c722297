import { describe, expect, it } from 'vitest'
import type { CostState } from '#contract/calls'
import type { NanoUsd } from '#contract/units'
import { addToTotal, emptyTotal } from '#engine/money'
import { type FileSide, type GapFacts, judgeGap, type OurSide } from './judge-gap.ts'

const usd = (dollars: number) => Math.round(dollars * 1e9) as NanoUsd
const costOf = (...calls: readonly (readonly [state: CostState, nanoUsd: number | null, upper?: number])[]) =>
  calls.reduce(
    (total, [state, nanoUsd, upper]) =>
      addToTotal(total, { state, nanoUsd: nanoUsd as NanoUsd | null, upperNanoUsd: (upper ?? null) as NanoUsd | null }),
    emptyTotal(),
  )

const ours: OurSide = { cost: costOf(['computed', usd(1)]), calls: 10, inputTokens: 1000, cachedTokens: 0, outputTokens: 500 }
const file: FileSide = { costNanoUsd: usd(1), slackNanoUsd: 0, calls: null, inputTokens: null, cachedTokens: null, outputTokens: null }
const tokens = { inputTokens: 1000, outputTokens: 500 }
const nobody: OurSide = { cost: emptyTotal(), calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 }

const judged = (more: Partial<Omit<GapFacts, 'file' | 'ours'>> & { file?: Partial<FileSide>; ours?: Partial<OurSide> }) => {
  const facts = { neighbours: [], ...more, file: { ...file, ...more.file }, ours: { ...ours, ...more.ours } }
  const { costNanoUsd } = facts.file
  return judgeGap(facts, costNanoUsd === null ? null : costNanoUsd - facts.ours.cost.nanoUsd)
}

describe('judgeGap', () => {
  it.each([
    ['agrees', {}],
    ['rounding', { file: { costNanoUsd: usd(1) + 5_000_000, slackNanoUsd: 5_000_000 } }],
    ['day_boundary', { file: { costNanoUsd: usd(1.5) }, neighbours: [-usd(0.5)] }],
    ['not_in_ledger', { file: { calls: 3 }, ours: nobody }],
    ['maybe_billed', { file: { costNanoUsd: usd(1.4) }, ours: { cost: costOf(['computed', usd(1)], ['maybe_billed', null, usd(0.5)]) } }],
    ['unknown_price', { file: { costNanoUsd: usd(9) }, ours: { cost: costOf(['computed', usd(1)], ['unknown', null]) } }],
    ['estimated', { file: { costNanoUsd: usd(1.05) }, ours: { cost: costOf(['computed', usd(0.9)], ['estimated', usd(0.1)]) } }],
    ['other_clients', { file: { costNanoUsd: usd(2), calls: 20 } }],
    ['other_clients', { file: { costNanoUsd: usd(2), inputTokens: 2000, outputTokens: 900 } }],
    ['not_in_file', { file: { costNanoUsd: usd(0.5), inputTokens: 400, outputTokens: 500 } }],
    ['cached_tokens', { file: { costNanoUsd: usd(0.8), ...tokens, cachedTokens: 600 }, ours: { cachedTokens: 100 } }],
    ['cached_tokens', { file: { costNanoUsd: usd(0.8), inputTokens: 800, outputTokens: null }, ours: { cachedTokens: 200 } }],
    ['price_differs', { file: { costNanoUsd: usd(1.2), ...tokens } }],
    ['unexplained', { file: { costNanoUsd: usd(1.2) } }],
    ['agrees', { file: { costNanoUsd: null, ...tokens } }],
    ['other_clients', { file: { costNanoUsd: null, inputTokens: 1001, outputTokens: 500 } }],
    ['not_in_file', { file: { costNanoUsd: null, inputTokens: 10, outputTokens: 5 } }],
    ['not_in_ledger', { file: { costNanoUsd: null, ...tokens }, ours: nobody }],
  ] as const)('says %s of %j', (reason, facts) => {
    const judgement = judged(facts)
    expect(judgement.reason).toBe(reason)
    expect(judgement.detail).toMatch(/^[A-Z0-9$].*\.$/)
  })

  it('says what the file has not, and whether it only moved over midnight', () => {
    expect(judgeGap({ file: undefined, ours, neighbours: [] }, -usd(1)).reason).toBe('not_in_file')
    expect(judgeGap({ file: undefined, ours, neighbours: [usd(1)] }, -usd(1)).reason).toBe('day_boundary')
  })

  it('names both figures', () => {
    expect(judged({ file: { costNanoUsd: usd(1.2), ...tokens } }).detail).toBe(
      'The same tokens cost $1.2 there and $1 here: the prices differ.',
    )
  })
})
