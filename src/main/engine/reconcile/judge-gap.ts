import type { CostTotal } from '#contract/costs'
import type { ReconcileReason } from '#contract/reports'
import { nanoUsdToText } from '#engine/money'

/** What the ledger has of a day and model. */
export interface OurSide {
  readonly cost: CostTotal
  readonly calls: number
  readonly inputTokens: number
  readonly cachedTokens: number
  readonly outputTokens: number
}

/** What the file says of it. `slackNanoUsd`: how far its cost may be off for the rounding of its lines. null: it does not say. */
export interface FileSide {
  readonly costNanoUsd: number | null
  readonly slackNanoUsd: number
  readonly calls: number | null
  readonly inputTokens: number | null
  readonly cachedTokens: number | null
  readonly outputTokens: number | null
}

/** `file` undefined: it has no such line. `neighbours`: gaps of the same model on the days before and after, in nano-USD. */
export interface GapFacts {
  readonly file: FileSide | undefined
  readonly ours: OurSide
  readonly neighbours: readonly number[]
}

export interface Judgement {
  readonly reason: ReconcileReason
  readonly detail: string
}

/** A gap that comes back on the next day within so much of itself has only moved over midnight. */
const mirrorShare = 0.05

type Rule = (facts: GapFacts & { readonly file: FileSide }, gap: number) => string | undefined

/**
 * The likely reason of a gap, with its figures: the first of the rules that explains it, surest first. `gapNanoUsd`: file less ledger; null: the file tells no cost, and tokens are compared.
 */
export function judgeGap(facts: GapFacts, gapNanoUsd: number | null): Judgement {
  const { file, ours } = facts
  if (file === undefined) return judgeWithoutFile(facts)
  if (gapNanoUsd === null) return judgeTokens(file, ours)
  for (const [reason, rule] of rules) {
    const detail = rule({ ...facts, file }, gapNanoUsd)
    if (detail !== undefined) return { reason, detail }
  }
  return {
    reason: 'unexplained',
    detail: `The file says ${usd(Math.abs(gapNanoUsd))} ${gapNanoUsd > 0 ? 'more' : 'less'} than the ledger.`,
  }
}

const rules: readonly (readonly [ReconcileReason, Rule])[] = [
  ['agrees', (_facts, gap) => (gap === 0 ? 'Both say the same, to the nano-dollar.' : undefined)],
  [
    'rounding',
    ({ file, ours }, gap) =>
      Math.abs(gap) <= file.slackNanoUsd + ours.calls
        ? `${usd(Math.abs(gap))} is within what the rounding of the file's amounts comes to (${usd(file.slackNanoUsd + ours.calls)}).`
        : undefined,
  ],
  [
    'day_boundary',
    ({ neighbours }, gap) => {
      const mirrored = neighbours.find((other) => Math.abs(gap + other) <= Math.abs(gap) * mirrorShare)
      return mirrored === undefined
        ? undefined
        : `A day next to it has the gap the other way round (${signed(mirrored)}): calls about midnight are counted on another day.`
    },
  ],
  [
    'not_in_ledger',
    ({ file, ours }) =>
      ours.calls === 0
        ? `The ledger has no such call${file.calls === null ? '' : `; the file has ${file.calls}`}: somebody else used the key, or another model is meant.`
        : undefined,
  ],
  [
    'maybe_billed',
    ({ ours: { cost } }, gap) => {
      const { calls } = cost.coverage.maybe_billed
      return gap > 0 && calls > 0 && gap <= cost.upperNanoUsd
        ? `${calls} ${calls === 1 ? 'call' : 'calls'} may have been billed up to ${usd(cost.upperNanoUsd)}: it seems they were.`
        : undefined
    },
  ],
  [
    'unknown_price',
    ({ ours: { cost } }, gap) => {
      const { calls } = cost.coverage.unknown
      return gap > 0 && calls > 0
        ? `The cost of ${calls} ${calls === 1 ? 'call' : 'calls'} is not known here: there is no price.`
        : undefined
    },
  ],
  [
    'estimated',
    ({ ours: { cost } }, gap) => {
      const { calls, nanoUsd } = cost.coverage.estimated
      return calls > 0 && Math.abs(gap) <= nanoUsd
        ? `${calls} ${calls === 1 ? 'call was' : 'calls were'} cut off and estimated at ${usd(nanoUsd)}: that is more than the gap.`
        : undefined
    },
  ],
  [
    'other_clients',
    ({ file, ours }, gap) => {
      if (gap <= 0) return undefined
      if (file.calls !== null && file.calls > ours.calls)
        return `The file has ${file.calls} calls, the ledger ${ours.calls}: somebody else used the key, too.`
      return isMore(file, ours)
        ? `The file has ${sayTokens(file)}, the ledger ${sayTokens(ours)}: somebody else used the key, too.`
        : undefined
    },
  ],
  [
    'not_in_file',
    ({ file, ours }, gap) =>
      gap < 0 && isMore(ours, file)
        ? `The ledger has ${sayTokens(ours)}, the file ${sayTokens(file)}: not all of it is in the file.`
        : undefined,
  ],
  [
    'cached_tokens',
    ({ file, ours }) => {
      if (file.cachedTokens !== null && file.cachedTokens !== ours.cachedTokens && file.inputTokens === ours.inputTokens)
        return `Of the same input the file has ${file.cachedTokens} tokens from a cache, the ledger ${ours.cachedTokens}.`
      return ours.cachedTokens > 0 && file.inputTokens === ours.inputTokens - ours.cachedTokens
        ? `The file leaves out the ${ours.cachedTokens} tokens that were read from a cache.`
        : undefined
    },
  ],
  [
    'price_differs',
    ({ file, ours }, gap) =>
      file.inputTokens === ours.inputTokens && file.outputTokens === ours.outputTokens
        ? `The same tokens cost ${usd(ours.cost.nanoUsd + gap)} there and ${usd(ours.cost.nanoUsd)} here: the prices differ.`
        : undefined,
  ],
]

