import { fc, it as property } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { EpochMs, MonotonicMs, NanoUsd } from '#contract/units'
import type { Now } from './pool-gate.ts'
import { SpendLimits, type SpendMark, type SpendPolicy, type SpendTicket } from './spend-limits.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const firstMs = Date.parse('2026-11-01T00:00:00Z')
const at = (ms: number): Now => ({ epochMs: EpochMs.parse(firstMs + ms), monotonicMs: MonotonicMs.parse(ms) })
const policy = (month: number | null, day: Record<string, number> = {}, timeZone = 'UTC'): SpendPolicy => ({
  providerDayNanoUsd: Object.fromEntries(Object.entries(day).map(([key, nanoUsd]) => [key, NanoUsd.parse(nanoUsd)])),
  monthNanoUsd: month === null ? null : NanoUsd.parse(month),
  timeZone,
})

function limitsOf(given: SpendPolicy, past: Parameters<SpendLimits['recall']>[0] = []) {
  const marks: SpendMark[] = []
  let unknown = 0
  const limits = new SpendLimits(given, { mark: (mark) => marks.push(mark), pastIsUnknown: () => (unknown += 1) })
  limits.recall(past, firstMs - 40 * dayMs, at(0).epochMs, true)
  return { limits, marks, unknown: () => unknown }
}

describe('budgets of days and months', () => {
  property.prop([
    fc.integer({ min: 1, max: 5000 }),
    fc.integer({ min: 1, max: 2000 }),
    fc.array(
      fc.record({
        provider: fc.constantFrom('a', 'b'),
        upper: fc.nat(500),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        stepMs: fc.nat(12 * hourMs),
        isSettled: fc.boolean(),
      }),
      { maxLength: 80 },
    ),
  ])('are never passed by what was spent and set aside in them (1), whatever is settled late (2)', (month, day, calls) => {
    const { limits } = limitsOf(policy(month, { a: day }))
    const open: { ticket: SpendTicket; cost: number }[] = []
    const ledger = new Map<SpendTicket, number>()
    let nowMs = 0
    for (const { provider, upper, share, stepMs, isSettled } of calls) {
      nowMs += stepMs
      if (limits.ask(provider, upper, false, at(nowMs)) === undefined) {
        const ticket = limits.take(provider, upper, at(nowMs).epochMs)
        ledger.set(ticket, upper)
        open.push({ ticket, cost: Math.floor(upper * share) })
      }
      const first = isSettled ? open.shift() : undefined
      if (first !== undefined) {
        limits.settle(first.ticket, first.cost)
        ledger.set(first.ticket, first.cost)
      }
      const [bound] = limits.boundsOf(['b'], at(nowMs).epochMs)
      const isOfNow = ({ startedAtMs }: SpendTicket) => startedAtMs >= (bound?.period.fromMs ?? 0)
      expect(bound?.reservedNanoUsd).toBe(open.filter(({ ticket }) => isOfNow(ticket)).reduce((sum, { ticket }) => sum + ticket.nanoUsd, 0))
      const sums = new Map<string, number>()
      for (const [{ provider: of, startedAtMs }, nanoUsd] of ledger) {
        const started = new Date(startedAtMs)
        const names = [`month ${started.getUTCMonth()}`, ...(of === 'a' ? [`day ${Math.floor(startedAtMs / dayMs)}`] : [])]
        for (const name of names) sums.set(name, (sums.get(name) ?? 0) + nanoUsd)
      }
      for (const [name, sum] of sums) expect(sum).toBeLessThanOrEqual(name.startsWith('month') ? month : day)
    }
  })

  it('change nothing of today when a call of yesterday is settled (2)', () => {
    const { limits } = limitsOf(policy(null, { a: 100 }))
    const late = limits.take('a', 100, at(dayMs - 1).epochMs)
    limits.take('a', 60, at(dayMs).epochMs)
    limits.settle(late, 90)
    expect(limits.boundsOf(['a'], at(dayMs).epochMs)).toMatchObject([{ spentNanoUsd: 0, reservedNanoUsd: 60 }])
  })

  it('let nothing out before the past is known (3), and ask for it', () => {
    const { limits, unknown } = limitsOf(policy(100))
    limits.setPolicy(policy(100), EpochMs.parse(firstMs - 50 * dayMs))
    const before = { epochMs: EpochMs.parse(firstMs - 50 * dayMs), monotonicMs: MonotonicMs.parse(0) }
    expect(limits.ask('a', 1, false, before)).toEqual({ cause: 'budget_reserved' })
    expect(unknown()).toBe(1)
    limits.recall([], firstMs - 90 * dayMs, before.epochMs, false)
    expect(limits.ask('a', 1, false, before)).toBeUndefined()
  })

  it('count what earlier engines spent in the quarters of the day and the month', () => {
    const quarter = (ms: number) => Math.floor((firstMs + ms) / 900_000)
    const { limits } = limitsOf(policy(1000, { a: 500 }, 'Asia/Kathmandu'), [
      { provider: 'a', quarter: quarter(-6 * hourMs), nanoUsd: 1 },
      { provider: 'a', quarter: quarter(-5.75 * hourMs), nanoUsd: 20 },
      { provider: 'b', quarter: quarter(0), nanoUsd: 300 },
    ])
    expect(limits.boundsOf(['a'], at(0).epochMs)).toMatchObject([
      { scope: 'month', spentNanoUsd: 320 },
      { scope: 'day', spentNanoUsd: 20 },
    ])
  })

  it('tell each mark once a day (4), and not what an earlier engine told', () => {
    const { limits, marks } = limitsOf(policy(null, { a: 100, b: 100 }), [{ provider: 'b', quarter: firstMs / 900_000, nanoUsd: 80 }])
    for (const ms of [0, 1, 2]) limits.settle(limits.take('a', 45, at(ms).epochMs), 45)
    for (const ms of [3, 4]) limits.ask('a', 45, false, at(ms))
    limits.settle(limits.take('b', 1, at(5).epochMs), 1)
    expect(marks.map(({ provider, percent }) => `${provider} ${percent}`)).toEqual(['a 80', 'a 100'])
  })

  it('settle a ticket once (2)', () => {
    const { limits } = limitsOf(policy(100))
    const ticket = limits.take('a', 5, at(0).epochMs)
    limits.settle(ticket, 5)
    expect(() => limits.settle(ticket, 5)).toThrow(/once/)
  })
})
