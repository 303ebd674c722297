import { isoText } from '#engine/resilience'
import type { ProbeFacts, RunDocument, RunFacts } from './run-document.ts'

/**
 * A run in the shape of promptfoo's results, version 3: one result a probe, with the component results of its checks. Costs are in USD, as there; a cost nobody knows is absent.
 * Source: promptfoo's `EvaluateSummaryV3` and `EvaluateResult`, https://www.promptfoo.dev/docs/configuration/reference (read 2026-11).
 */
export function promptfooDocument(run: RunFacts): RunDocument {
  let [successes, failures, errors, isFirst] = [0, 0, 0, true]
  return {
    head: () => `{"evalId":${JSON.stringify(`assay-${run.id}`)},"results":{"version":3,"timestamp":${JSON.stringify(isoText(run.createdAtMs))},
"prompts":${JSON.stringify(run.models.map((model) => promptOf(run, model)))},"results":[`,
    probe(probe) {
      const before = isFirst ? '\n' : ',\n'
      isFirst = false
      if (probe.status !== 'succeeded' || probe.verdict === 'error') errors += 1
      else if (probe.verdict === 'fail') failures += 1
      else successes += 1
      return before + JSON.stringify(resultOf(run, probe))
    },
    tail: () => `
],"stats":${JSON.stringify({ successes, failures, errors })}},
"config":${JSON.stringify({ description: run.name, prompts: [run.prompt], providers: run.models.map(({ model }) => model) })},"shareableUrl":null,
"metadata":${JSON.stringify({ exportedBy: `assay ${run.version}`, run: run.id })}}
`,
  }
}

function promptOf({ prompt, name }: RunFacts, outcome: RunFacts['models'][number]): object {
  return {
    raw: prompt,
    label: name,
    provider: outcome.model,
    metrics: {
      score: outcome.meanScore ?? 0,
      testPassCount: outcome.passed,
      testFailCount: outcome.failed,
      testErrorCount: outcome.errors + outcome.missing,
      cost: outcome.spentNanoUsd / 1e9,
    },
  }
}

function resultOf({ id, prompt }: RunFacts, probe: ProbeFacts): object {
  const isAnswered = probe.status === 'succeeded'
  const success = isAnswered && probe.verdict !== 'fail' && probe.verdict !== 'error'
  const score = probe.score ?? (success ? 1 : 0)
  const cost = probe.cost_unknown ? undefined : probe.spent_nanousd / 1e9
  const raw = probe.messages.length === 1 ? (probe.messages[0]?.content ?? '') : JSON.stringify(probe.messages)
  return {
    id: `${id}-${probe.prompt_index}-${probe.model}-${probe.sample}`,
    promptIdx: 0,
    testIdx: probe.prompt_index,
    repeatIndex: probe.sample,
    promptId: id,
    provider: { id: probe.model },
    prompt: { raw, label: prompt },
    vars: probe.variables,
    testCase: { vars: probe.variables },
    ...(isAnswered ? { response: { output: probe.answer, cached: probe.cached, cost, tokenUsage: usageOf(probe) } } : {}),
    ...(isAnswered ? {} : { error: probe.message ?? probe.code ?? probe.status }),
    failureReason: success ? 0 : isAnswered && probe.verdict === 'fail' ? 1 : 2,
    success,
    score,
    namedScores: {},
    latencyMs: probe.duration_ms ?? 0,
    cost,
    gradingResult: probe.checks === null ? null : gradingOf(probe.checks, success, score),
    metadata: { usedFallback: probe.used_fallback, servedModel: probe.served_model, attempts: probe.attempts },
  }
}

function gradingOf({ checks }: NonNullable<ProbeFacts['checks']>, pass: boolean, score: number): object {
  const componentResults = checks.map((check) => ({
    pass: check.verdict === 'pass',
    score: check.score ?? (check.verdict === 'pass' ? 1 : 0),
    reason: check.reason ?? 'passed',
    assertion: { type: check.type, metric: check.label, weight: check.weight },
  }))
  return { pass, score, reason: checks.find(({ verdict }) => verdict !== 'pass')?.reason ?? 'All checks passed', componentResults }
}

function usageOf(probe: ProbeFacts): object {
  const prompt = (probe.uncached_input_tokens ?? 0) + (probe.cache_read_input_tokens ?? 0)
  const completion = (probe.text_output_tokens ?? 0) + (probe.reasoning_output_tokens ?? 0)
  return { total: prompt + completion, prompt, completion, cached: probe.cache_read_input_tokens ?? 0 }
}
