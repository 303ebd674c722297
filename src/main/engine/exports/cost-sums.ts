import { CostState } from '#contract/calls'
import type { CostTotal } from '#contract/costs'
import type { NanoUsd } from '#contract/units'
import { emptyTotal } from '#engine/money'
import type { ExportedCall } from '#engine/storage'

interface Share {
  calls: number
  nanoUsd: number
}

/** What calls come to while they are written, one after another. Errors: RangeError when a sum is no longer exact. */
export class CostSums {
  readonly #shares = new Map<string, Share>(CostState.options.map((state) => [state, { calls: 0, nanoUsd: 0 }]))
  #upperNanoUsd = 0

  add(call: Pick<ExportedCall, 'cost_state' | 'cost_nanousd' | 'cost_upper_nanousd'>): void {
    const share = this.#shares.get(call.cost_state)
    if (share === undefined) throw new Error(`no cost state is called ${call.cost_state}`)
    share.calls += 1
    share.nanoUsd += call.cost_nanousd ?? 0
    if (call.cost_nanousd === null) this.#upperNanoUsd += call.cost_upper_nanousd ?? 0
  }

  total(): CostTotal {
    const shares = [...this.#shares]
    const nanoUsd = exact(shares.reduce((sum, [, share]) => sum + share.nanoUsd, 0))
    const coverage = Object.fromEntries(shares.map(([state, { calls, nanoUsd: amount }]) => [state, { calls, nanoUsd: exact(amount) }]))
    return { nanoUsd, upperNanoUsd: exact(this.#upperNanoUsd), coverage: { ...emptyTotal().coverage, ...coverage } }
  }
}

function exact(sum: number): NanoUsd {
  if (!Number.isSafeInteger(sum)) throw new RangeError(`a total of ${sum} nano-USD is beyond what can be counted exactly`)
  return sum as NanoUsd
}
