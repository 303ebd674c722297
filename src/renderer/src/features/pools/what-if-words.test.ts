import { describe, expect, it } from 'vitest'
import type { Forecast, WhatIf } from '#contract/what-if'
import { compared, saySlowest } from './what-if-words.ts'

const forecast = (part: Partial<Forecast>) =>
  ({
    ...{ durationMs: 60_000, probes: 10, succeeded: 10, failed: 0, unfinished: 0, calls: 10, retries: 0, rateLimited: 0 },
    ...{ costNanoUsd: { low: 1_000_000_000, high: 1_000_000_000 }, limits: [], stoppedBy: null, ...part },
  }) as unknown as Forecast
const answer = (today: Forecast, changed: Forecast | null) => ({ today, changed }) as WhatIf

describe('what other limits would do', () => {
  it('is better or worse only where it is not chance', () => {
    const rows = compared(answer(forecast({}), forecast({ durationMs: 30_000, rateLimited: 4, costNanoUsd: null })))
    const byName = Object.fromEntries(rows.map((row) => [row.name, row]))
    expect(byName['Duration']).toEqual({ name: 'Duration', today: '1 min', changed: '30 s', tone: 'good' })
    expect(byName['Refused as too fast']).toMatchObject({ today: '0', changed: '4', tone: 'bad' })
    expect(byName['Tries again']).not.toHaveProperty('tone')
    expect(byName['Cost']?.changed).toContain('unknown')
    expect(compared(answer(forecast({}), forecast({ durationMs: 60_400 })))[0]).not.toHaveProperty('tone')
  })

  it('names what would hold it back most', () => {
    const limits = [
      { cause: 'spacing', service: 'pool:a/b', atMs: 0, heldMs: 10 },
      { cause: 'pool_slots', service: 'pool:a/b', atMs: 5, heldMs: 900 },
    ] as Forecast['limits']
    expect(saySlowest(answer(forecast({}), forecast({ limits })))).toContain('every place of the pool is taken (pool:a/b)')
    expect(saySlowest(answer(forecast({}), null))).toBe('Then no limit holds it back.')
    expect(saySlowest(answer(forecast({ stoppedBy: 'budget' }), null))).toContain('would not come to its end')
  })
})
