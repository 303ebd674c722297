import type { Catalog } from '#engine/catalog'
import { type CallMonitor, type CallSums, settledCalls, sketchQuantile } from '#engine/monitor'
import type { Storage } from '#engine/storage'
import { type HourFigures, type HourOfModel, leastCalls } from './departures.ts'

export const hourMs = 3_600_000
const dayMs = 86_400_000
const pastDays = 14

export interface PastHourPorts {
  readonly catalog: Catalog
  readonly monitor: Pick<CallMonitor, 'since'>
  readonly storage: Pick<Storage, 'read'>
}

/** This hour of each model, from what is counted, beside the same hour of the last 14 days, which is read once an hour, and only when a model has calls enough to be judged. */
export class PastHours {
  readonly #ports: PastHourPorts
  #past: { readonly hour: number; readonly days: readonly ReadonlyMap<string, HourFigures>[] } | undefined

  constructor(ports: PastHourPorts) {
    this.#ports = ports
  }

  /** Reads what must be known of the past to judge this hour. Rejects when it cannot be read. */
  async look(nowMs: number): Promise<void> {
    const hour = Math.floor(nowMs / hourMs)
    if (this.#past?.hour === hour || !this.#isBusy(nowMs)) return
    const days: ReadonlyMap<string, HourFigures>[] = []
    for (let day = 1; day <= pastDays; day += 1) days.push(await this.#read(hour * hourMs - day * dayMs))
    this.#past = { hour, days }
  }

  /** undefined: the past was not read. */
  known(nowMs: number): readonly HourOfModel[] | undefined {
    const hour = Math.floor(nowMs / hourMs)
    const now = this.#thisHour(nowMs)
    if (this.#past?.hour !== hour) return this.#isBusy(nowMs) ? undefined : []
    const { days } = this.#past
    return [...now].map(([modelId, sums]) => {
      const model = this.#ports.catalog.model(modelId).ref
      return { model, now: figuresOf(sums), past: days.flatMap((models) => models.get(model) ?? []) }
    })
  }

  #thisHour(nowMs: number): ReadonlyMap<number, CallSums> {
    return this.#ports.monitor.since(Math.floor(nowMs / hourMs) * hourMs)
  }

  #isBusy(nowMs: number): boolean {
    return [...this.#thisHour(nowMs).values()].some((sums) => settledCalls(sums) >= leastCalls)
  }

  async #read(fromMs: number): Promise<ReadonlyMap<string, HourFigures>> {
    const { storage } = this.#ports
    const filter = { fromMs, toMs: fromMs + hourMs }
    const { groups } = await storage.read('sketchedLatencies', { filter, groupBy: ['served_model'] })
    const p50Ms = new Map(groups.map((group) => [group.group[0], group.p50Ms]))
    const models = new Map<string, { answered: number; failed: number; nanoUsd: number }>()
    const { parts } = await storage.read('callSums', { filter, groupBy: ['served_model', 'code'] })
    for (const { group, answered, failed, nanoUsd } of parts) {
      const [ref, code] = group
      if (ref === undefined || ref === null) continue
      const before = models.get(ref) ?? { answered: 0, failed: 0, nanoUsd: 0 }
      models.set(ref, {
        answered: before.answered + answered,
        failed: before.failed + (isNoFailure(code) ? 0 : failed),
        nanoUsd: before.nanoUsd + nanoUsd,
      })
    }
    return new Map(
      [...models].flatMap(([ref, { answered, failed, nanoUsd }]) => {
        const calls = answered + failed
        if (calls === 0) return []
        return [[ref, { calls, cost: nanoUsd / calls, failures: failed / calls, latency: p50Ms.get(ref) ?? null }]]
      }),
    )
  }
}

function figuresOf(sums: CallSums): HourFigures {
  const calls = settledCalls(sums)
  if (calls === 0) return { calls: 0, cost: 0, failures: 0, latency: null }
  return { calls, cost: sums.nanoUsd / calls, failures: sums.failed / calls, latency: sketchQuantile(sums.latencies, 0.5) }
}

/** A person cut it off, or an engine ended: it says nothing of the model. */
function isNoFailure(code: string | null | undefined): boolean {
  return code === 'CANCELLED' || code === 'INTERRUPTED'
}
