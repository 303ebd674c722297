import { describe, expect, it } from 'vitest'
import { maxObeyedHintMs, minHintMs } from '#engine/resilience'
import { openProviders } from '../providers/caller.ts'
import { wireOf } from '../providers/wires/index.ts'
import { oddHints, refusalWith } from './odd-hints.ts'
import { always, WireEngine } from './wire-engine.ts'

const wire = wireOf('google')
const minuteMs = 60_000
const providers = openProviders()

describe('a hint on the wire', () => {
  it.each(oddHints)('$title is read as $read', async (hint) => {
    providers.server.script = refusalWith(hint, 429, wire)
    const outcome = await providers.call(wire)
    const delayMs = 'hint' in outcome ? outcome.hint?.delayMs : undefined
    if (hint.read === 'far') expect(delayMs).toBeGreaterThan(maxObeyedHintMs)
    else expect(delayMs).toBe(hint.read === 'none' ? undefined : hint.read)
  })
})

const maxParallel = 4
const tooFast = oddHints.map((hint) => ({ script: always(refusalWith(hint, 429, wire)), pool: { maxParallel } }))
const overloaded = oddHints.map((hint) => ({ script: always(refusalWith(hint, 503, wire)) }))
const engine = new WireEngine(wire, [...tooFast, ...overloaded])
const cases = oddHints.map((hint, index) => ({ ...hint, index }))

describe('a hint that is obeyed', () => {
  it.each(cases)('lets one request out per pause, and pauses for a day at most: $title', async ({ read, index }) => {
    const played = await engine.play(index, { stream: false, prompts: 20, limitMs: minuteMs })
    const { arrivals } = played
    const firstAtMs = arrivals[0]?.atMs ?? Number.NaN
    const wave = arrivals.filter(({ atMs }) => atMs === firstAtMs)
    const after = arrivals.slice(wave.length - 1).map(({ atMs }) => atMs)
    const pauses = after.slice(1).map((atMs, before) => atMs - (after[before] ?? 0))
    const leastMs = obeyedMs(read) ?? 30_000
    expect(wave).toHaveLength(maxParallel)
    expect(arrivals.length).toBeLessThanOrEqual(maxParallel + Math.floor(minuteMs / leastMs))
    expect(Math.min(...pauses, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(leastMs)
    const parkedMs = parkedUntilMs(index) - (after.at(-1) ?? 0)
    expect(parkedMs).toBeGreaterThanOrEqual(leastMs)
    expect(parkedMs).toBeLessThanOrEqual(maxObeyedHintMs)
    await engine.end(played)
  })

  it.each(cases)('keeps an overloaded model from being asked again for a day at most: $title', async ({ read, index }) => {
    const { run, arrivals } = await engine.play(oddHints.length + index, { stream: false, limitMs: minuteMs })
    expect(arrivals.length).toBeLessThanOrEqual(5)
    const waits = arrivals.slice(1).map(({ atMs }, before) => atMs - (arrivals[before]?.atMs ?? 0))
    expect(Math.min(...waits, Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(obeyedMs(read) ?? 0)
    const untilMs = engine.under.value<number | null>(
      'select wait_until_ms from probe where run_id = (select id from run where ulid = ?)',
      run,
    )
    expect((untilMs ?? 0) - engine.under.clock.nowMs()).toBeLessThanOrEqual(maxObeyedHintMs)
  })
})

/** undefined: no hint, so that other pauses hold. */
function obeyedMs(read: number | 'far' | 'none'): number | undefined {
  if (read === 'none') return undefined
  return read === 'far' ? maxObeyedHintMs : Math.max(read, minHintMs)
}

/** On the steady clock. */
function parkedUntilMs(index: number): number {
  const { clock } = engine.under
  const epochMs = engine.under.value<number>(
    `select parked_until_ms from pool_state where pool_id = (select pool.id from pool join provider on provider.id = pool.provider_id where provider.key = ?)`,
    `case-${index + 1}`,
  )
  return epochMs - clock.nowMs() + clock.monotonicMs()
}
