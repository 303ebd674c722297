import { hashOf } from './draw.ts'
import type { FaultRule } from './profile.ts'

/** Decides which fault a request meets. `nth` and its like count in order of arrival; probabilities are drawn from the request's own key. */
export class FaultPicker {
  readonly #rules: readonly FaultRule[]
  readonly #seen: number[]

  constructor(rules: readonly FaultRule[]) {
    this.#rules = rules
    this.#seen = rules.map(() => 0)
  }

  /** The first rule that strikes; every rule that names the model counts the request, whichever strikes. */
  pick(model: string, drawKey: number): FaultRule | undefined {
    let struck: FaultRule | undefined
    for (const [index, rule] of this.#rules.entries()) {
      if (rule.models !== undefined && !rule.models.includes(model)) continue
      const place = (this.#seen[index] ?? 0) + 1
      this.#seen[index] = place
      if (struck === undefined && strikes(rule, place, () => hashOf(`fault ${index} ${drawKey}`, 0) / 2 ** 53)) struck = rule
    }
    return struck
  }
}

function strikes(rule: FaultRule, place: number, draw: () => number): boolean {
  if (rule.first !== undefined && place > rule.first) return false
  if (rule.everyNth !== undefined && place % rule.everyNth !== 0) return false
  if (rule.nth !== undefined && !rule.nth.includes(place)) return false
  return rule.probability === undefined || draw() < rule.probability
}
