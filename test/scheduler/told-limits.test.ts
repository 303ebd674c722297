import { describe, expect, it } from 'vitest'
import { advance, advanceToRest, batchOf, openEngine } from '../builders/engine.ts'
import { answered } from '../builders/outcomes.ts'

const pool = (maxParallel: number) => [{ key: 'alpha', pools: [{ maxParallel }] }]

/** A server that takes 60 a minute, refilled steadily, and says after each how many are left. */
function sixtyAMinute() {
  let left = 5
  let lastMs = 0
  let broken = 0
  const rule = ({ atMs }: { readonly atMs: number }) => {
    left = Math.min(60, left + (atMs - lastMs) / 1000)
    lastMs = atMs
    if (left < 1) broken += 1
    left = Math.max(0, left - 1)
    const remaining = Math.floor(left)
    return answered({ reportedLimits: [{ dimension: 'requests', limit: 60, remaining, resetsInMs: (60 - remaining) * 1000 }] })
  }
  return { rule, broken: () => broken }
}

describe('a pool whose provider says what is left', () => {
  it('sends no faster than that, though its own limits would let it', async () => {
    const server = sixtyAMinute()
    const under = await openEngine({ providers: pool(1), rule: server.rule })
    const run = await under.start(batchOf({ prompts: 100 }))
    expect(await advanceToRest(under, run)).toBe('finished')
    expect(server.broken()).toBe(0)
    expect(under.clock.monotonicMs()).toBeGreaterThan(90_000)
    expect(under.clock.monotonicMs()).toBeLessThan(110_000)
  })

  it('says why it waits, and until when', async () => {
    const none = answered({ reportedLimits: [{ dimension: 'tokens', limit: 1000, remaining: 0, resetsInMs: 60_000 }] })
    const under = await openEngine({ providers: pool(1), rule: () => none })
    const run = await under.start(batchOf({ prompts: 3 }))
    await under.settled()
    const { value } = await under.client.runs.watch({ run }).then((states) => states.next())
    expect(value).toMatchObject({ waits: [{ cause: 'tokens_per_minute', probes: 2, service: 'alpha/one' }] })
    await advance(under, 60_000)
    expect(under.provider.requests.length).toBeGreaterThan(1)
  })
})
