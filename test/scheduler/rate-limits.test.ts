import { describe, expect, it } from 'vitest'
import { advance, batchOf, openEngine } from '../builders/engine.ts'
import { tooFast } from '../builders/outcomes.ts'

describe('a 429 without a hint', () => {
  it('waits 30, 60, 90 and 120 s, then the probe ends as RATE_LIMITED', async () => {
    const under = await openEngine({ rule: () => tooFast() })
    const run = await under.start(batchOf())
    await advance(under, 400_000)
    expect(under.provider.arrivals).toEqual([0, 30_000, 90_000, 180_000, 300_000])
    expect(under.rows('select status, code from probe')).toEqual([{ status: 'failed', code: 'RATE_LIMITED' }])
    expect((await under.summary(run)).status).toBe('finished')
  })
})
