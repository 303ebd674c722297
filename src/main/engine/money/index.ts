export { completeRates, type GivenRates } from './complete-rates.ts'
export {
  type BilledRequest,
  type Cost,
  type CostLine,
  contextTokensOf,
  costOf,
  type RequestCostLine,
  type TokenClass,
  type TokenCostLine,
} from './cost.ts'
export { costArithmeticOf } from './cost-arithmetic.ts'
export { costSnapshotOf, estimatedCostOf } from './cost-snapshot.ts'
export { addToTotal, type CountedCost, emptyTotal, mergeTotals } from './cost-total.ts'
export { type Decimal, parseDecimal } from './decimal.ts'
export { formatNanoUsd, formatRatePerMillion, nanoUsdToText, rateToText } from './format-usd.ts'
export { addNanoUsd, roundHalfToEven, roundUp, toNanoUsd, toRate } from './integers.ts'
export { parseUsdPerMillion, parseUsdPerToken, parseUsdToNano, roundUsdToNano } from './parse-usd.ts'
export { isServiceTierPriced, type Pricing, pickTier, pricingOf, type TierFacts } from './pick-tier.ts'
export { priceInForce } from './price-in-force.ts'
export { type RateFactors, rateFactors, scaledCostOf } from './scaled-cost.ts'
export { type TokenCeiling, upperBoundNanoUsd } from './upper-bound.ts'
export { pricingVersions, type Withdrawing, withdrawalsOf } from './withdrawals.ts'
