import { describe, expect, it } from 'vitest'
import type { Wire } from '../providers/wires/index.ts'
import type { Fault } from './fault.ts'
import { faults, plainFaults } from './faults.ts'
import { readAttempts, readProbes } from './read-ledger.ts'
import { streamFaults } from './stream-faults.ts'
import { WireEngine } from './wire-engine.ts'

/** Longer than any fault takes to play itself out. */
const limitMs = 7_200_000

export interface FaultCase extends Fault {
  readonly how: 'plain' | 'streamed'
}

/** What each wire format is put through. */
export const faultCases: readonly FaultCase[] = [
  ...[...faults, ...plainFaults].map((fault) => ({ ...fault, how: 'plain' as const })),
  ...[...faults, ...streamFaults].map((fault) => ({ ...fault, how: 'streamed' as const })),
]

/** Every fault befalls one probe of this wire format, each at a provider of its own. */
export function describeFaults(wire: Wire, cases: readonly FaultCase[] = faultCases): void {
  const engine = new WireEngine(
    wire,
    cases.map(({ script, how }) => ({ script: script(wire, how === 'streamed') })),
  )

  describe(wire.kind, () => {
    it.each(cases.map((each, index) => ({ ...each, index })))('$how: $name', async ({ how, expected, index }) => {
      const { codes, costState, probe, waitsMs } = expected
      const { run, arrivals } = await engine.play(index, { stream: how === 'streamed', limitMs })
      const attempts = readAttempts(engine.under, run)
      expect(attempts.map(({ code, cost }) => ({ code, cost }))).toEqual(
        codes.map((code) => ({ code, cost: code === null ? 'computed: an amount' : costs[costState] })),
      )
      expect(readProbes(engine.under, run)).toEqual([{ ...probe, attempts: codes.length }])
      const path = how === 'streamed' ? wire.streamPath : wire.path
      expect(arrivals.map((arrival) => [arrival.path, arrival.attemptId])).toEqual(attempts.map(({ ulid }) => [path, ulid]))
      const waits = arrivals.slice(1).map(({ atMs }, after) => atMs - (arrivals[after]?.atMs ?? 0))
      expect(waits.map((waitMs, after) => isWithin(waitMs, waitsMs[after]))).toEqual(waitsMs.map(() => true))
    })
  })
}

/** How a state of cost shows in the amounts. Source: design section 5. */
const costs = {
  none: 'none: nothing',
  estimated: 'estimated: an amount',
  maybe_billed: 'maybe_billed: at most an amount',
}

function isWithin(waitMs: number, bounds: readonly [number, number] = [Number.NaN, Number.NaN]): boolean {
  return waitMs >= bounds[0] && waitMs <= bounds[1]
}
