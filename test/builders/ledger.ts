import type { Writes } from '../../src/main/engine/storage/writes/index.ts'

type Input<Name extends keyof Writes> = Parameters<Writes[Name]> extends [unknown, infer Given] ? Given : never

export const auditAt = (atMs = 0, ulid = `audit-${atMs}`) => ({ ulid, atMs, user: 'ada', origin: 'test' })

const pool = {
  name: 'default',
  max_parallel: 1,
  requests_per_minute: null,
  tokens_per_minute: null,
  input_tokens_per_minute: null,
  output_tokens_per_minute: null,
  requests_per_day: null,
  day_resets_at: '00:00 UTC',
  burst: null,
}

export function providerColumns(key = 'sim') {
  return {
    key,
    name: key,
    kind: 'openai-compatible',
    base_url: 'http://127.0.0.1:1/v1',
    credential_ref: null,
    credential_origin: null,
    connect_ms: 10_000,
    silence_ms: 120_000,
    total_ms: 600_000,
    max_parallel: null,
    sends_attempt_id: 1,
    enabled: 1,
  }
}

export const poolColumns = (name = 'default') => ({ ...pool, name })

export function modelColumns(wireId = 'one') {
  return {
    wire_id: wireId,
    name: wireId,
    status: 'active',
    is_default: 0,
    context_window: null,
    max_output: null,
    capabilities: '{}',
    sunset_at_ms: null,
    fallback_model_id: null,
    import_json: null,
  }
}

/** A provider `sim` with one pool. */
export function providerInput(key = 'sim', poolName = 'default'): Input<'edit'> {
  return {
    ...{ kind: 'provider', subject: key, action: 'add', audit: auditAt(0, `audit-of-${key}`) },
    steps: [
      { do: 'add', kind: 'provider', subject: key, row: providerColumns(key) },
      { do: 'add', kind: 'pool', subject: `${key}/${poolName}`, row: { ...poolColumns(poolName), provider_id: { step: 0 } } },
    ],
  }
}

export function poolInput(name: string, providerId = 1): Input<'edit'> {
  const subject = `sim/${name}`
  return {
    ...{ kind: 'pool', subject, action: 'add', audit: auditAt(0, `audit-of-${name}`) },
    steps: [{ do: 'add', kind: 'pool', subject, row: { ...poolColumns(name), provider_id: providerId } }],
  }
}

/** A model of provider and pool 1, with one seed price. */
export function modelInput(wireId = 'one', providerId = 1, poolId = 1): Input<'edit'> {
  const subject = `sim/${wireId}`
  const row = { ...modelColumns(wireId), provider_id: providerId, pool_id: poolId }
  return {
    ...{ kind: 'model', subject, action: 'add', audit: auditAt(0, `audit-of-${providerId}-${wireId}`) },
    steps: [
      { do: 'add', kind: 'model', subject, row },
      { do: 'add', kind: 'price', subject, row: { ...priceRow(`price-of-${providerId}-${wireId}`), model_id: { step: 0 } } },
    ],
  }
}

/** One more price of a model. */
export function priceInput(modelId: number, price: ReturnType<typeof priceRow>): Input<'edit'> {
  return {
    ...{ kind: 'price', subject: 'sim/one', action: 'add', audit: auditAt(0, `audit-of-${price.ulid}`) },
    steps: [{ do: 'add', kind: 'price', subject: 'sim/one', row: { ...price, model_id: modelId } }],
  }
}

/** One step on a row that is there. */
export function stepInput(step: Input<'edit'>['steps'][number], audit = auditAt(1, 'audit-of-step')): Input<'edit'> {
  return { kind: step.kind, subject: step.subject, action: step.do, steps: [step], audit }
}

export function priceRow(ulid: string, effectiveFromMs = 0, sourceKind: 'seed' | 'manual' | 'import' = 'seed') {
  return {
    ulid,
    effective_from_ms: effectiveFromMs,
    tiers: '[]',
    source: 'a price list',
    source_kind: sourceKind,
    source_url: null,
    source_figures: null,
    note: null,
    created_at_ms: 0,
  }
}

/** A run of model 1. */
export function runInput(ulid = 'run-1', modelIds: readonly number[] = [1]): Input<'createRun'> {
  return {
    ulid,
    name: ulid,
    batch: '{}',
    user: 'ada',
    budgetNanoUsd: null,
    samples: 1,
    onRestart: 'hold',
    models: modelIds.map((modelId) => ({ modelId, parameters: '{}' })),
    atMs: 0,
  }
}

/** Prompts and planned probes `from` to `from + count - 1` of a run's lane. */
export function pageInput(runId: number, count: number, from = 0): { prompts: Input<'addPrompts'>; probes: Input<'planProbes'> } {
  const indexes = Array.from({ length: count }, (_, offset) => from + offset)
  return {
    prompts: { runId, fromIdx: from, prompts: indexes.map((index) => ({ variables: `{"n":${index}}`, bodyHash: `h${index}`, bytes: 40 })) },
    probes: { runId, position: 0, modelId: 1, planned: from, cells: indexes.map((promptIdx) => ({ promptIdx, sample: 0 })) },
  }
}

/** The first attempt of a probe, with model and price 1. */
export function startInput(ulid: string, probeId: number | null, more: Partial<Input<'startAttempt'>> = {}): Input<'startAttempt'> {
  return {
    ulid,
    method: probeId === null ? 'verify' : 'probe',
    runId: probeId === null ? null : 1,
    probeId,
    outputKind: 'text',
    number: 1,
    kind: 'first',
    requestModelId: 1,
    servedModelId: 1,
    poolId: 1,
    user: 'ada',
    startedAtMs: 1000,
    queueMs: 0.5,
    waitCause: null,
    reservedInputTokens: 50,
    reservedOutputTokens: 200,
    costUpperNanoUsd: 9000,
    priceVersionId: 1,
    ...more,
  }
}

/** The attempt's answer, which is the probe's. */
export function settleInput(
  attemptId: number,
  probeId: number | null,
  answer: string,
  more: Partial<Input<'settleAttempt'>> = {},
): Input<'settleAttempt'> {
  return {
    attemptId,
    state: 'answered',
    endedAtMs: 2000,
    durationMs: 1000,
    firstChunkMs: 100,
    httpStatus: 200,
    code: null,
    message: null,
    errorBody: null,
    providerRequestId: `req-${attemptId}`,
    responseModel: 'one-2026',
    finishReason: 'stop',
    serviceTier: null,
    usage: {
      uncached_input_tokens: 40,
      cache_read_input_tokens: 0,
      cache_write_5m_input_tokens: 0,
      cache_write_1h_input_tokens: 0,
      text_output_tokens: 10,
      reasoning_output_tokens: 0,
    },
    rawUsage: '{"total_tokens":50}',
    costState: 'computed',
    costNanoUsd: 1234,
    costUpperNanoUsd: null,
    priceTier: 0,
    estimatedTokens: null,
    keep: null,
    answer,
    probe: probeId === null ? null : succeeded(probeId),
    poolState: null,
    providerState: null,
    breakers: null,
    ...more,
  }
}

export function succeeded(probeId: number): NonNullable<Input<'settleAttempt'>['probe']> {
  return {
    probeId,
    status: 'succeeded',
    code: null,
    waitCause: null,
    waitUntilMs: null,
    waitSinceMs: null,
    allowanceUsed: 1,
    countedRefusals: 0,
    fallbackModelId: null,
    servedModelId: 1,
    isAnswer: true,
  }
}
