import { expect, it } from 'vitest'
import { crash, lineOf } from './crash.ts'

const patienceMs = 300_000

it.each(['no-write-ahead', 'commit-after-report'] as const)(
  'notices a storage thread that is sabotaged with %s',
  { timeout: patienceMs },
  async (sabotage) => {
    const result = await crash({ rounds: 3, seed: 3, sabotage })
    expect(result.isWell, lineOf(result)).toBe(false)
    expect(result.lost, lineOf(result)).toBeGreaterThan(0)
  },
)
