import type { CostArithmetic, CostLine as LineView } from '#contract/costs'
import type { Rates } from '#contract/prices'
import type { Usage } from '#contract/usage'
import { type CostLine, costLinesOf } from './cost.ts'
import { decimalText } from './decimal.ts'
import { nanoUsdToText, rateToText } from './format-usd.ts'
import { unknownRates } from './pick-tier.ts'

const picoScale = 12

/** The lines that a usage comes to at these rates, undefined: of which none is known, and their sum, as exact decimal text. */
export function costArithmeticOf(usage: Usage, rates: Rates | undefined, isEstimated: boolean): CostArithmetic {
  const lines = costLinesOf(usage, rates ?? unknownRates)
  const known = lines.reduce((sum, { picoUsd }) => sum + (picoUsd ?? 0n), 0n)
  return { lines: lines.map(lineView), knownUsd: picoText(known), isEstimated }
}

function lineView(line: CostLine): LineView {
  const { usageClass, picoUsd } = line
  const usd = picoUsd === null ? null : picoText(picoUsd)
  if (line.usageClass === 'perRequest') return { usageClass, quantity: line.requests, rateUsd: nanoUsdToText(line.rate), usd }
  return { usageClass, quantity: line.tokens, rateUsd: line.rate === null ? null : rateToText(line.rate), usd }
}

function picoText(picoUsd: bigint): string {
  return decimalText(picoUsd, picoScale)
}