function judgeWithoutFile({ ours, neighbours }: GapFacts): Judgement {
  const { nanoUsd } = ours.cost
  if (nanoUsd > 0 && neighbours.some((other) => Math.abs(other - nanoUsd) <= nanoUsd * mirrorShare))
    return { reason: 'day_boundary', detail: 'A day next to it has as much more: calls about midnight are counted on another day.' }
  const calls = `${ours.calls} ${ours.calls === 1 ? 'call' : 'calls'}`
  return { reason: 'not_in_file', detail: `The ledger has ${calls} for ${usd(nanoUsd)}; the file has none.` }
}

function judgeTokens(file: FileSide, ours: OurSide): Judgement {
  if (file.inputTokens === ours.inputTokens && file.outputTokens === ours.outputTokens)
    return { reason: 'agrees', detail: 'Both have the same tokens; the file tells no cost.' }
  if (ours.calls === 0) return { reason: 'not_in_ledger', detail: `The file has ${sayTokens(file)}, the ledger none.` }
  if (ours.cachedTokens > 0 && file.inputTokens === ours.inputTokens - ours.cachedTokens)
    return { reason: 'cached_tokens', detail: `The file leaves out the ${ours.cachedTokens} tokens that were read from a cache.` }
  const detail = `The file has ${sayTokens(file)}, the ledger ${sayTokens(ours)}.`
  if (isMore(file, ours)) {
    const { maybe_billed, estimated } = ours.cost.coverage
    if (maybe_billed.calls > 0)
      return { reason: 'maybe_billed', detail: `${detail} ${maybe_billed.calls} of the calls may have been billed.` }
    if (estimated.calls > 0) return { reason: 'estimated', detail: `${detail} Of ${estimated.calls} calls the tokens are not known here.` }
    return { reason: 'other_clients', detail }
  }
  return { reason: isMore(ours, file) ? 'not_in_file' : 'unexplained', detail }
}

interface Tokens {
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

/** As many tokens of each kind, and more of one. */
function isMore(left: Tokens, right: Tokens): boolean {
  if (left.inputTokens === null || left.outputTokens === null || right.inputTokens === null || right.outputTokens === null) return false
  const [input, output] = [left.inputTokens - right.inputTokens, left.outputTokens - right.outputTokens]
  return input >= 0 && output >= 0 && input + output > 0
}

function sayTokens({ inputTokens, outputTokens }: Tokens): string {
  return `${inputTokens ?? '?'} tokens in and ${outputTokens ?? '?'} out`
}

function usd(nanoUsd: number): string {
  return `$${nanoUsdToText(nanoUsd as CostTotal['nanoUsd'])}`
}

function signed(nanoUsd: number): string {
  return nanoUsd < 0 ? `−${usd(-nanoUsd)}` : `+${usd(nanoUsd)}`
}
