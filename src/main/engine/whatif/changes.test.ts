import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#engine/settings'
import { poolRow, providerRow } from '../../../../test/builders/imagined-world.ts'
import { applyChanges, pathsOf, type Setup } from './changes.ts'

const today: Setup = {
  snapshot: {
    providers: [providerRow()],
    pools: [poolRow()],
    removedPools: [],
    models: [],
    prices: [],
    poolStates: [],
    providerStates: [],
    settings: [],
  },
  settings: defaultSettings,
  batch: { samples: 1, maxParallel: null, maxWaitMs: null, allowFallback: false },
  poolIds: new Set([1]),
}

describe('applyChanges', () => {
  it.each([
    ['on', 1],
    ['off', 0],
    [true, 1],
  ] as const)('understands an adaptive pool that is %s', (value, adaptive) => {
    const { setup, set } = applyChanges(today, [{ path: 'pool.sim.adaptive', value }])
    expect(setup.snapshot.pools[0]).toMatchObject({ adaptive })
    expect(set).toEqual([{ path: 'pool.sim.adaptive', from: false, to: adaptive === 1 }])
  })

  it('sets the bounds of an adaptive pool', () => {
    const changes = [
      { path: 'pool.sim/default.adaptive_min', value: 2 },
      { path: 'pool.sim.adaptiveMax', value: 6 },
    ]
    expect(applyChanges(today, changes).setup.snapshot.pools[0]).toMatchObject({ adaptive_min: 2, adaptive_max: 6 })
  })

  it.each([
    [
      ['adaptive_max', 4],
      ['adaptive_min', 8],
    ],
    [
      ['adaptive_min', 8],
      ['adaptive_max', 4],
    ],
  ] as const)('refuses bounds of an adaptive pool that cross, whichever comes first', (...bounds) => {
    const changes = bounds.map(([field, value]) => ({ path: `pool.sim.${field}`, value }))
    const issues = [{ path: 'pool.sim/default.adaptive_min', message: '8 is above adaptiveMax, 4' }]
    expect(() => applyChanges(today, changes)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'INVALID_INPUT', issues }) }),
    )
  })

  it('moves both bounds of an adaptive pool beyond the other that was', () => {
    const low = { ...today, snapshot: { ...today.snapshot, pools: [poolRow({ adaptiveMin: 1, adaptiveMax: 4 })] } }
    const changes = [
      { path: 'pool.sim.adaptive_min', value: 8 },
      { path: 'pool.sim.adaptive_max', value: 9 },
    ]
    expect(applyChanges(low, changes).setup.snapshot.pools[0]).toMatchObject({ adaptive_min: 8, adaptive_max: 9 })
  })

  it('refuses an adaptive that is neither on nor off, in words', () => {
    expect(() => applyChanges(today, [{ path: 'pool.sim.adaptive', value: 'maybe' }])).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ issues: [{ path: 'pool.sim.adaptive', message: 'expected on or off' }] }),
      }),
    )
  })

  it('can set every path that it names', () => {
    const refused = pathsOf(today).filter((path) => {
      try {
        applyChanges(today, [{ path, value: null }])
        return false
      } catch (error) {
        return JSON.stringify(error).includes('nothing of that name')
      }
    })
    expect(refused).toEqual([])
  })
})
