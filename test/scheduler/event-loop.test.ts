import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { batchOf, openEngineOn, untilRest } from '../builders/engine.ts'

/**
 * How long this thread worked between two looks a millisecond apart, in milliseconds of its own processor time: what holds the event loop up is seen whole,
 * and what other processes do with the cores in the meantime is not.
 */
async function heldMs(work: Promise<unknown>): Promise<number[]> {
  const held: number[] = []
  let last = process.threadCpuUsage()
  const timer = setInterval(() => {
    const now = process.threadCpuUsage()
    held.push((now.user + now.system - last.user - last.system) / 1000)
    last = now
  }, 1)
  await work.finally(() => clearInterval(timer))
  return held.sort((left, right) => left - right)
}

const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN

describe('the engine’s event loop', () => {
  it.each([
    ['at full throughput', {}, 10_000],
    ['with every commit slowed to 50 ms', { commitMs: 50 }, 1000],
  ])('is held up for less than 20 ms, 99 times in 100, %s', { timeout: 60_000 }, async (_, conditions, prompts) => {
    const under = await openEngineOn(systemClock, { providers: [{ key: 'alpha', pools: [{ maxParallel: 64 }] }] })
    const warm = await under.client.runs.start({ batch: batchOf({ prompts: 500 }) })
    await untilRest(under, warm.id)
    await under.disk.become(conditions)
    const { id } = await under.client.runs.start({ batch: batchOf({ prompts }) })
    const held = await heldMs(untilRest(under, id))
    expect((await under.summary(id)).counts.succeeded).toBe(prompts)
    expect(held.length).toBeGreaterThan(200)
    expect(quantile(held, 0.99)).toBeLessThan(20)
  })
})
