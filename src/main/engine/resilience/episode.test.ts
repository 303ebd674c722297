import { describe, expect, it } from 'vitest'
import {
  admitToEpisode,
  type EpisodePolicy,
  type EpisodeState,
  type EpisodeTicket,
  endPauseNow,
  enterEpisode,
  episodeAnswered,
  episodeRefused,
  episodeReleased,
  openEpisode,
  restoreEpisode,
} from './episode.ts'
import { rateLimitBackoffMs } from './policies.ts'

const policy: EpisodePolicy = { backoffMs: rateLimitBackoffMs, maxParallel: 8 }

/** A call of the time before any pause. */
const oldTicket: EpisodeTicket = { id: 900, epoch: 0, trial: false }

const enter = (state: EpisodeState, id: number, nowMs: number) => enterEpisode(state, id, nowMs, policy)
const refuse = (state: EpisodeState, ticket: EpisodeTicket, nowMs: number, hintMs?: number) =>
  episodeRefused(state, ticket, { hintMs }, nowMs, policy)

/** Refused without a hint at 0, so parked until 30 s. */
const parkedAt0 = refuse(openEpisode, oldTicket, 0).state

/** The trial that leaves at 30 s. */
const trialAt30s = enter(parkedAt0, 1, 30_000)

describe('an open episode', () => {
  it('admits whatever the number in flight', () => {
    expect(admitToEpisode(openEpisode, 1000, 0, policy)).toEqual({ kind: 'yes' })
  })

  it('stays as it is while calls leave, are answered and released', () => {
    const { state, ticket } = enter(openEpisode, 7, 0)
    expect(state).toBe(openEpisode)
    expect(ticket).toEqual({ id: 7, epoch: 0, trial: false })
    expect(episodeAnswered(state, ticket, policy)).toBe(openEpisode)
    expect(episodeReleased(state, ticket, 0)).toBe(openEpisode)
    expect(endPauseNow(state, 0)).toBe(openEpisode)
  })

  it('parks for the first pause at a refusal, which does not count', () => {
    expect(refuse(openEpisode, oldTicket, 500)).toEqual({
      state: { kind: 'parked', epoch: 1, step: 0, untilMs: 30_500, hinted: false },
      counted: false,
    })
  })

  it('parks for as long as the hint says, even where that is less', () => {
    expect(refuse(openEpisode, oldTicket, 500, 2000).state).toEqual({ kind: 'parked', epoch: 1, step: 0, untilMs: 2500, hinted: true })
  })
})

describe('a parked episode', () => {
  it('admits nobody before its end and says when that is', () => {
    expect(admitToEpisode(parkedAt0, 0, 29_999, policy)).toEqual({ kind: 'no', cause: 'parked', untilMs: 30_000 })
  })

  it('admits one at its end, which is the trial', () => {
    expect(admitToEpisode(parkedAt0, 0, 30_000, policy)).toEqual({ kind: 'yes' })
    expect(trialAt30s).toEqual({ state: { kind: 'trial', epoch: 1, step: 0, ticketId: 1 }, ticket: { id: 1, epoch: 1, trial: true } })
  })

  it('makes no trial of a call that leaves before its end without asking', () => {
    expect(enter(parkedAt0, 1, 29_999)).toEqual({ state: parkedAt0, ticket: { id: 1, epoch: 1, trial: false } })
  })

  it('is made longer by a later hint of a call that was in flight, which costs no step and does not count', () => {
    expect(refuse(parkedAt0, oldTicket, 1000, 60_000)).toEqual({
      state: { kind: 'parked', epoch: 1, step: 0, untilMs: 61_000, hinted: true },
      counted: false,
    })
  })

  it.each([undefined, 1000, 29_000])('is never made shorter by a refusal with a hint of %s', (hintMs) => {
    expect(refuse(parkedAt0, oldTicket, 1000, hintMs)).toEqual({ state: parkedAt0, counted: false })
  })

  it('ends at once on a person’s word, and one request goes', () => {
    const state = endPauseNow(parkedAt0, 5000)
    expect(admitToEpisode(state, 0, 5000, policy)).toEqual({ kind: 'yes' })
    expect(enter(state, 1, 5000).state.kind).toBe('trial')
  })

  it('is not made longer by a person’s word after its end', () => {
    expect(endPauseNow(parkedAt0, 90_000)).toEqual(parkedAt0)
  })

  it('is untouched by the answer or the end of an older call', () => {
    expect(episodeAnswered(parkedAt0, oldTicket, policy)).toBe(parkedAt0)
    expect(episodeReleased(parkedAt0, oldTicket, 1000)).toBe(parkedAt0)
  })
})

