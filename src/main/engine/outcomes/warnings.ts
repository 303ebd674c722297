import type { ModelOutcome, OutcomeWarning } from '#contract/outcomes'

/** One answer of a hundred may be as it is without a word. */
const leastShare = 0.01
/** Models whose missing answers differ by this share of their probes are not held against the same prompts. */
const missingSpread = 0.01

/**
 * Why these models cannot simply be held against each other. `fallback`, `retried`, `cached`, `errors`, `unchecked`: at least one answer in a hundred is such; `unchecked` only where
 * something is checked. `missing`: a model lacks, of its probes, a hundredth more than the one that lacks least. `others`: what they are held against. A warning is of a model, and in the order of models.
 */
export function outcomeWarnings(models: readonly ModelOutcome[], hasChecks: boolean, others = models): OutcomeWarning[] {
  const share = ({ missing, probes }: ModelOutcome) => (probes === 0 ? 0 : missing / probes)
  const leastMissing = Math.min(...others.filter(({ probes }) => probes > 0).map(share))
  return models.flatMap((outcome) => {
    const { model, answered, probes } = outcome
    const ofAnswered = (code: 'fallback' | 'retried' | 'cached' | 'errors' | 'unchecked', count: number): OutcomeWarning[] =>
      count > 0 && count >= leastShare * answered ? [{ code, model, probes: count, of: answered }] : []
    const isMissing = outcome.missing > 0 && share(outcome) - leastMissing >= missingSpread
    return [
      ...ofAnswered('fallback', outcome.fallback),
      ...ofAnswered('retried', outcome.retried),
      ...(isMissing ? [{ code: 'missing' as const, model, probes: outcome.missing, of: probes }] : []),
      ...ofAnswered('cached', outcome.cached),
      ...ofAnswered('errors', outcome.errors),
      ...(hasChecks ? ofAnswered('unchecked', outcome.unchecked) : []),
    ]
  })
}
