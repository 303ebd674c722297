import type { AlertCondition } from '#contract/alerts'
import { type CallSums, mergeSums, noCalls, settledCalls, sketchQuantile } from '#engine/monitor'
import type { AlertFacts } from './alert-facts.ts'
import { type Judged, judged, windowed } from './finding.ts'
import { calls, milliseconds, percent } from './words.ts'

type On<Kind extends AlertCondition['on']> = Extract<AlertCondition, { on: Kind }>
type Who = Pick<On<'error_rate'>, 'provider' | 'model'>

export function judgeErrorRate(rule: On<'error_rate'>, facts: AlertFacts): Judged {
  const sums = sumOf(rule, facts)
  const settled = settledCalls(sums)
  if (settled < rule.minCalls) return judged(tooFew(settled, rule), [])
  const share = sums.failed / settled
  const [measured, bound] = [`${percent(share)} of ${calls(settled)}`, percent(rule.above)]
  const message = `Of ${calls(settled)}${toWhom(rule)} in the last ${rule.windowMinutes} min ${percent(share)} failed, more than ${bound}.`
  return windowed(measured, share > rule.above ? [{ key: keyOf(rule), measured, bound, message }] : [], facts)
}

export function judgeLatency(rule: On<'latency'>, facts: AlertFacts): Judged {
  const { latencies, answered } = sumOf(rule, facts)
  const p95Ms = sketchQuantile(latencies, 0.95)
  if (answered < rule.minCalls || p95Ms === null) return judged(tooFew(answered, rule), [])
  const [measured, bound] = [`p95 ${milliseconds(p95Ms)} of ${calls(answered)}`, milliseconds(rule.p95AboveMs)]
  const message = `The p95 of ${calls(answered)}${toWhom(rule)} in the last ${rule.windowMinutes} min is ${milliseconds(p95Ms)}, more than ${bound}.`
  return windowed(measured, p95Ms > rule.p95AboveMs ? [{ key: keyOf(rule), measured, bound, message }] : [], facts)
}

/** Of whom the rule is about: one model, one provider, or all. */
function sumOf(rule: Who & { readonly windowMinutes: number }, { recent }: AlertFacts): CallSums {
  const total = noCalls()
  for (const [ref, sums] of recent(rule.windowMinutes)) {
    const isOf = (rule.model === undefined || ref === rule.model) && (rule.provider === undefined || ref.startsWith(`${rule.provider}/`))
    if (isOf) mergeSums(total, sums)
  }
  return total
}

function keyOf({ provider, model }: Who): string {
  if (model !== undefined) return `model:${model}`
  return provider === undefined ? 'workspace' : `provider:${provider}`
}

function toWhom({ provider, model }: Who): string {
  const whom = model ?? provider
  return whom === undefined ? '' : ` to ${whom}`
}

function tooFew(settled: number, { minCalls }: { readonly minCalls: number }): string | null {
  return settled === 0 ? null : `${calls(settled)}, fewer than ${minCalls}`
}
