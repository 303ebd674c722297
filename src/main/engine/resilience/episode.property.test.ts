import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  admitToEpisode,
  type EpisodeState,
  type EpisodeTicket,
  enterEpisode,
  episodeAnswered,
  episodeRefused,
  episodeReleased,
  openEpisode,
} from './episode.ts'
import { rateLimitBackoffMs } from './policies.ts'

const policy = { backoffMs: rateLimitBackoffMs, maxParallel: 50 }

/** Time passes; all who wait ask; then one call in flight, picked by its place in age, ends in some way. */
const step = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.nat(40_000)),
  wishes: fc.constantFrom(0, 1, 50),
  pick: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  end: fc.constantFrom('answered', 'refused', 'hinted', 'released'),
  hintMs: fc.integer({ min: 1000, max: 100_000 }),
})

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface Left {
  readonly ticket: EpisodeTicket
  readonly atMs: number
}
interface Pause {
  /** How many had left when the hint came. */
  readonly leftBefore: number
  readonly untilMs: number
}

/** A pool of fifty slots driven by the steps: what left when, and each pause that a refusal called for. */
function drive(steps: readonly Step[]) {
  let state: EpisodeState = openEpisode
  let nowMs = 0
  let inFlight: readonly Left[] = []
  const left: Left[] = []
  const pauses: Pause[] = []
  const rounds = steps.map(({ afterMs, wishes, pick, end, hintMs }) => {
    nowMs += afterMs
    const before: EpisodeState = state
    let wentOut = 0
    for (let wish = 0; wish < wishes; wish++) {
      if (inFlight.length >= policy.maxParallel || admitToEpisode(state, inFlight.length, nowMs, policy).kind === 'no') break
      const entered = enterEpisode(state, left.length, nowMs, policy)
      state = entered.state
      const call = { ticket: entered.ticket, atMs: nowMs }
      inFlight = [...inFlight, call]
      left.push(call)
      wentOut++
    }
    const ending = inFlight[Math.floor(pick * inFlight.length)]
    const held = state
    let counted = false
    if (ending !== undefined) {
      inFlight = inFlight.filter((call) => call !== ending)
      if (end === 'answered') state = episodeAnswered(state, ending.ticket, policy)
      else if (end === 'released') state = episodeReleased(state, ending.ticket, nowMs)
      else {
        const refusal = episodeRefused(state, ending.ticket, end === 'hinted' ? { hintMs } : {}, nowMs, policy)
        state = refusal.state
        counted = refusal.counted
        if (end === 'hinted') pauses.push({ leftBefore: left.length, untilMs: nowMs + hintMs })
      }
    }
    return { before, wentOut, held, ending, end, counted, after: state, nowMs }
  })
  return { rounds, left, pauses }
}

const steps = fc.array(step, { minLength: 1, maxLength: 120 })

describe('an episode', () => {
  test.prop([steps])('lets nothing out before the end of a hint', (script) => {
    const { left, pauses } = drive(script)
    for (const { leftBefore, untilMs } of pauses) expect(left.slice(leftBefore).filter((call) => call.atMs < untilMs)).toEqual([])
  })

  test.prop([steps])('lets nothing out while parked, and exactly one when the pause is over, even when fifty ask', (script) => {
    for (const { before, wentOut, nowMs } of drive(script).rounds) {
      if (before.kind === 'parked') expect(wentOut).toBeLessThanOrEqual(nowMs < before.untilMs ? 0 : 1)
      if (before.kind === 'trial') expect(wentOut).toBe(0)
    }
  })

  test.prop([steps])('is changed by a call of before the last pause only to wait longer', (script) => {
    for (const { held, ending, after, counted, end } of drive(script).rounds) {
      if (ending === undefined || ending.ticket.epoch === held.epoch) continue
      expect(counted).toBe(false)
      if (end !== 'hinted') expect(after).toBe(held)
      else expect(after).toMatchObject({ kind: 'parked', step: 'step' in held ? held.step : 0 })
    }
  })

  test.prop([steps])('counts a refusal only against a trial that no hint was given', (script) => {
    for (const { held, ending, counted, end } of drive(script).rounds) {
      const isTrial = held.kind === 'trial' && ending?.ticket.id === held.ticketId
      expect(counted).toBe(isTrial && end === 'refused')
    }
  })

  test.prop([steps])('never goes back to an epoch that is over', (script) => {
    const epochs = drive(script).rounds.map((round) => round.after.epoch)
    expect(epochs).toEqual([...epochs].sort((one, other) => one - other))
  })
})