describe('a trial', () => {
  it('goes alone, also when fifty ask', () => {
    const answers = Array.from({ length: 50 }, () => admitToEpisode(trialAt30s.state, 1, 40_000, policy))
    expect(answers.every((answer) => answer.kind === 'no' && answer.cause === 'trial' && answer.untilMs === undefined)).toBe(true)
  })

  it('waits 30, 60, 90, 120 s and then 120 s again while it is refused without a hint, and each refusal counts', () => {
    let state = parkedAt0
    let nowMs = 30_000
    const waitsMs = [1, 2, 3, 4].map((id) => {
      const trial = enter(state, id, nowMs)
      const refusal = refuse(trial.state, trial.ticket, nowMs)
      expect(refusal.counted).toBe(true)
      state = refusal.state
      const waitMs = state.kind === 'parked' ? state.untilMs - nowMs : Number.NaN
      nowMs += waitMs
      return waitMs
    })
    expect(waitsMs).toEqual([60_000, 90_000, 120_000, 120_000])
  })

  it('parks for the hint when it is refused with one, which keeps the step and does not count', () => {
    const second = refuse(trialAt30s.state, trialAt30s.ticket, 30_000).state
    const trial = enter(second, 2, 90_000)
    expect(refuse(trial.state, trial.ticket, 91_000, 4000)).toEqual({
      state: { kind: 'parked', epoch: 3, step: 1, untilMs: 95_000, hinted: true },
      counted: false,
    })
  })

  it('that is answered begins the opening with one', () => {
    expect(episodeAnswered(trialAt30s.state, trialAt30s.ticket, policy)).toEqual({ kind: 'opening', epoch: 1, allowed: 1, answered: 0 })
  })

  it('that is answered opens a pool of one at once', () => {
    expect(episodeAnswered(trialAt30s.state, trialAt30s.ticket, { ...policy, maxParallel: 1 })).toEqual({ kind: 'open', epoch: 1 })
  })

  it('that ends without a word on the rate leaves the next one to be the trial, at the same step', () => {
    const second = refuse(trialAt30s.state, trialAt30s.ticket, 30_000).state
    const trial = enter(second, 2, 90_000)
    const state = episodeReleased(trial.state, trial.ticket, 95_000)
    expect(state).toEqual({ kind: 'parked', epoch: 3, step: 1, untilMs: 95_000, hinted: false })
    expect(admitToEpisode(state, 0, 95_000, policy)).toEqual({ kind: 'yes' })
  })

  it.each<[string, EpisodeTicket]>([
    ['an older call', oldTicket],
    ['an older call of the same id', { ...trialAt30s.ticket, epoch: 0 }],
    ['another call of its own time', { ...trialAt30s.ticket, id: 2 }],
  ])('is untouched by the answer, the end or the hintless refusal of %s', (_who, ticket) => {
    expect(episodeAnswered(trialAt30s.state, ticket, policy)).toBe(trialAt30s.state)
    expect(episodeReleased(trialAt30s.state, ticket, 31_000)).toBe(trialAt30s.state)
    expect(refuse(trialAt30s.state, ticket, 31_000)).toEqual({ state: trialAt30s.state, counted: false })
  })

  it('gives way to the hint of an older call, which keeps the step; its own result is late then', () => {
    const second = refuse(trialAt30s.state, trialAt30s.ticket, 30_000).state
    const trial = enter(second, 2, 90_000)
    const refusal = refuse(trial.state, oldTicket, 91_000, 60_000)
    expect(refusal).toEqual({ state: { kind: 'parked', epoch: 3, step: 1, untilMs: 151_000, hinted: true }, counted: false })
    expect(episodeAnswered(refusal.state, trial.ticket, policy)).toBe(refusal.state)
    expect(refuse(refusal.state, trial.ticket, 92_000)).toEqual({ state: refusal.state, counted: false })
  })

  it('is not hurried by a person’s word', () => {
    expect(endPauseNow(trialAt30s.state, 31_000)).toBe(trialAt30s.state)
  })
})

