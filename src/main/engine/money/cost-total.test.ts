import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { CostState } from '#contract/calls'
import { CostTotal } from '#contract/costs'
import { NanoUsd } from '#contract/units'
import { addToTotal, type CountedCost, emptyTotal, mergeTotals } from './cost-total.ts'

const nano = (value: number) => NanoUsd.parse(value)
const cost = (state: CostState, nanoUsd: number | null, upperNanoUsd: number | null = null): CountedCost => ({
  state,
  nanoUsd: nanoUsd === null ? null : nano(nanoUsd),
  upperNanoUsd: upperNanoUsd === null ? null : nano(upperNanoUsd),
})
const totalOf = (costs: readonly CountedCost[]) => costs.reduce(addToTotal, emptyTotal())

const amount = fc.nat(1_000_000).map(nano)
const anyCost: fc.Arbitrary<CountedCost> = fc.record({
  state: fc.constantFrom(...CostState.options),
  nanoUsd: fc.option(amount),
  upperNanoUsd: fc.option(amount),
})

describe('emptyTotal', () => {
  it('counts nothing, in every state', () => {
    const none = { calls: 0, nanoUsd: 0 }
    expect(emptyTotal()).toEqual({
      nanoUsd: 0,
      upperNanoUsd: 0,
      coverage: { none, reported: none, computed: none, estimated: none, maybe_billed: none, unknown: none },
    })
  })

  it('is what the contract calls a total', () => {
    expect(CostTotal.safeParse(emptyTotal()).success).toBe(true)
  })
})

describe('addToTotal', () => {
  it('adds the amount, and counts the call under its state', () => {
    const total = totalOf([cost('computed', 5), cost('computed', 7), cost('reported', 11)])
    expect(total).toMatchObject({
      nanoUsd: 23,
      upperNanoUsd: 0,
      coverage: { computed: { calls: 2, nanoUsd: 12 }, reported: { calls: 1, nanoUsd: 11 }, estimated: { calls: 0, nanoUsd: 0 } },
    })
  })

  it('keeps what may have been billed out of the sum and in the range', () => {
    const total = totalOf([cost('computed', 5), cost('maybe_billed', null, 40)])
    expect(total).toMatchObject({ nanoUsd: 5, upperNanoUsd: 40, coverage: { maybe_billed: { calls: 1, nanoUsd: 0 } } })
  })

  it('counts a cost that may have been billed as such even where no bound is known', () => {
    const total = totalOf([cost('maybe_billed', null)])
    expect(total).toMatchObject({ upperNanoUsd: 0, coverage: { maybe_billed: { calls: 1 }, unknown: { calls: 0 } } })
  })

  it('adds to the range only what an estimate may exceed its amount by', () => {
    expect(totalOf([cost('estimated', 30, 40)])).toMatchObject({ nanoUsd: 30, upperNanoUsd: 10 })
    expect(totalOf([cost('estimated', 50, 40)])).toMatchObject({ nanoUsd: 50, upperNanoUsd: 0 })
    expect(totalOf([cost('estimated', 50)])).toMatchObject({ nanoUsd: 50, upperNanoUsd: 0 })
  })

  it.each(['none', 'reported', 'computed'] as const)('forgets the reservation of a cost that is settled as %s', (state) => {
    expect(totalOf([cost(state, 0, 40)]).upperNanoUsd).toBe(0)
  })

  it('shows an unknown cost in the coverage, with the bound it has', () => {
    const total = totalOf([cost('unknown', null), cost('unknown', null, 8)])
    expect(total).toMatchObject({ nanoUsd: 0, upperNanoUsd: 8, coverage: { unknown: { calls: 2, nanoUsd: 0 } } })
  })

  it.each(['reported', 'computed', 'estimated'] as const)('counts a %s cost without an amount as unknown', (state) => {
    expect(totalOf([cost(state, null)]).coverage).toMatchObject({ [state]: { calls: 0 }, unknown: { calls: 1 } })
  })

  it('takes no amount for 0 where nothing was billed', () => {
    expect(totalOf([cost('none', null)]).coverage).toMatchObject({ none: { calls: 1, nanoUsd: 0 }, unknown: { calls: 0 } })
  })

  it('leaves the total it was given as it was', () => {
    const before = totalOf([cost('computed', 5)])
    addToTotal(before, cost('computed', 6))
    expect(before).toEqual(totalOf([cost('computed', 5)]))
  })

  it('refuses a sum that would not stay exact', () => {
    const full = totalOf([cost('computed', Number.MAX_SAFE_INTEGER)])
    expect(() => addToTotal(full, cost('computed', 1))).toThrow(RangeError)
  })
})

describe('mergeTotals', () => {
  it('adds amounts, ranges and the coverage of each state', () => {
    const left = totalOf([cost('computed', 5), cost('maybe_billed', null, 40)])
    const right = totalOf([cost('computed', 7), cost('unknown', null), cost('maybe_billed', null, 2)])
    expect(mergeTotals(left, right)).toEqual({
      nanoUsd: 12,
      upperNanoUsd: 42,
      coverage: {
        none: { calls: 0, nanoUsd: 0 },
        reported: { calls: 0, nanoUsd: 0 },
        computed: { calls: 2, nanoUsd: 12 },
        estimated: { calls: 0, nanoUsd: 0 },
        maybe_billed: { calls: 2, nanoUsd: 0 },
        unknown: { calls: 1, nanoUsd: 0 },
      },
    })
  })
})

describe('any total', () => {
  test.prop([fc.array(anyCost), fc.infiniteStream(fc.double({ noNaN: true }))])(
    'does not depend on the order of its calls',
    (costs, keys) => {
      const shuffled = costs
        .map((of) => ({ of, key: Number(keys.next().value) }))
        .toSorted((left, right) => left.key - right.key)
        .map(({ of }) => of)
      expect(totalOf(shuffled)).toEqual(totalOf(costs))
    },
  )

  test.prop([fc.array(anyCost), fc.nat(20)])('is the same when merged from two parts', (costs, cut) => {
    expect(mergeTotals(totalOf(costs.slice(0, cut)), totalOf(costs.slice(cut)))).toEqual(totalOf(costs))
  })

  test.prop([fc.array(anyCost)])('is the sum of its coverage, which counts every call once', (costs) => {
    const total = totalOf(costs)
    const shares = Object.values(total.coverage)
    expect(shares.reduce((sum, share) => sum + share.nanoUsd, 0)).toBe(total.nanoUsd)
    expect(shares.reduce((sum, share) => sum + share.calls, 0)).toBe(costs.length)
  })

  test.prop([fc.array(anyCost), anyCost])('counts a call without an amount as unknown or maybe billed', (costs, { upperNanoUsd }) => {
    for (const state of ['unknown', 'maybe_billed', 'computed'] as const) {
      const { unknown, maybe_billed } = totalOf([...costs, { state, nanoUsd: null, upperNanoUsd }]).coverage
      expect(unknown.calls + maybe_billed.calls).toBeGreaterThan(0)
    }
  })
})
