export { type CallListener, type Executed, type ExecutorPorts, executeCall } from './call-executor.ts'
export { type CostFacts, costOfOutcome, estimatedTokens, type OutcomeCost } from './cost-of-outcome.ts'
export { attemptPart } from './settlement.ts'
export { TokenEstimates, tokensUsed } from './token-estimates.ts'
