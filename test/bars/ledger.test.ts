import { expect, it } from 'vitest'
import { measureLedger } from '../../bench/ledger.ts'
import { missed } from './missed-bars.ts'

/** A tenth of the calls that `npm run bench` asks of; what a probe takes on the disk is no matter of time, and kept as it is. */
const sizes = { attempts: 100_000, weighedProbes: 12_000, formats: ['csv'] } as const
const mostBytes = 700

it('answers for costs, shows pages, finds texts and writes CSV of a hundred thousand calls without a wait', {
  timeout: 180_000,
}, async () => {
  const bytes: number[] = []
  const measure = async (folder: string) => {
    const ledger = await measureLedger(folder, sizes)
    bytes.push(ledger.bytes.perProbe)
    return { ledger }
  }
  expect(await missed(measure)).toEqual([])
  expect(bytes[0]).toBeLessThanOrEqual(mostBytes)
})
