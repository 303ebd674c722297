import { describe, expect, it } from 'vitest'
import type { ModelRef } from '#contract/ids'
import type { MonitorMinute, MonitorPool } from '#contract/monitor'
import type { EpochMs, NanoUsd } from '#contract/units'
import { describeMonitorPool, ledgerOf, sayBurn, sayServices } from './monitor-words.ts'

const minute = (part: Partial<Record<keyof MonitorMinute, number>>): MonitorMinute =>
  ({ atMs: 0, started: 0, answered: 0, failed: 0, nanoUsd: 0, upperNanoUsd: 0, ...part }) as MonitorMinute
const pool = (part: Partial<MonitorPool>): MonitorPool =>
  ({ provider: 'simulator', pool: 'default', inFlight: 0, limit: 8, waiting: 0, parkedUntilMs: null, cause: null, ...part }) as MonitorPool

describe('what the monitor says', () => {
  it('is a burn rate from what is sure to the most it can come to', () => {
    const minutes = [minute({ answered: 3, nanoUsd: 1e9, upperNanoUsd: 1e9 }), minute({ answered: 9, nanoUsd: 5e9 })]
    expect(sayBurn({ burnPerHourNanoUsd: 120e9 as NanoUsd, minutes }).text).toBe('$60.00–$120.00/h')
  })

  it('is one amount where nothing may have been billed beside it', () => {
    const minutes = [minute({ answered: 3, nanoUsd: 2e9 }), minute({})]
    expect(sayBurn({ burnPerHourNanoUsd: 120e9 as NanoUsd, minutes }).text).toBe('$120.00/h')
  })

  it('is measured on the minute that has begun while there is no whole one', () => {
    const minutes = [minute({}), minute({ answered: 1, nanoUsd: 1e9, upperNanoUsd: 3e9 })]
    expect(sayBurn({ burnPerHourNanoUsd: 40e9 as NanoUsd, minutes }).text).toBe('$10.00–$40.00/h')
  })

  it('is a dash, never $0, where nothing was settled', () => {
    expect(sayBurn({ burnPerHourNanoUsd: null, minutes: [] }).text).toBe('–')
  })

  it.each([
    [{}, 'Idle'],
    [{ inFlight: 2 }, 'Sending'],
    [{ waiting: 3, cause: 'pool_slots' }, 'Every place of the pool is taken'],
    [{ parkedUntilMs: 5 as EpochMs, cause: 'RATE_LIMITED' }, 'Paused: too fast for the provider'],
    [{ parkedUntilMs: 5 as EpochMs }, 'Paused'],
  ])('is what a pool does: %j', (part, word) => {
    expect(describeMonitorPool(pool(part)).word).toBe(word)
  })

  it('leads to the failed calls of the minutes that are counted', () => {
    expect(ledgerOf('TIMEOUT', Date.parse('2026-11-21T14:00:40Z'), 'openai')).toEqual({
      code: 'TIMEOUT',
      from: '2026-11-21T13:46:00.000Z',
      provider: 'openai',
    })
  })

  it('names one or two services, and counts more', () => {
    const [a, b, c] = ['x/a', 'x/b', 'x/c'] as [ModelRef, ModelRef, ModelRef]
    expect([sayServices([]), sayServices([a]), sayServices([a, b]), sayServices([a, b, c])]).toEqual([
      '–',
      'x/a',
      'x/a, x/b',
      'x/a and 2 others',
    ])
  })
})
