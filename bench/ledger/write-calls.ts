import type { CostState } from '#contract/calls'
import type { NanoUsd } from '#contract/units'
import { addToTotal } from '#engine/money'
import { RunTally } from '../../src/main/engine/runs/run-tally.ts'
import type { WriteContext } from '../../src/main/engine/storage/write-context.ts'
import { keepBody, splitText } from '../../src/main/engine/storage/writes/body-writes.ts'
import type { Dice } from './dice.ts'
import { drawCall } from './draw-call.ts'
import { byStart } from './order.ts'
import { type CallPlanner, methods, none, waitCauses } from './plan-calls.ts'
import type { RunPlan } from './plan-runs.ts'
import { makeProse, taskAt } from './tasks.ts'
import type { StoredModel } from './write-catalog.ts'

const columns = `id, ulid, seq, method, run_id, probe_id, number, kind, state, request_model_id, served_model_id, pool_id, response_model, user, output_kind,
  started_at_ms, ended_at_ms, duration_ms, first_chunk_ms, queue_ms, wait_cause, http_status, code, message, error_body, provider_request_id, finish_reason,
  uncached_input_tokens, cache_read_input_tokens, cache_write_5m_input_tokens, cache_write_1h_input_tokens, text_output_tokens,
  reasoning_output_tokens, raw_usage, reserved_input_tokens, reserved_output_tokens, cost_nanousd, cost_upper_nanousd, cost_state, price_version_id, price_tier,
  estimated_input_tokens, estimated_output_tokens, answer_text, answer_hash`
const insertCall = `insert into attempt (${columns}) values (${columns
  .split(',')
  .map(() => '?')
  .join(', ')})`

const kinds = ['first', 'retry', 'fallback']
const proseBytes = 1_000_000
/** Of every hundred answers so many are long ones, kept as bodies. */
const longShare = 0.03

/** What probes keep of their last call, by the call's place. */
export interface Outcomes {
  readonly id: Uint32Array
  readonly tokens: Int32Array
  readonly costNanoUsd: Float64Array
}

export interface CallOrder {
  readonly plans: readonly RunPlan[]
  readonly models: readonly StoredModel[]
  readonly promptBytes: readonly Int32Array[]
  readonly seqs: Uint32Array
}

/** Writes every call in the order it began, and counts what runs came to. */
export function writeCalls(
  context: WriteContext,
  dice: Dice,
  planner: CallPlanner,
  order: CallOrder,
): { outcomes: Outcomes; tallies: RunTally[] } {
  const { calls, probes } = planner
  const { plans, models } = order
  const prose = makeProse(dice, proseBytes)
  const insert = context.prepare(insertCall)
  const tallies = plans.map(({ prompts, samples, models: asked }) => new RunTally(prompts * samples * asked.length))
  const outcomes = {
    id: new Uint32Array(calls.length),
    tokens: new Int32Array(calls.length).fill(none),
    costNanoUsd: new Float64Array(calls.length).fill(none),
  }
  let id = 0
  for (const at of byStart(calls)) {
    id += 1
    const run = calls.run[at] ?? none
    const probe = probes[calls.probe[at] ?? none]
    const plan = plans[run]
    const served = calls.served[at] ?? 0
    const failure = calls.failure[at] ?? none
    const method = methods[calls.method[at] ?? 0] ?? 'probe'
    const [requested, model] = [models[calls.requested[at] ?? 0], models[served]]
    if (requested === undefined || model === undefined) throw new Error('a call of no model')
    const task = plan === undefined ? undefined : taskAt(plan.task)
    const isJson = method === 'judge' || method === 'expand' || (method === 'probe' && task?.output === 'object')
    const usualBytes = method === 'verify' ? 6 : method === 'judge' ? 110 : (task?.answerBytes ?? 200)
    const startMs = calls.startMs[at] ?? 0
    const durationMs = calls.durationMs[at] ?? 0
    const drawn = drawCall(dice, prose, {
      ...{ model, served, failure, startMs, isJson, parameters: plan?.parameters ?? {} },
      promptBytes: (probe === undefined ? undefined : order.promptBytes[run]?.[probe.prompt]) ?? 240,
      answerBytes: dice.isLess(longShare) ? dice.logNormal(2200, 0.5) : dice.logNormal(usualBytes, task?.sigma ?? 0.4),
    })
    const { usage } = drawn
    const answer = splitText(drawn.answer)
    if (answer.body !== null) keepBody(context, answer.body)
    const isAnswered = drawn.state === 'answered'
    insert.run(
      ...[
        id,
        dice.ulid(startMs),
        order.seqs[at],
        method,
        run === none ? null : run + 1,
        probe === undefined ? null : (calls.probe[at] ?? 0) + 1,
      ],
      ...[calls.number[at], kinds[calls.kind[at] ?? 0], drawn.state, requested.id, model.id, model.poolId],
      ...[isAnswered ? model.wireId : null, plan?.user ?? 'ada', isJson ? 'object' : 'text'],
      ...[
        startMs,
        Math.round(startMs + durationMs),
        durationMs,
        isAnswered ? Math.round(durationMs * 300 * (0.6 + dice.next() * 0.8)) / 1000 : null,
      ],
      ...[
        Math.round((calls.queueMs[at] ?? 0) * 1000) / 1000,
        waitCauses[calls.waitCause[at] ?? 0],
        drawn.httpStatus,
        drawn.code,
        drawn.message,
        drawn.errorBody,
      ],
      ...[drawn.httpStatus === null ? null : `req_${dice.letters(20)}`, drawn.finishReason],
      ...[usage?.uncachedInputTokens, usage?.cacheReadInputTokens, usage?.cacheWrite5mInputTokens, usage?.cacheWrite1hInputTokens],
      ...[usage?.textOutputTokens, usage?.reasoningOutputTokens, drawn.rawUsage, drawn.reservedInput, drawn.reservedOutput],
      ...[drawn.nanoUsd, drawn.upperNanoUsd, drawn.costState, drawn.priceId, drawn.priceTier],
      ...[drawn.estimated?.input, drawn.estimated?.output, answer.inline, answer.body?.hash],
    )
    outcomes.id[at] = id
    if (usage !== null) outcomes.tokens[at] = Object.values(usage).reduce((sum: number, tokens) => sum + tokens, 0)
    if (drawn.nanoUsd !== null) outcomes.costNanoUsd[at] = drawn.nanoUsd
    const tally = tallies[run]
    if (tally !== undefined) addCall(tally, drawn)
  }
  return { outcomes, tallies }
}

function addCall(
  tally: RunTally,
  { costState, nanoUsd, upperNanoUsd }: { costState: CostState; nanoUsd: number | null; upperNanoUsd: number | null },
): void {
  tally.attempts += 1
  tally.cost = addToTotal(tally.cost, {
    state: costState,
    nanoUsd: nanoUsd as NanoUsd | null,
    upperNanoUsd: upperNanoUsd as NanoUsd | null,
  })
}
