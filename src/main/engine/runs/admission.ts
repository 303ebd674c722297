import type { NanoUsd, Tokens } from '#contract/units'
import type { TokenEstimates } from '#engine/calls'
import type { Catalog, PriceRecord } from '#engine/catalog'
import { upperBoundNanoUsd } from '#engine/money'
import type { SecretStore } from '#engine/ports'
import type { Storage } from '#engine/storage'
import type { Reservation } from './budget.ts'
import type { Job } from './job.ts'
import type { Denial, Now, PoolTicket, TokenEstimate } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { ProviderGate } from './provider-gate.ts'
import type { Services } from './services.ts'

export interface Admission {
  readonly catalog: Catalog
  readonly storage: Storage
  readonly secrets: SecretStore
  readonly services: Services
  readonly estimates: TokenEstimates
  readonly maxCostPerCallNanoUsd: NanoUsd | null
}

/** `scope`: who else is kept by the same reason: everyone in the pool, the job's owner, or its lane alone. */
export type AdmissionAnswer =
  | {
      readonly kind: 'yes'
      readonly estimate: TokenEstimate
      readonly price: PriceRecord | undefined
      readonly upperNanoUsd: NanoUsd | null
      readonly maxOutputTokens: number
    }
  | { readonly kind: 'no'; readonly scope: 'pool' | 'owner' | 'lane'; readonly denial: Denial }

/** Everything a start took; each is settled once. */
export interface Admitted {
  readonly ticket: PoolTicket
  readonly provider: ProviderGate
  readonly reservation: Reservation | undefined
  readonly estimate: TokenEstimate
  readonly price: PriceRecord | undefined
  readonly upperNanoUsd: NanoUsd | null
}

/** Room above the prompt's own bytes for what a wire format adds around each message. */
const messageOverheadTokens = 16
/** Assumed when neither batch nor model says how long an answer may get. */
const outputCeilingTokens = 16_384

/** May this job leave now? Asks everyone, changes nothing. */
export function askAdmission(admission: Admission, queue: PoolQueue, job: Job, now: Now): AdmissionAnswer {
  const { owner, model, parameters } = job.lane
  if (admission.storage.isFailing) return no('pool', { cause: 'storage' })
  if (!owner.isSending) return no('owner', { cause: 'run_paused' })
  const provider = admission.catalog.provider(model.providerId)
  const hasCredential = provider.credential === null || admission.secrets.has(provider.credential)
  const atProvider = admission.services
    .provider(provider.id)
    .ask({ isEnabled: provider.isEnabled, hasCredential, maxParallel: provider.maxParallel, isVerify: owner.method === 'verify' })
  if (atProvider !== undefined) return no('pool', atProvider)
  if (owner.maxParallel !== null && owner.onWire >= owner.maxParallel) return no('owner', { cause: 'run_slots' })
  const estimate = admission.estimates.estimate(model.id, job.promptBytes, parameters.maxOutputTokens)
  const atPool = queue.gate.ask(estimate, now)
  if (atPool !== undefined) return no('pool', atPool)
  const price = admission.catalog.priceInForce(model.id, now.epochMs)
  const maxOutputTokens = parameters.maxOutputTokens ?? model.maxOutput ?? outputCeilingTokens
  const upperNanoUsd = price === undefined ? null : upperOf(job, price, maxOutputTokens)
  if (owner.budget !== null && upperNanoUsd !== null && !owner.budget.fits(upperNanoUsd)) return no('lane', { cause: 'budget' })
  if (admission.maxCostPerCallNanoUsd !== null && (upperNanoUsd === null || upperNanoUsd > admission.maxCostPerCallNanoUsd))
    return no('lane', { cause: 'budget' })
  return { kind: 'yes', estimate, price, upperNanoUsd, maxOutputTokens }
}

/** Takes it all, in the turn of the yes. */
export function takeAdmission(
  admission: Admission,
  queue: PoolQueue,
  job: Job,
  yes: Extract<AdmissionAnswer, { kind: 'yes' }>,
  now: Now,
): Admitted {
  const { owner, model } = job.lane
  const provider = admission.services.provider(model.providerId)
  const reservation = owner.budget?.reserve(yes.upperNanoUsd ?? 0)
  provider.inFlight += 1
  owner.inFlight += 1
  owner.onWire += 1
  return {
    ticket: queue.gate.take(yes.estimate, now),
    provider,
    reservation,
    estimate: yes.estimate,
    price: yes.price,
    upperNanoUsd: yes.upperNanoUsd,
  }
}

/** Every byte of prompt a token, and the longest answer: nothing can cost more. */
function upperOf(job: Job, price: PriceRecord, maxOutputTokens: number): NanoUsd | null {
  const inputTokensUpper = (job.promptBytes + messageOverheadTokens * (job.messages.length + 1)) as Tokens
  return upperBoundNanoUsd({ inputTokensUpper, outputTokensUpper: maxOutputTokens as Tokens }, price.tiers)
}

function no(scope: 'pool' | 'owner' | 'lane', denial: Denial): AdmissionAnswer {
  return { kind: 'no', scope, denial }
}
