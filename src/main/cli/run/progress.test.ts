import { describe, expect, it } from 'vitest'
import type { CostState } from '#contract/calls'
import type { RunId } from '#contract/ids'
import type { RunProgress } from '#contract/runs'
import type { EpochMs, NanoUsd } from '#contract/units'
import { paintFor } from '../format/paint.ts'
import { widthOf } from '../format/text.ts'
import type { Terminal } from '../terminal.ts'
import { ProgressDisplay } from './progress-display.ts'
import { liveLine, plainLine } from './progress-text.ts'
import { SpendPace } from './spend-pace.ts'

const nowMs = 1_795_000_000_000 as EpochMs
const moment = (nanoUsdPerMinute: number | undefined) => ({ nowMs, nanoUsdPerMinute })
const states: readonly CostState[] = ['none', 'reported', 'computed', 'estimated', 'maybe_billed', 'unknown']

function at(elapsedMs: number, succeeded: number, more: Partial<RunProgress> & { failed?: number; nanoUsd?: number } = {}): RunProgress {
  const { failed = 0, nanoUsd = 0, ...rest } = more
  const coverage = Object.fromEntries(states.map((state) => [state, { calls: 0, nanoUsd: 0 }])) as RunProgress['cost']['coverage']
  return {
    ...{ seq: elapsedMs, id: '01J00000000000000000000000' as RunId, status: 'running', pauseReason: null },
    counts: { total: 100, succeeded, failed, cancelled: 0, interrupted: 0, inFlight: 4, waiting: 0, attempts: succeeded },
    cost: { nanoUsd: nanoUsd as NanoUsd, upperNanoUsd: 0 as NanoUsd, coverage },
    ...{ callsPerProbe: null, elapsedMs, etaMs: null, waits: [], alerts: [] },
    ...rest,
  }
}

function fakeTerminal(isLive: boolean) {
  const lines: string[] = []
  const lives: string[] = []
  const terminal: Terminal = {
    out: () => undefined,
    err: (text) => void lines.push(text),
    live: (text) => void lives.push(text),
    screen: () => undefined,
    ask: () => Promise.resolve(''),
    askSecret: () => Promise.resolve(''),
    ...{ isLive, canAsk: false, isTerminal: isLive, columns: 40, liveColumns: 80, paint: paintFor(false) },
  }
  return { lines, lives, terminal }
}

describe('the live line', () => {
  const busy = at(10_000, 48, {
    ...{ failed: 2, nanoUsd: 12_300_000, etaMs: 65_000 },
    waits: [
      { cause: 'pool_slots', probes: 40, untilMs: null, service: 'openai/default' },
      { cause: 'parked', probes: 6, untilMs: 1_795_000_000_000 as EpochMs, service: 'openai/default' },
    ],
  })
  it('shows how far, failures, spend and its pace, time left, flight and the wait that matters', () => {
    expect(liveLine(busy, moment(74_000_000), 220, paintFor(false))).toBe(
      '██████████░░░░░░░░░░  50/100  2 failed  $0.0123 ($0.074/min)  1 min 5 s left  4 in flight  6 wait for openai/default, which said "too fast", until 11:06:40 UTC  40 wait for a free place in openai/default',
    )
  })
  it('gives up its bar and its pace where the wait would not fit', () => {
    expect(liveLine(busy, moment(74_000_000), 90, paintFor(false))).toBe(
      '50/100  2 failed  6 wait for openai/default, which said "too fast", until 11:06:40 UTC',
    )
    const idle = { ...busy, waits: busy.waits.filter(({ cause }) => cause === 'pool_slots') }
    expect(liveLine(idle, moment(74_000_000), 90, paintFor(false))).toMatch(/^█.* left {2}4 in flight$/)
  })
  it('says how many calls a probe takes, when that is more than one', () => {
    const line = (callsPerProbe: number | null) => liveLine({ ...busy, waits: [], callsPerProbe }, moment(undefined), 200, paintFor(false))
    expect([line(1.234), line(1.001), line(null)].map((text) => text.match(/[\d.]+ calls a probe/)?.[0])).toEqual([
      '1.23 calls a probe',
      undefined,
      undefined,
    ])
  })
  it('leaves out what does not fit', () => {
    for (const width of [40, 60, 80, 100]) expect(widthOf(liveLine(busy, moment(74_000_000), width, paintFor(true)))).toBeLessThan(width)
  })
})

describe('plain lines', () => {
  it('come when the first probe has ended, at each quarter and every five seconds, whatever comes first', () => {
    const { lines, terminal } = fakeTerminal(false)
    const display = new ProgressDisplay(terminal, { nowMs: () => nowMs })
    const steps = [at(0, 0), at(1000, 10), at(2000, 25), at(3000, 26), at(6900, 30), at(7000, 31), at(9000, 60), at(9100, 100)]
    for (const step of steps) display.show(step)
    expect(lines.map((line) => line.split(',')[0])).toEqual(['10/100', '25/100', '31/100', '60/100', '100/100'])
  })
  it('say the same in words', () => {
    expect(plainLine(at(0, 30, { failed: 1, etaMs: 5000 }), moment(undefined))).toBe('31/100, 1 failed, $0.00, 5 s left, 4 in flight')
  })
})

describe('alerts', () => {
  it('are shown once, on a line that stays', () => {
    const { lines, terminal } = fakeTerminal(true)
    const display = new ProgressDisplay(terminal, { nowMs: () => nowMs })
    const alerts = [{ code: 'AUTH', service: 'openai', message: 'the key was refused' }]
    for (const step of [at(0, 0, { alerts }), at(100, 1, { alerts })]) display.show(step)
    expect(lines).toEqual(['! openai: the key was refused'])
  })
})

describe('SpendPace', () => {
  it('is the spend of the last minute, and nothing before two seconds', () => {
    const pace = new SpendPace()
    expect(pace.add(at(0, 0))).toBeUndefined()
    expect(pace.add(at(1000, 0, { nanoUsd: 10 }))).toBeUndefined()
    expect(pace.add(at(30_000, 0, { nanoUsd: 3000 }))).toBe(6000)
    expect(pace.add(at(90_000, 0, { nanoUsd: 3000 }))).toBe(0)
  })
})
