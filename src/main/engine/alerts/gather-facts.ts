import type { EpochMs } from '#contract/units'
import { entriesAfter } from '#engine/calendar'
import type { Catalog, PriceRecord } from '#engine/catalog'
import { formatRatePerMillion } from '#engine/money'
import type { CallMonitor, CallSums } from '#engine/monitor'
import type { Clock } from '#engine/ports'
import type { RunService, Scheduler } from '#engine/runs'
import type { AlertFacts, BreakerFact, PoolFact, PriceFact, RunFact } from './alert-facts.ts'
import { IllSince } from './ill-since.ts'
import type { PastHours } from './past-hours.ts'

export interface FactPorts {
  readonly catalog: Catalog
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly runs: Pick<RunService, 'active'>
  readonly monitor: Pick<CallMonitor, 'recent' | 'since'>
  readonly pastHours: PastHours
}

/** How long a run that came to rest is looked at: its last call may be the one that was too much. */
export const restedMs = 60_000

/** Gathers what rules are judged by from what the engine has in memory. */
export class FactGatherer {
  readonly #ports: FactPorts
  readonly #breakersSince = new IllSince()
  readonly #poolsSince = new IllSince()
  readonly #rested = new Map<string, RunFact & { readonly atMs: number }>()

  constructor(ports: FactPorts) {
    this.#ports = ports
  }

  runRested(run: RunFact): void {
    this.#rested.set(run.id, { ...run, atMs: this.#ports.clock.nowMs() })
  }

  get hasRested(): boolean {
    return this.#rested.size > 0
  }

  gather(): AlertFacts {
    const { clock, scheduler, monitor, pastHours } = this.#ports
    const nowMs = clock.nowMs()
    const spentIn = (spend: ReturnType<typeof scheduler.spend.day> | ReturnType<typeof scheduler.spend.month>) =>
      spend === undefined ? undefined : { spentNanoUsd: spend.spentNanoUsd, untilMs: spend.untilMs }
    return {
      nowMs,
      runs: this.#runs(nowMs),
      day: (provider) => spentIn(scheduler.spend.day(provider)),
      month: () => spentIn(scheduler.spend.month()),
      recent: (minutes) => this.#byRef(monitor.recent(minutes)),
      breakers: this.#breakers(nowMs),
      pools: this.#pools(nowMs),
      prices: this.#prices(nowMs),
      hours: pastHours.known(nowMs),
    }
  }

  #runs(nowMs: number): RunFact[] {
    for (const [id, { atMs }] of this.#rested) if (atMs <= nowMs - restedMs || atMs > nowMs) this.#rested.delete(id)
    const active = this.#ports.runs.active.map(({ id, runId, name, tally: { cost } }) => ({
      ...{ id, runId, name, spentNanoUsd: cost.nanoUsd + cost.upperNanoUsd },
    }))
    return [...active, ...[...this.#rested.values()].filter(({ id }) => active.every((run) => run.id !== id))]
  }

  #breakers(nowMs: EpochMs): BreakerFact[] {
    const { scheduler, clock } = this.#ports
    const isIll = ({ state, hold }: { readonly state: string; readonly hold: string | null }) => (hold ?? state) !== 'closed'
    const ill = scheduler.breakers.records({ epochMs: nowMs, monotonicMs: clock.monotonicMs() }).filter(isIll)
    this.#breakersSince.update(new Map(ill.map((record) => [record.service, (record.lastStateChangeAtMs ?? nowMs) as EpochMs])))
    return ill.map(({ service, hold, holdBy, holdReason, reason }) => ({
      service,
      sinceMs: this.#breakersSince.of(service),
      reason: hold === null ? reason : `held by ${holdBy ?? 'a person'}: ${holdReason ?? ''}`,
    }))
  }

  #pools(nowMs: EpochMs): PoolFact[] {
    const { catalog, scheduler, clock } = this.#ports
    const elapsedMs = clock.monotonicMs()
    const epochOf = (atMs: number) => Math.round(nowMs + (atMs - elapsedMs)) as EpochMs
    const ill = catalog.pools().flatMap((pool) => {
      const { gate, ready } = scheduler.services.queue(pool.id)
      // A pause that is over keeps nobody from anything where nobody waits.
      const isParked = gate.parkedUntilMs !== undefined && (gate.parkedUntilMs > elapsedMs || ready > 0)
      if (!isParked && gate.episode.kind !== 'trial') return []
      const name = `${catalog.provider(pool.providerId).key}/${pool.name}`
      return [
        {
          name,
          untilMs: epochOf(gate.parkedUntilMs ?? elapsedMs),
          sinceMs: epochOf(gate.blockedSinceMs ?? elapsedMs),
          code: gate.parkedBy ?? null,
        },
      ]
    })
    this.#poolsSince.update(new Map(ill.map(({ name, sinceMs }) => [name, sinceMs])))
    return ill.map((pool) => ({ ...pool, sinceMs: this.#poolsSince.of(pool.name) }))
  }

  #prices(nowMs: EpochMs): PriceFact[] {
    const { catalog } = this.#ports
    return entriesAfter(catalog, nowMs).flatMap(({ change, model, atMs }) => {
      if (change !== 'price_begins') return []
      const { id } = catalog.getModel(model)
      return [{ model, atMs, rates: sayChange(catalog.priceInForce(id, nowMs), catalog.priceInForce(id, atMs)) }]
    })
  }

  #byRef(sums: ReadonlyMap<number, CallSums>): ReadonlyMap<string, CallSums> {
    return new Map([...sums].map(([modelId, each]) => [this.#ports.catalog.model(modelId).ref, each]))
  }
}

/** Of their last tiers, which hold without a condition. */
function sayChange(before: PriceRecord | undefined, after: PriceRecord | undefined): string {
  const rateOf = (price: PriceRecord | undefined, name: 'input' | 'output') =>
    formatRatePerMillion(price?.tiers.at(-1)?.rates[name] ?? null)
  const say = (name: 'input' | 'output') => `${name} ${rateOf(before, name)} → ${rateOf(after, name)}`
  return `${say('input')}, ${say('output')} a million tokens`
}
