import type { AlertEventData, AlertRule } from '#contract/alerts'
import type { EpochMs } from '#contract/units'
import type { KeptAlert } from '#engine/storage'
import { quietEndsAtMs, stepEpisode } from './episode.ts'
import type { Judged } from './finding.ts'
import { tellsEnd } from './judge-rule.ts'

/** Something to be told, and what is remembered once it is. `key`: as of a finding. */
export interface ToldAlert {
  readonly rule: AlertRule
  readonly key: string
  readonly data: AlertEventData
}

/** What a look at all rules came to: to be kept, to be told, and when time alone makes the next look worth it. */
export interface Look {
  readonly changed: readonly KeptAlert[]
  readonly told: readonly ToldAlert[]
  readonly forgotten: readonly string[]
  readonly dueMs: number
}

const minuteMs = 60_000

/** What every rule fires for and fired for. */
export class AlertBook {
  readonly #rules = new Map<string, Map<string, KeptAlert>>()

  restore(alerts: readonly KeptAlert[]): void {
    for (const alert of alerts) this.#of(alert.rule).set(alert.subject, alert)
  }

  /** What it fires for now, the oldest first. */
  firing(rule: string): readonly (KeptAlert & { readonly firingSinceMs: number })[] {
    const isFiring = (alert: KeptAlert): alert is KeptAlert & { readonly firingSinceMs: number } => alert.firingSinceMs !== null
    return [...(this.#rules.get(rule)?.values() ?? [])].filter(isFiring).toSorted((left, right) => left.firingSinceMs - right.firingSinceMs)
  }

  lastFiredAtMs(rule: string): EpochMs | null {
    const told = [...(this.#rules.get(rule)?.values() ?? [])].flatMap(({ toldAtMs }) => toldAtMs ?? [])
    return told.length === 0 ? null : (Math.max(...told) as EpochMs)
  }

  /** Compares what was with what rules say; changes nothing but messages. What is said of a rule that is turned off or gone is forgotten, and not told. */
  look(judgements: readonly { readonly rule: AlertRule; readonly judged: Judged }[], nowMs: EpochMs): Look {
    const changed: KeptAlert[] = []
    const told: ToldAlert[] = []
    const dues: number[] = []
    for (const { rule, judged } of judgements) {
      if (judged.kind === 'unknown') continue
      if (judged.dueMs !== undefined) dues.push(judged.dueMs)
      const known = this.#of(rule.name)
      const findings = new Map(judged.findings.map((finding) => [finding.key, finding]))
      const quietMs = rule.quietMinutes * minuteMs
      for (const key of new Set([...findings.keys(), ...known.keys()])) {
        const finding = findings.get(key)
        const { next, tells, isChanged } = stepEpisode(rule.name, key, known.get(key), finding, nowMs, quietMs)
        if (isChanged) changed.push(next)
        else if (next.firingSinceMs !== null) known.set(key, next)
        dues.push(quietEndsAtMs(next, quietMs) ?? Number.POSITIVE_INFINITY)
        if (tells === undefined || (tells === 'cleared' && !tellsEnd(rule.when))) continue
        const data: AlertEventData = {
          ...{ rule: rule.name, on: rule.when.on, change: tells },
          measured: finding?.measured ?? judged.measured ?? '',
          bound: finding?.bound ?? '',
          message: finding?.message ?? `It is over: ${next.message}`,
        }
        told.push({ rule, key, data })
      }
    }
    const names = new Set(judgements.map(({ rule }) => rule.name))
    const forgotten = [...this.#rules].filter(([name, alerts]) => !names.has(name) && alerts.size > 0).map(([name]) => name)
    return { changed, told, forgotten, dueMs: Math.min(Number.POSITIVE_INFINITY, ...dues) }
  }

  /** What a look came to stands on disk. */
  take({ changed, forgotten }: Look): void {
    for (const rule of forgotten) this.#rules.delete(rule)
    this.restore(changed)
  }

  #of(rule: string): Map<string, KeptAlert> {
    let alerts = this.#rules.get(rule)
    if (alerts === undefined) {
      alerts = new Map()
      this.#rules.set(rule, alerts)
    }
    return alerts
  }
}
