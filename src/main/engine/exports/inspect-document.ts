import { isoText } from '#engine/resilience'
import type { ProbeFacts, RunDocument, RunFacts } from './run-document.ts'

/**
 * A run in the shape of Inspect's evaluation logs, version 2: a log of one model is the document; of several, a list of logs, one a model. Probes come model by model.
 * A check that could not be decided has no score in its sample. Source: Inspect's `EvalLog`, https://inspect.aisi.org.uk/eval-logs.html (read 2026-11).
 */
export function inspectDocument(run: RunFacts): RunDocument {
  const isList = run.models.length !== 1
  let current: string | undefined
  let isFirst = true
  return {
    head: () => (isList ? '[' : ''),
    probe(probe) {
      const begun = probe.model === current ? '' : `${current === undefined ? '' : `${logEnd},`}\n${logHead(run, probe.model)}`
      const before = probe.model === current && !isFirst ? ',\n' : '\n'
      current = probe.model
      isFirst = false
      return begun + before + JSON.stringify(sampleOf(probe))
    },
    tail: () =>
      `${current === undefined ? (isList ? '' : `${logHead(run, run.models[0]?.model ?? '')}${logEnd}`) : logEnd}${isList ? '\n]' : ''}\n`,
  }
}

const logEnd = '\n]}'

function logHead(run: RunFacts, model: string): string {
  const outcome = run.models.find((each) => each.model === model)
  const done = run.status === 'finished'
  const head = {
    version: 2,
    status: done ? 'success' : run.status === 'cancelled' ? 'cancelled' : 'started',
    eval: {
      eval_id: run.id,
      run_id: run.id,
      created: isoText(run.createdAtMs),
      task: run.name,
      task_id: run.id,
      dataset: { name: run.name, samples: outcome === undefined ? 0 : Math.ceil(outcome.probes / run.samples) },
      model,
      model_args: {},
      config: { epochs: run.samples },
      metadata: { exportedBy: `assay ${run.version}`, user: run.user },
    },
    plan: { name: 'plan', steps: [], config: run.parameters[model] ?? {} },
    results: {
      total_samples: outcome?.probes ?? 0,
      completed_samples: outcome?.answered ?? 0,
      scores: [
        {
          name: 'checks',
          scorer: 'checks',
          scored_samples: (outcome?.passed ?? 0) + (outcome?.failed ?? 0),
          unscored_samples: (outcome?.errors ?? 0) + (outcome?.unchecked ?? 0),
          metrics: outcome?.passRate == null ? {} : { accuracy: { name: 'accuracy', value: outcome.passRate.rate } },
        },
      ],
    },
    stats: {
      started_at: isoText(run.createdAtMs),
      completed_at: run.finishedAtMs === null ? '' : isoText(run.finishedAtMs),
      model_usage: {},
    },
  }
  return `${JSON.stringify(head).slice(0, -1)},"samples":[`
}

function sampleOf(probe: ProbeFacts): object {
  const isAnswered = probe.status === 'succeeded'
  const answer = { role: 'assistant', content: probe.answer ?? '', source: 'generate', model: probe.served_model }
  return {
    id: probe.variables['id'] ?? probe.prompt_index + 1,
    epoch: probe.sample + 1,
    input: probe.messages,
    target: probe.variables['target'] ?? '',
    messages: isAnswered ? [...probe.messages, answer] : probe.messages,
    output: {
      model: probe.served_model ?? probe.model,
      choices: isAnswered ? [{ message: answer, stop_reason: stopReasonOf(probe.finish_reason) }] : [],
      completion: probe.answer ?? '',
      usage: usageOf(probe),
      ...(probe.duration_ms === null ? {} : { time: probe.duration_ms / 1000 }),
    },
    scores: scoresOf(probe),
    metadata: {
      ...probe.variables,
      costNanoUsd: probe.cost_unknown ? null : probe.spent_nanousd,
      attempts: probe.attempts,
      usedFallback: probe.used_fallback,
    },
    ...(isAnswered ? {} : { error: { message: probe.message ?? probe.code ?? probe.status, traceback: '', traceback_ansi: '' } }),
  }
}

/** C: correct, I: incorrect, as there. */
function scoresOf({ verdict, checks, answer }: ProbeFacts): object {
  if (verdict === null || verdict === 'error') return {}
  const explanation = checks?.checks.flatMap(({ label, reason }) => (reason === null ? [] : [`${label}: ${reason}`])).join('\n') ?? ''
  return { checks: { value: verdict === 'pass' ? 'C' : 'I', answer: answer ?? '', explanation } }
}

function usageOf(probe: ProbeFacts): object {
  const input = (probe.uncached_input_tokens ?? 0) + (probe.cache_read_input_tokens ?? 0)
  const output = (probe.text_output_tokens ?? 0) + (probe.reasoning_output_tokens ?? 0)
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_cache_read: probe.cache_read_input_tokens,
    reasoning_tokens: probe.reasoning_output_tokens,
  }
}

function stopReasonOf(reason: string | null): string {
  if (reason === null) return 'unknown'
  if (/length|max_tokens/.test(reason)) return 'max_tokens'
  if (/filter|safety/.test(reason)) return 'content_filter'
  return /stop|end_turn|completed/.test(reason) ? 'stop' : 'unknown'
}
