import { describe, expect, it } from 'vitest'
import { type EpisodePolicy, type EpisodeState, openEpisode, reopenEpisode } from './episode.ts'
import { rateLimitBackoffMs } from './policies.ts'

const policy: EpisodePolicy = { backoffMs: rateLimitBackoffMs, maxParallel: 8 }
const parked: EpisodeState = { kind: 'parked', epoch: 1, step: 0, untilMs: 30_000, hinted: false }
const trial: EpisodeState = { kind: 'trial', epoch: 1, step: 0, ticketId: 7 }

describe('a reopened episode', () => {
  it('opens from one call on, whatever it allowed', () => {
    const reopened = { kind: 'opening', epoch: 3, allowed: 1, answered: 0 }
    expect(reopenEpisode({ ...openEpisode, epoch: 3 }, policy)).toEqual(reopened)
    expect(reopenEpisode({ kind: 'opening', epoch: 3, allowed: 4, answered: 2 }, policy)).toEqual(reopened)
  })

  it('that is parked or tried stays so', () => {
    expect(reopenEpisode(parked, policy)).toBe(parked)
    expect(reopenEpisode(trial, policy)).toBe(trial)
  })
})
