import type { CallCode } from '#contract/calls'
import type { EpochMs, NanoUsd, Tokens } from '#contract/units'
import type { BreakerKeeper, Breakers, BreakerTickets } from '#engine/breakers'
import type { TokenEstimates } from '#engine/calls'
import { hasCredential, type PriceRecord } from '#engine/catalog'
import { upperBoundNanoUsd } from '#engine/money'
import type { Reservation } from './budget.ts'
import type { Job } from './job.ts'
import type { Denial, Now, PoolTicket, TokenEstimate } from './pool-gate.ts'
import type { PoolQueue } from './pool-queue.ts'
import type { ProviderGate } from './provider-gate.ts'
import type { SchedulerPorts } from './scheduler-ports.ts'
import type { Services } from './services.ts'
import type { SpendLimits, SpendTicket } from './spend-limits.ts'

/** Whom admission asks. */
export interface Admission extends SchedulerPorts {
  readonly services: Services
  readonly breakers: Breakers
  readonly keeper: Pick<BreakerKeeper, 'withOutcome'>
  readonly estimates: TokenEstimates
  readonly spend: SpendLimits
}

/** What a start is known to need before it is taken. `upperNanoUsd` null: no price is known. */
interface Needs {
  readonly estimate: TokenEstimate
  readonly price: PriceRecord | undefined
  readonly upperNanoUsd: NanoUsd | null
}

/** `no`: not now; `scope` says who else is kept by the same reason: everyone in the pool, the job's owner, or its lane alone. `never`: the job ends, unsent. */
export type AdmissionAnswer =
  | ({ readonly kind: 'yes' } & Needs)
  | { readonly kind: 'no'; readonly scope: 'pool' | 'owner' | 'lane'; readonly denial: Denial }
  | { readonly kind: 'never'; readonly code: CallCode; readonly message: string }

/** Everything a start took; each is settled once. */
export interface Admitted extends Needs {
  readonly startedAtMs: EpochMs
  readonly ticket: PoolTicket
  readonly provider: ProviderGate
  /** The provider's epoch at the start: a stop that an admin lifted since is not begun anew by this call. */
  readonly providerEpoch: number
  readonly reservation: Reservation | undefined
  readonly spend: SpendTicket
  readonly breakers: BreakerTickets
}

/** Assumed when neither batch nor model says how long an answer may get. */
const outputCeilingTokens = 16_384

/** May this job leave now? Asks everyone, changes nothing. */
export function askAdmission(admission: Admission, queue: PoolQueue, job: Job, now: Now): AdmissionAnswer {
  const { owner, model, parameters } = job.lane
  if (admission.storage.isFailing) return no('pool', { cause: 'storage' })
  if (!owner.isSending) return no('owner', { cause: 'run_paused' })
  const atProvider = askProvider(admission, queue, job)
  if (atProvider !== undefined) return no('pool', atProvider)
  const broken = admission.breakers.ask(admission.services.callServices(model), now)
  if (broken !== undefined) return no(broken.of === 'provider' ? 'pool' : 'lane', broken)
  if (owner.maxParallel !== null && owner.onWire >= owner.maxParallel) return no('owner', { cause: 'run_slots' })
  const estimate = admission.estimates.estimate(model.id, job.promptBytes, parameters.maxOutputTokens)
  const atPool = queue.gate.ask(estimate, now)
  if (atPool !== undefined) return no('pool', atPool)
  const price = admission.catalog.priceInForce(model.id, now.epochMs)
  const upperNanoUsd = price === undefined ? null : upperOf(job, price)
  const tooDear = askCeiling(admission, upperNanoUsd)
  if (tooDear !== undefined) return { kind: 'never', code: 'BUDGET_EXCEEDED', message: tooDear }
  const overBudget =
    owner.budget?.ask(upperNanoUsd) ?? admission.spend.ask(keyOf(admission, queue), upperNanoUsd, owner.allowsUnpriced, now)
  if (overBudget !== undefined) return no('lane', overBudget)
  return { kind: 'yes', estimate, price, upperNanoUsd }
}

/** Takes it all, in the turn of the yes. */
export function takeAdmission(admission: Admission, queue: PoolQueue, job: Job, yes: Needs, now: Now): Admitted {
  const { owner } = job.lane
  const provider = admission.services.provider(queue.providerId)
  const reservation = owner.budget?.reserve(yes.upperNanoUsd ?? 0)
  provider.inFlight += 1
  owner.inFlight += 1
  job.lane.inFlight += 1
  owner.onWire += 1
  return {
    startedAtMs: now.epochMs,
    ticket: queue.gate.take(yes.estimate, now),
    provider,
    providerEpoch: provider.epoch,
    reservation,
    spend: admission.spend.take(keyOf(admission, queue), yes.upperNanoUsd ?? 0, now.epochMs),
    estimate: yes.estimate,
    price: yes.price,
    upperNanoUsd: yes.upperNanoUsd,
    breakers: admission.breakers.enter(admission.services.callServices(job.lane.model)),
  }
}

/** Nothing left: all that was taken goes back. True: whoever waits for a breaker is to be asked again. */
export function giveBackAdmission(admission: Admission, queue: PoolQueue, job: Job, admitted: Admitted, now: Now): boolean {
  const areBreakersMoved = admission.breakers.giveBack(admission.services.callServices(job.lane.model), admitted.breakers, now)
  queue.gate.givenBack(admitted.ticket, now.monotonicMs)
  admitted.provider.inFlight -= 1
  job.lane.owner.onWire -= 1
  if (admitted.reservation !== undefined) job.lane.owner.budget?.settle(admitted.reservation, 0)
  admission.spend.settle(admitted.spend, 0)
  return areBreakersMoved
}

function keyOf(admission: Admission, queue: PoolQueue): string {
  return admission.catalog.provider(queue.providerId).key
}

function askProvider(admission: Admission, queue: PoolQueue, job: Job): Denial | undefined {
  const provider = admission.catalog.provider(queue.providerId)
  const { isEnabled, maxParallel } = provider
  return admission.services.provider(queue.providerId).ask({
    isEnabled,
    hasCredential: hasCredential(provider, admission.secrets),
    maxParallel,
    isVerify: job.lane.owner.method === 'verify',
  })
}

/** Why no call of this bound is ever made; undefined: it may be. Without a price there is no bound to hold. */
function askCeiling(admission: Admission, upperNanoUsd: NanoUsd | null): string | undefined {
  const { maxCostPerCallNanoUsd } = admission.settings()
  if (maxCostPerCallNanoUsd === null || (upperNanoUsd !== null && upperNanoUsd <= maxCostPerCallNanoUsd)) return undefined
  return upperNanoUsd === null
    ? 'its price is not known, and a call has a ceiling'
    : `it may cost ${upperNanoUsd} nano-USD, and a call's ceiling is ${maxCostPerCallNanoUsd}`
}

/** The longest prompt its bytes can make, and the longest answer: nothing can cost more. */
function upperOf({ lane: { model, parameters }, inputTokensUpper }: Job, price: PriceRecord): NanoUsd | null {
  const outputTokensUpper = (parameters.maxOutputTokens ?? model.maxOutput ?? outputCeilingTokens) as Tokens
  return upperBoundNanoUsd({ inputTokensUpper, outputTokensUpper }, price.tiers, parameters.serviceTier)
}

function no(scope: 'pool' | 'owner' | 'lane', denial: Denial): AdmissionAnswer {
  return { kind: 'no', scope, denial }
}
