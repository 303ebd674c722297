import { credentialRule, type ProviderRecord } from '#engine/catalog'
import type { ProviderCall } from '#engine/ports'
import type { StartAttempt } from '#engine/storage'
import type { Admitted } from './admission.ts'
import { isTriedAgain, type Job } from './job.ts'
import type { Now } from './pool-gate.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'

/** The credential is there but cannot be had; only a person can mend that. */
export class KeyUnreadable extends Error {}

/** The write-ahead row of a job's next attempt. */
export function buildStart(job: Job, poolId: number, ulid: string, admitted: Admitted, now: Now): StartAttempt {
  const { owner, model, parameters } = job.lane
  return {
    ulid,
    method: owner.method,
    runId: owner.runId,
    probeId: job.probeId ?? owner.aboutProbeId ?? null,
    outputKind: parameters.output === undefined ? 'text' : 'object',
    number: job.attempts,
    kind: job.hasFallenBack ? 'fallback' : isTriedAgain(job) ? 'retry' : 'first',
    requestModelId: job.requestModelId,
    servedModelId: model.id,
    poolId,
    user: owner.user,
    startedAtMs: now.epochMs,
    queueMs: Math.max(0, now.monotonicMs - job.readySinceMs),
    waitCause: job.waitCause,
    reservedInputTokens: admitted.estimate.inputTokens,
    reservedOutputTokens: admitted.estimate.outputTokens,
    costUpperNanoUsd: admitted.upperNanoUsd,
    priceVersionId: admitted.price?.id ?? null,
  }
}

/** The request itself. Throws KeyUnreadable when the credential cannot be read, and when the provider has no address. */
export async function buildCall(ports: SchedulerPorts, provider: ProviderRecord, job: Job, ulid: string): Promise<ProviderCall> {
  if (provider.isInsecure) throw new KeyUnreadable(`requests to ${provider.key} would travel in clear, which nobody has allowed`)
  return {
    attemptId: ulid,
    sendsAttemptId: provider.sendsAttemptId,
    kind: provider.kind,
    baseUrl: provider.kind === 'simulator' && provider.baseUrl === null ? await ports.simulatorUrl() : baseUrlOf(provider),
    apiKey: provider.credential === null ? null : await readKey(ports, provider, provider.credential),
    wireId: job.lane.model.wireId,
    messages: job.messages,
    parameters: job.lane.parameters,
    timeouts: provider.timeouts,
  }
}

function baseUrlOf(provider: ProviderRecord): string {
  if (provider.baseUrl === null) throw new Error(`provider ${provider.key} has no base URL`)
  return provider.baseUrl
}

async function readKey(ports: SchedulerPorts, provider: ProviderRecord, credential: string): Promise<string> {
  if (credentialRule(provider) !== 'named') throw new KeyUnreadable(`the key of ${provider.key} may not be sent to its address`)
  const found = await ports.secrets.read(credential, provider.origin)
  if (found.kind === 'unreadable')
    throw new KeyUnreadable(`the key of ${provider.key} at ${credential} cannot be opened here: ${found.why}`)
  if (found.kind === 'missing') throw new KeyUnreadable(`the key of ${provider.key} at ${credential} is gone`)
  ports.log.registerSecret(found.value)
  return found.value
}
