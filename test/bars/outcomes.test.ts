import { expect, it } from 'vitest'
import { measureOutcomes } from '../../bench/outcomes.ts'
import { missed } from './missed-bars.ts'

it('filters and sorts a run of 100,000 probes without a wait, by text, too', { timeout: 180_000 }, async () => {
  expect(await missed(async (folder) => ({ outcomes: await measureOutcomes(folder, 100_000) }))).toEqual([])
})