describe('an opening', () => {
  const opening = episodeAnswered(trialAt30s.state, trialAt30s.ticket, policy)
  const ticket: EpisodeTicket = { id: 5, epoch: 1, trial: false }
  const answer = (state: EpisodeState, times: number) =>
    Array.from({ length: times }).reduce<EpisodeState>((next) => episodeAnswered(next, ticket, policy), state)

  it('admits up to what it allows', () => {
    const two = answer(opening, 1)
    expect(admitToEpisode(two, 1, 40_000, policy)).toEqual({ kind: 'yes' })
    expect(admitToEpisode(two, 2, 40_000, policy)).toEqual({ kind: 'no', cause: 'opening' })
  })

  it('doubles after each full round of answers, until the limit', () => {
    expect(answer(opening, 1)).toEqual({ kind: 'opening', epoch: 1, allowed: 2, answered: 0 })
    expect(answer(opening, 2)).toEqual({ kind: 'opening', epoch: 1, allowed: 2, answered: 1 })
    expect(answer(opening, 3)).toEqual({ kind: 'opening', epoch: 1, allowed: 4, answered: 0 })
    expect(answer(opening, 6)).toMatchObject({ allowed: 4, answered: 3 })
    expect(answer(opening, 7)).toEqual({ kind: 'open', epoch: 1 })
  })

  it('leaves the decision to the pool’s slots when the limit was lowered to what it allows', () => {
    expect(admitToEpisode(answer(opening, 3), 9, 40_000, { ...policy, maxParallel: 4 })).toEqual({ kind: 'yes' })
    expect(admitToEpisode(answer(opening, 3), 9, 40_000, { ...policy, maxParallel: 5 })).toEqual({ kind: 'no', cause: 'opening' })
  })

  it('makes no trial of those that leave', () => {
    expect(enter(opening, 6, 40_000)).toEqual({ state: opening, ticket: { id: 6, epoch: 1, trial: false } })
  })

  it('begins a new episode at step 0 when one of its calls is refused', () => {
    expect(refuse(answer(opening, 3), ticket, 40_000)).toEqual({
      state: { kind: 'parked', epoch: 2, step: 0, untilMs: 70_000, hinted: false },
      counted: false,
    })
  })

  it('is untouched by an older call that is answered, ends or is refused without a hint', () => {
    expect(episodeAnswered(opening, oldTicket, policy)).toBe(opening)
    expect(episodeReleased(opening, oldTicket, 40_000)).toBe(opening)
    expect(refuse(opening, oldTicket, 40_000)).toEqual({ state: opening, counted: false })
  })

  it.each<[string, EpisodeState]>([
    ['an opening', opening],
    ['an open pool', { kind: 'open', epoch: 1 }],
  ])('obeys the hint of an older call: %s parks', (_what, state) => {
    expect(refuse(state, oldTicket, 40_000, 60_000)).toEqual({
      state: { kind: 'parked', epoch: 2, step: 0, untilMs: 100_000, hinted: true },
      counted: false,
    })
  })

  it('has no pause to end', () => {
    expect(endPauseNow(opening, 40_000)).toBe(opening)
  })
})

describe('a restored episode', () => {
  it('is open when nothing was stored', () => {
    expect(restoreEpisode(undefined)).toEqual({ kind: 'open', epoch: 0 })
  })

  it('is parked until the stored instant, at the stored step', () => {
    const state = restoreEpisode({ step: 2, untilMs: 5000 })
    expect(state).toEqual({ kind: 'parked', epoch: 1, step: 2, untilMs: 5000, hinted: false })
    expect(admitToEpisode(state, 0, 4999, policy).kind).toBe('no')
  })

  it('goes on at the last step when the schedule has become shorter', () => {
    const short: EpisodePolicy = { backoffMs: [1000, 2000], maxParallel: 8 }
    const trial = enterEpisode(restoreEpisode({ step: 7, untilMs: 0 }), 1, 0, short)
    expect(episodeRefused(trial.state, trial.ticket, {}, 0, short).state).toMatchObject({ step: 1, untilMs: 2000 })
  })
})

it('still pauses for a second when the schedule is empty', () => {
  expect(episodeRefused(openEpisode, oldTicket, {}, 0, { backoffMs: [], maxParallel: 1 }).state).toMatchObject({ untilMs: 1000 })
})
