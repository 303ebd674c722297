import { describe, expect, it } from 'vitest'
import type { PoolLimits } from '#contract/pools'
import type { Forecast } from '#contract/what-if'
import { Draws } from '#engine/batches'
import { imaginedRun, imaginedWorld, pastAttempt } from '../../../../test/builders/imagined-world.ts'
import type { CallModel } from './call-model.ts'
import { drawCall, fitCalls } from './fitted-calls.ts'
import { type Imagined, simulate } from './simulate.ts'

const noPause = () => undefined

/** Every call goes as one of these. */
function like(...attempts: Parameters<typeof fitCalls>[0]): CallModel {
  const fitted = fitCalls(attempts)
  if (fitted === undefined) throw new Error('a past without an answer')
  const draws = new Draws(1)
  return { leaves: (job) => drawCall(fitted, job, draws), ended: () => undefined }
}

function forecast(
  probes: number,
  limits: Partial<PoolLimits>,
  model = like(pastAttempt()),
  more: Partial<Imagined> = {},
): Promise<Forecast> {
  return simulate(imaginedWorld(limits), imaginedRun(probes, more), model, 1, noPause)
}

const failing = pastAttempt({ state: 'failed', code: 'OVERLOADED', httpStatus: 503, costState: 'none', uncachedInputTokens: null })

describe('simulate', () => {
  it('takes as long as the slots make it', async () => {
    expect(await forecast(40, { maxParallel: 4 })).toMatchObject({
      durationMs: 1000,
      succeeded: 40,
      calls: 40,
      limits: [{ cause: 'pool_slots', service: 'sim/default', atMs: 0 }],
      stoppedBy: null,
    })
  })

  it('goes through a pool that remembers what was found by trying', async () => {
    const world = imaginedWorld({ maxParallel: 8, adaptive: true })
    const remembered = {
      ...{ pool_id: 1, parked_until_ms: null, cause: null, backoff_step: 0, hinted: 0 },
      ...{ adaptive_limit: 4, updated_at_ms: world.startsAtMs, caution: null },
    }
    const found = await simulate(
      { ...world, snapshot: { ...world.snapshot, poolStates: [remembered] } },
      imaginedRun(40),
      like(pastAttempt()),
      1,
      noPause,
    )
    expect(found).toMatchObject({ succeeded: 40, unfinished: 0 })
    expect(found.durationMs).toBeLessThanOrEqual(1000)
  })

  it('spaces starts as the pacer does', async () => {
    const found = await forecast(11, { maxParallel: 4, requestsPerMinute: 60, burst: 1 })
    expect(found).toMatchObject({ durationMs: 10_100, succeeded: 11 })
    expect(found.limits.map(({ cause }) => cause)).toContain('spacing')
  })

  it('waits a day where the day is limited', async () => {
    const found = await forecast(3, { maxParallel: 4, requestsPerDay: 2 })
    expect(found.succeeded).toBe(3)
    expect(found.durationMs).toBeGreaterThan(60_000)
    expect(found.limits.map(({ cause }) => cause)).toContain('requests_per_day')
  })

  it('keeps to the run’s own bound', async () => {
    expect(await forecast(40, { maxParallel: 8 }, like(pastAttempt()), { maxParallel: 2 })).toMatchObject({ durationMs: 2000 })
  })

  it('tries again what fails, and counts it', async () => {
    const found = await forecast(2000, { maxParallel: 16 }, like(...Array.from({ length: 9 }, () => pastAttempt()), failing))
    expect(found.callsPerProbe).toBeGreaterThan(1.08)
    expect(found.callsPerProbe).toBeLessThan(1.15)
    expect(found.retries).toBe(found.calls - 2000)
  })

  it('opens the breaker of a model that fails always', async () => {
    const broken: CallModel = { leaves: () => ({ ...drawnFailure }), ended: () => undefined }
    const found = await forecast(20, { maxParallel: 4 }, broken, { maxWaitMs: 60_000 })
    expect(found).toMatchObject({ succeeded: 0, failed: 20 })
    expect(found.failures.map(({ code }) => code)).toContain('CIRCUIT_OPEN')
    expect(found.limits.map(({ cause }) => cause)).toContain('breaker')
  })

  it('stops where the budget does', async () => {
    const found = await forecast(100, { maxParallel: 1 }, like(pastAttempt()), {
      budgetNanoUsd: 3_000_000,
      lanes: imaginedRun(100).lanes.map((lane) => ({ ...lane, parameters: { maxOutputTokens: 50 } })),
    })
    expect(found.stoppedBy).toBe('budget')
    expect(found.unfinished).toBeGreaterThan(80)
    expect(found.costNanoUsd?.high).toBeLessThanOrEqual(3_000_000)
  })

  it.each(['spentBetween', 'recentStarts'])('ends with what storage says when %s cannot be read, though but once', async (failing) => {
    const world = imaginedWorld({ maxParallel: 4, requestsPerMinute: 60 })
    let failures = 0
    const read: (typeof world)['storage']['read'] = (name, ...more) => {
      if (name !== failing || failures > 0) return world.storage.read(name, ...more)
      failures += 1
      return Promise.reject(new Error('the disk is busy'))
    }
    const unreadable = { ...world, settings: { ...world.settings, monthBudgetUsd: '10' }, storage: { read } }
    await expect(simulate(unreadable, imaginedRun(10), like(pastAttempt()), 1, noPause)).rejects.toThrow('the disk is busy')
  })

  it('says the same for the same seed', async () => {
    const attempts = [80, 90, 200, 400].map((durationMs) => pastAttempt({ durationMs }))
    expect(await forecast(300, { maxParallel: 3 }, like(...attempts, failing))).toEqual(
      await forecast(300, { maxParallel: 3 }, like(...attempts, failing)),
    )
  })
})

const drawnFailure = {
  outcome: { kind: 'OVERLOADED', stage: 'refused', message: '', httpStatus: 503, durationMs: 10 },
  holdMs: 10,
} as const
