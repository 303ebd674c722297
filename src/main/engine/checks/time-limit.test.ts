import { describe, expect, it } from 'vitest'
import { createTimeLimit } from './time-limit.ts'

function spin(): never {
  for (;;);
}

describe('a limit of time', () => {
  const within = createTimeLimit(20)

  it('lets through what comes to an end, and what it throws', () => {
    expect(within(() => 7)).toEqual({ value: 7 })
    expect(within(() => undefined)).toEqual({ value: undefined })
    expect(() =>
      within(() => {
        throw new RangeError('of its own')
      }),
    ).toThrow('of its own')
  })

  it('cuts off what never comes to an end, at the second time for good', () => {
    let times = 0
    const endless = () => {
      times += 1
      spin()
    }

    expect([within(endless), times]).toEqual([undefined, 2])
  })

  it('tries once more what was cut off', () => {
    let times = 0
    const slowAtFirst = () => {
      times += 1
      if (times === 1) spin()
      return 'done'
    }

    expect(within(slowAtFirst)).toEqual({ value: 'done' })
  })

  it('cuts off an expression in the midst of its search', () => {
    expect(within(() => /^(a+)+$/.exec(`${'a'.repeat(40)}!`))).toBeUndefined()
  })
})
