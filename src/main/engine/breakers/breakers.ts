import type { BreakerRecord, CallOutcome } from '#engine/ports'
import type { BreakerPolicy, BreakerTicket } from '#engine/resilience'
import { Breaker, type BreakerDenial, type BreakerNow, type Hold } from './breaker.ts'
import { type Evidence, evidenceOf } from './evidence.ts'

/** Whom a call needs: its provider and its model. */
export interface CallServices {
  readonly provider: string
  readonly model: string
}

/** What a call took of its breakers; to be settled once. */
export interface BreakerTickets {
  readonly provider: BreakerTicket
  readonly model: BreakerTicket
}

/** `of` says who else is kept by the same reason: all of the provider's models, or this one alone. */
export interface ServiceDenial extends BreakerDenial {
  readonly of: 'provider' | 'model'
  readonly service: string
}

/** Something about a breaker changed, other than its counts. */
export interface Transition {
  readonly service: string
  readonly from: string
  readonly to: string
  readonly reason: string | null
}

export interface BreakerPorts {
  readonly policy: () => BreakerPolicy
  /** Called in the turn of the change. */
  readonly onTransition: (transition: Transition) => void
}

/**
 * The breakers of every service, as admission asks them. Invariants:
 * 1. Asking changes nothing; `enter` follows a yes in the same turn; what was entered is settled once.
 * 2. Nothing leaves for a service whose breaker is open, before its half-open time; then one call, until it is settled.
 * 3. A provider's breaker is fed by what no model explains, a model's by all else; nine healthy models work on while the tenth's is open.
 */
export class Breakers {
  readonly #ports: BreakerPorts
  readonly #breakers = new Map<string, Breaker>()
  /** What was counted since it was last kept. */
  readonly #dirty = new Set<Breaker>()
  #isUrgent = false

  constructor(ports: BreakerPorts) {
    this.#ports = ports
  }

  restore(record: BreakerRecord, now: BreakerNow): void {
    this.#breakers.set(record.service, Breaker.restored(record, now, this.#ports.policy()))
  }

  /** Something more than a success is not kept yet. */
  get isUrgent(): boolean {
    return this.#isUrgent
  }

  /** What is to be kept, as it is now; from here on it counts as kept. */
  takeDirty(now: BreakerNow): BreakerRecord[] {
    const records = [...this.#dirty].map((breaker) => breaker.record(now))
    this.#dirty.clear()
    this.#isUrgent = false
    return records
  }

  /** It was not kept after all. */
  soil(service: string): void {
    this.#soil(this.#get(service), true)
  }

  records(now: BreakerNow): BreakerRecord[] {
    return [...this.#breakers.values()].map((breaker) => breaker.record(now))
  }

  /** undefined: nothing was ever asked of it. */
  record(service: string, now: BreakerNow): BreakerRecord | undefined {
    return this.#breakers.get(service)?.record(now)
  }

  /** undefined: both let the call out. */
  ask({ provider, model }: CallServices, now: BreakerNow): ServiceDenial | undefined {
    const atProvider = this.#breakers.get(provider)?.ask(now.monotonicMs)
    if (atProvider !== undefined) return { ...atProvider, of: 'provider', service: provider }
    const atModel = this.#breakers.get(model)?.ask(now.monotonicMs)
    return atModel === undefined ? undefined : { ...atModel, of: 'model', service: model }
  }

  enter({ provider, model }: CallServices): BreakerTickets {
    return { provider: this.#enter(this.#get(provider)), model: this.#enter(this.#get(model)) }
  }

  /** `caller`: whose failures between two successes count once. True: who waits for these services is to be asked again. */
  settle(
    { provider, model }: CallServices,
    tickets: BreakerTickets,
    caller: number | string,
    outcome: CallOutcome,
    now: BreakerNow,
  ): boolean {
    const evidence = evidenceOf(outcome)
    const why = outcome.kind === 'ANSWERED' ? '' : `${outcome.kind}: ${outcome.message}`
    const settleOne = (service: string, ticket: BreakerTicket, said: Evidence) =>
      this.#settle(this.#get(service), ticket, said, caller, why, now)
    const isProviderMoved = settleOne(provider, tickets.provider, evidence.provider)
    const isModelMoved = settleOne(model, tickets.model, evidence.model)
    return isProviderMoved || isModelMoved
  }

  /** The call never left. True: as of `settle`. */
  giveBack({ provider, model }: CallServices, tickets: BreakerTickets, now: BreakerNow): boolean {
    const isProviderMoved = this.#settle(this.#get(provider), tickets.provider, 'neutral', '', '', now)
    const isModelMoved = this.#settle(this.#get(model), tickets.model, 'neutral', '', '', now)
    return isProviderMoved || isModelMoved
  }

  /** What keeps these services may be tried now, before its half-open time. False: nothing does, or a person holds it. */
  tryNow({ provider, model }: CallServices, now: BreakerNow): boolean {
    const tried = [provider, model].filter((service) => this.#breakers.get(service)?.tryNow(now) === true)
    for (const service of tried) this.soil(service)
    return tried.length > 0
  }

  /** A person holds a service open or closed, or with null lets its breaker decide again. */
  setHold(service: string, hold: Hold | null, reason: string, now: BreakerNow): BreakerRecord {
    return this.#byHand(service, now, (breaker) => breaker.setHold(hold, now), reason)
  }

  reset(service: string, reason: string, now: BreakerNow): BreakerRecord {
    return this.#byHand(service, now, (breaker) => breaker.reset(reason, now), reason)
  }

  #byHand(service: string, now: BreakerNow, act: (breaker: Breaker) => void, reason: string): BreakerRecord {
    const breaker = this.#get(service)
    const from = stateOf(breaker)
    act(breaker)
    this.#soil(breaker, true)
    this.#ports.onTransition({ service, from, to: stateOf(breaker), reason })
    return breaker.record(now)
  }

  #enter(breaker: Breaker): BreakerTicket {
    const from = breaker.state
    const ticket = breaker.enter()
    if (breaker.state.kind !== from.kind) this.#moved(breaker, from.kind, 'its open time is over')
    return ticket
  }

  #settle(breaker: Breaker, ticket: BreakerTicket, said: Evidence, caller: number | string, why: string, now: BreakerNow): boolean {
    const from = breaker.state
    const outcome = said === 'failure' ? ({ kind: 'failure', caller } as const) : { kind: said }
    const effect = breaker.settle(ticket, outcome, why, now, this.#ports.policy())
    if (effect === 'changed') this.#moved(breaker, from.kind, why === '' ? null : why)
    else if (effect === 'counted') this.#soil(breaker, said === 'failure')
    return from.kind !== 'closed' || effect === 'changed'
  }

  #moved(breaker: Breaker, from: string, reason: string | null): void {
    this.#soil(breaker, true)
    this.#ports.onTransition({ service: breaker.service, from, to: breaker.state.kind, reason })
  }

  #soil(breaker: Breaker, isUrgent: boolean): void {
    this.#dirty.add(breaker)
    this.#isUrgent ||= isUrgent
  }

  #get(service: string): Breaker {
    let breaker = this.#breakers.get(service)
    if (breaker === undefined) {
      breaker = new Breaker(service)
      this.#breakers.set(service, breaker)
    }
    return breaker
  }
}

function stateOf(breaker: Breaker): string {
  return breaker.hold === null ? breaker.state.kind : `held ${breaker.hold.hold}`
}
