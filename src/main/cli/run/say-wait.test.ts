import { describe, expect, it } from 'vitest'
import { WaitCause } from '#contract/calls'
import type { RunProgress } from '#contract/runs'
import type { EpochMs } from '#contract/units'
import { sayWait, sayWaits } from './say-wait.ts'

type Wait = RunProgress['waits'][number]
const untilMs = 1_795_000_000_000 as EpochMs
const nowMs = (untilMs - 60_000) as EpochMs
const wait = (cause: WaitCause, more: Partial<Wait> = {}): Wait => ({ cause, probes: 3, untilMs: null, service: 'openai/gpt-5', ...more })

describe('sayWait', () => {
  it.each([
    [wait('breaker', { untilMs }), '3 wait for openai/gpt-5 to recover (breaker open) until 11:06:40 UTC'],
    [wait('breaker_held'), '3 wait for a person to release openai/gpt-5 (breaker held open)'],
    [wait('retry_budget', { service: '', untilMs }), '3 wait for room to retry (too many calls fail) until 11:06:40 UTC'],
    [wait('retry_backoff', { service: '', untilMs, probes: 1 }), '1 waits for another try until 11:06:40 UTC'],
    [wait('stopped'), '3 wait for a mended key, or credit, at openai/gpt-5'],
  ])('%j', (given, sentence) => {
    expect(sayWait(given, nowMs)).toBe(sentence)
  })

  it.each(WaitCause.options)('reads well of %s, of one service and of none', (cause) => {
    for (const service of ['openai/gpt-5', ''])
      expect(sayWait(wait(cause, { service, untilMs }), nowMs)).toMatch(/^3 wait for \S.*\S until \d\d:\d\d:\d\d UTC$/)
    expect(sayWait(wait(cause, { service: '' }), nowMs)).not.toMatch(/ (at|in|of|for|back)$| {2}|^3 wait for [,.:]/)
  })

  it('says the date of an instant that is not today’s', () => {
    const given = wait('requests_per_day', { untilMs })
    expect(sayWait(given, (untilMs - 86_400_000) as EpochMs)).toBe(
      '3 wait for the requests per day of openai/gpt-5 until 2026-11-18 11:06 UTC',
    )
  })

  it('lets no control character of a name reach the terminal', () => {
    expect(sayWait(wait('breaker', { service: 'a/\u001b[2Jb' }), nowMs)).not.toContain('\u001b')
  })
})

describe('sayWaits', () => {
  it('says each cause once, with what it is about, news before mere places in line', () => {
    const waits = [
      wait('pool_slots', { probes: 50 }),
      wait('breaker', { service: 'a/one', untilMs, probes: 2 }),
      wait('breaker', { service: 'a/two', untilMs }),
      wait('breaker_held', { service: 'b/one' }),
      ...['c/1', 'c/2', 'c/3'].map((service) => wait('requests_per_day', { service, untilMs, probes: 4 })),
    ]
    expect(sayWaits(waits, nowMs)).toEqual([
      '12 wait for the requests per day of c/1 and 2 more until 11:06:40 UTC',
      '5 wait for a/one and a/two to recover (breaker open) until 11:06:40 UTC',
      '3 wait for a person to release b/one (breaker held open)',
      '50 wait for a free place in openai/gpt-5',
    ])
  })
})
