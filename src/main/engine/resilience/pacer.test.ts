import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { idlePacer, type PacerPolicy, type PacerState, paced, pacerNextAtMs, repaced } from './pacer.ts'

/** The instants at which `count` starts leave if each goes as early as it may. */
function starts(count: number, policy: PacerPolicy, fromMs = 0, state: PacerState = idlePacer): readonly number[] {
  const atMs: number[] = []
  let pacer = state
  for (let nowMs = fromMs; atMs.length < count; ) {
    nowMs = pacerNextAtMs(pacer, policy, nowMs)
    pacer = paced(pacer, policy, nowMs)
    atMs.push(nowMs)
  }
  return atMs
}

describe('pacer', () => {
  it('spaces starts 60/n s when the burst is one', () => {
    expect(starts(4, { perMinute: 6, burst: 1 })).toEqual([0, 10_000, 20_000, 30_000])
  })

  it('lets a burst leave back to back and spaces the rest', () => {
    expect(starts(5, { perMinute: 60, burst: 3 })).toEqual([0, 0, 0, 1000, 2000])
  })

  it('has its whole burst again after a rest', () => {
    const policy = { perMinute: 60, burst: 2 }
    const busy = paced(paced(idlePacer, policy, 0), policy, 0)
    expect(starts(3, policy, 10_000, busy)).toEqual([10_000, 10_000, 11_000])
  })

  it('allows the first at once, even on a clock that begins below zero', () => {
    expect(pacerNextAtMs(idlePacer, { perMinute: 1, burst: 1 }, -5000)).toBe(-5000)
  })

  it('feels a raised rate at once', () => {
    const [slow, fast] = [
      { perMinute: 1, burst: 1 },
      { perMinute: 1000, burst: 1 },
    ]
    const state = paced(idlePacer, slow, 0)
    expect(pacerNextAtMs(repaced(state, slow, fast, 0), fast, 0)).toBe(60)
  })

  it('keeps the starts that still weigh when the rate is lowered', () => {
    const [fast, slow] = [
      { perMinute: 60, burst: 1 },
      { perMinute: 6, burst: 1 },
    ]
    const state = paced(idlePacer, fast, 0)
    expect(pacerNextAtMs(repaced(state, fast, slow, 500), slow, 500)).toBe(5500)
  })

  it('owes nothing after a rest, whatever the rates', () => {
    const [from, to] = [
      { perMinute: 60, burst: 1 },
      { perMinute: 1, burst: 1 },
    ]
    expect(repaced(paced(idlePacer, from, 0), from, to, 5000)).toEqual({ theoreticalAtMs: 5000 })
    expect(repaced(idlePacer, from, to, 5000)).toEqual({ theoreticalAtMs: 5000 })
  })

  test.prop([fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 20 }), fc.array(fc.nat(30_000), { minLength: 2, maxLength: 60 })])(
    'never lets more than burst plus rate leave in any span',
    (perMinute, burst, restsMs) => {
      const policy = { perMinute, burst }
      let state = idlePacer
      let nowMs = 0
      const atMs = restsMs.map((restMs, index) => {
        nowMs = pacerNextAtMs(state, policy, nowMs + (index % 3 === 0 ? restMs : 0))
        state = paced(state, policy, nowMs)
        return nowMs
      })
      atMs.forEach((firstMs, first) => {
        atMs.slice(first).forEach((lastMs, more) => {
          expect(more + 1).toBeLessThanOrEqual(burst + ((lastMs - firstMs) * perMinute) / 60_000 + 1e-6)
        })
      })
    },
  )
})
