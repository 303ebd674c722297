import { createHash } from 'node:crypto'
import type { ModelRecord, ProviderRecord } from '#engine/catalog'
import type { CallOutcome, CallParameters, PromptMessage } from '#engine/ports'
import type { AnswerKey, KeepAnswer } from '#engine/storage'
import type { Job } from './job.ts'

/** All that decides an answer, as far as it can be decided. */
export interface AskedFor {
  readonly provider: Pick<ProviderRecord, 'key' | 'baseUrl'>
  readonly wireId: ModelRecord['wireId']
  readonly messages: readonly PromptMessage[]
  /** As they are sent. */
  readonly parameters: CallParameters
  /** The same prompt asked several times wants several answers. */
  readonly sample: number
}

/** By what an answer is kept and found: SHA-256 of all that decides it. The order in which parameters were written does not. */
export function answerKey({ provider, wireId, messages, parameters, sample }: AskedFor): AnswerKey {
  const { output, ...others } = parameters
  const sorted = Object.entries(others)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  const asked = [
    provider.key,
    provider.baseUrl,
    wireId,
    messages.map(({ role, content }) => [role, content]),
    sorted,
    output ?? null,
    sample,
  ]
  return createHash('sha256').update(JSON.stringify(asked)).digest()
}

/** How providers say that an answer ended because it was complete. */
const completeReasons: ReadonlySet<string> = new Set(['stop', 'completed', 'end_turn', 'stop_sequence'])

/** And of one that was wanted of a shape: some wires have it told as a tool's input. */
const toldReasons: ReadonlySet<string> = new Set([...completeReasons, 'tool_use', 'tool_calls'])

/** Null: the answer is not one that others may take: the probe's run keeps none, another model gave it, or it is not complete. */
export function answerToKeep(job: Job, outcome: CallOutcome, atMs: number, keptMs: number): KeepAnswer | null {
  const { answerKey: key, requestModelId: modelId, hasFallenBack } = job
  if (key === null || hasFallenBack || outcome.kind !== 'ANSWERED') return null
  const complete = job.lane.parameters.output === undefined ? completeReasons : toldReasons
  if (job.lane.model.id !== modelId || !complete.has(outcome.finishReason.toLowerCase())) return null
  return { key, modelId, bytes: Buffer.byteLength(outcome.text), atMs, expiresAtMs: atMs + keptMs }
}
