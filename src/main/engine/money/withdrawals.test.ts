import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { pricingVersions, type Withdrawing, withdrawalsOf } from './withdrawals.ts'

const version = (id: number, withdrawsId: number | null = null): Withdrawing => ({ id, withdrawsId })
const pricing = (...versions: Withdrawing[]) => pricingVersions(versions).map(({ id }) => id)

describe('price versions that are withdrawn', () => {
  it('price while nothing names them', () => {
    expect(pricing()).toEqual([])
    expect(pricing(version(1), version(2))).toEqual([1, 2])
    expect(withdrawalsOf([version(1)])).toEqual(new Map())
  })

  it('price no more, and neither does the version that names them', () => {
    const withdrawal = version(3, 1)
    expect(pricing(version(1), version(2), withdrawal)).toEqual([2])
    expect(withdrawalsOf([version(1), version(2), withdrawal])).toEqual(new Map([[1, withdrawal]]))
  })

  it('price again when that version is withdrawn in its turn', () => {
    const second = version(3, 2)
    expect(pricing(version(1), version(2, 1), second)).toEqual([1])
    expect(withdrawalsOf([version(1), version(2, 1), second])).toEqual(new Map([[2, second]]))
  })

  it('are withdrawn once more by a later one, whatever became of the first', () => {
    const again = version(4, 1)
    const all = [version(1), version(2, 1), version(3, 2), again]
    expect(pricing(...all)).toEqual([])
    expect(withdrawalsOf(all).get(1)).toBe(again)
    expect(pricing(...all, version(5, 4))).toEqual([1])
  })

  it('are named with the last of several that count', () => {
    const last = version(3, 1)
    expect(withdrawalsOf([version(1), version(2, 1), last]).get(1)).toBe(last)
    expect(pricing(version(1), version(2, 1), last, version(4, 3))).toEqual([])
  })

  it('are the same in whatever order they are given', () => {
    expect(pricing(version(3, 2), version(2, 1), version(1))).toEqual([1])
  })

  test.prop([fc.array(fc.option(fc.nat(), { nil: null }), { maxLength: 30 })])(
    'price exactly when no version that counts names them',
    (names) => {
      const versions = names.map((name, index) => version(index + 1, name === null || index === 0 ? null : 1 + (name % index)))
      const counts = (id: number): boolean => !versions.some((other) => other.withdrawsId === id && counts(other.id))
      expect(pricing(...versions)).toEqual(versions.filter(({ id, withdrawsId }) => withdrawsId === null && counts(id)).map(({ id }) => id))
      for (const [id, by] of withdrawalsOf(versions)) expect([by.withdrawsId, counts(by.id), counts(id)]).toEqual([id, true, false])
    },
  )
})
