import path from 'node:path'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { inScratchFolder } from '../processes/scratch-folder.ts'
import { playAct, type Sabotage } from './act.ts'
import type { Verdict } from './verdict.ts'

export interface CrashOptions {
  readonly rounds: number
  readonly seed: number
  readonly sabotage?: Sabotage | undefined
  /** Told after each workspace. */
  readonly onAct?: ((act: number, rounds: number, verdict: Verdict) => void) | undefined
}

export interface CrashResult extends Verdict {
  readonly rounds: number
  readonly isWell: boolean
}

const roundsPerAct = 10
const nothing: Verdict = { killsInFlight: 0, answered: 0, lost: 0, doubled: 0, stuck: 0, ledgerGapNanoUsd: 0, faults: [] }

/**
 * Kills an engine again and again, a new workspace every ten rounds, and adds up what was found. `seed` draws moments, points and
 * answers; the machine's timing does the rest, so a round is not the same twice.
 */
export async function crash({ rounds, seed, sabotage, onAct }: CrashOptions): Promise<CrashResult> {
  const random = new SeededRandom(seed)
  let sum = nothing
  await inScratchFolder(async (folder) => {
    for (let done = 0, act = 1; done < rounds; done += roundsPerAct, act += 1) {
      const some = Math.min(roundsPerAct, rounds - done)
      const verdict = await playAct({ folder: path.join(folder, `act-${act}`), rounds: some, draw: () => random.next(), sabotage })
      sum = add(sum, verdict)
      onAct?.(act, done + some, verdict)
    }
  })
  const isClean = sum.lost + sum.doubled + sum.stuck + sum.ledgerGapNanoUsd === 0
  return { ...sum, rounds, isWell: isClean && sum.killsInFlight >= rounds }
}

/** The one line by which a run of the harness is judged. */
export function lineOf(result: CrashResult): string {
  const { rounds, killsInFlight, answered, lost, doubled, stuck, ledgerGapNanoUsd } = result
  return `rounds=${rounds} killsInFlight=${killsInFlight} answered=${answered} lost=${lost} doubled=${doubled} stuck=${stuck} ledgerGapNanoUsd=${ledgerGapNanoUsd}`
}

function add(sum: Verdict, more: Verdict): Verdict {
  return {
    killsInFlight: sum.killsInFlight + more.killsInFlight,
    answered: sum.answered + more.answered,
    lost: sum.lost + more.lost,
    doubled: sum.doubled + more.doubled,
    stuck: sum.stuck + more.stuck,
    ledgerGapNanoUsd: sum.ledgerGapNanoUsd + more.ledgerGapNanoUsd,
    faults: [...sum.faults, ...more.faults],
  }
}
