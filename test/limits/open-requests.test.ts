import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#adapters'
import { PoolName, ProviderKey } from '#contract/ids'
import { createProviderClient } from '#engine/providers'
import { batchOf, type EngineUnderTest, openEngineOn, untilRest } from '../builders/engine.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { openSimulator } from '../simulator/caller.ts'
import { CountingProxy, type PassedRequest } from './counting-proxy.ts'

const provider = ProviderKey.parse('alpha')
/** What one lane does alone at the end is waited for: each has as many as it gets done while the others do theirs. */
const probesOf = { 1: 1000, 4: 3000, 16: 6000 } as const
const limits = [1, 4, 16] as const
const probes = limits.reduce((sum, limit) => sum + probesOf[limit], 0)

/** The whole engine, real HTTP, a counter, and behind it a simulator that answers at once: one pool and one model for each limit. */
async function openCounted(): Promise<{ under: EngineUnderTest<typeof systemClock>; proxy: CountingProxy }> {
  const simulator = await openSimulator({ profile: { ledger: 'counts', models: { '*': { medianMs: 0, textTokens: 5 } } } })
  const proxy = await CountingProxy.before(simulator.origin)
  onTestFinished(() => proxy.close())
  const client = createProviderClient({ clock: systemClock, log: new RecordingLog() })
  const under = await openEngineOn(systemClock, {
    providers: [
      {
        ...{ key: 'alpha', baseUrl: `${proxy.origin}/v1` },
        pools: limits.map((maxParallel) => ({ name: `p${maxParallel}`, maxParallel })),
        models: limits.map((limit) => ({ wireId: `m${limit}`, pool: `p${limit}` })),
      },
    ],
    wire: { client, isQuiet: () => true },
  })
  return { under, proxy }
}

const mostOpen = (passed: readonly PassedRequest[], model: string) =>
  Math.max(...passed.filter((each) => each.model === model).map(({ open }) => open))

describe('requests open at a provider, counted before it', { timeout: 180_000 }, () => {
  it(`never break a limit of ${limits.join(', ')} over ${probes} probes, and use it up`, async () => {
    const { under, proxy } = await openCounted()
    const batches = limits.map((limit) => batchOf({ prompts: probesOf[limit], models: [`alpha/m${limit}`] }))
    const started = await Promise.all(batches.map((batch) => under.client.runs.start({ batch })))
    const rested = await Promise.all(started.map(({ id }) => untilRest(under, id)))
    expect(rested.map(({ counts }) => counts.succeeded)).toEqual(Object.values(probesOf))
    expect(proxy.passed.length).toBeGreaterThanOrEqual(probes)
    expect(limits.map((limit) => mostOpen(proxy.passed, `m${limit}`))).toEqual([...limits])
  })

  it('never break one that is changed on the way: what left before the edit is all that still comes under the old one', async () => {
    const { under, proxy } = await openCounted()
    const { id } = await under.client.runs.start({ batch: batchOf({ prompts: 4000, models: ['alpha/m16'] }) })
    const rest = untilRest(under, id)
    const random = new SeededRandom(16)
    const edits: Edit[] = [{ limit: 16, afterRequests: 0 }]
    for (let due = 50; due < 3900; due += 50 + Math.floor(random.next() * 200)) {
      while (proxy.passed.length < due) await systemClock.sleep(1)
      const limit = 1 + Math.floor(random.next() * 24)
      await under.client.pools.set({ provider, name: PoolName.parse('p16'), limits: { maxParallel: limit } })
      edits.push({ limit, afterRequests: proxy.passed.length })
    }
    expect((await rest).counts.succeeded).toBe(4000)
    expect(edits.length).toBeGreaterThan(15)
    expect(breaches(proxy.passed, edits)).toEqual([])
  })
})

interface Edit {
  readonly limit: number
  /** Requests that had come by when the edit was answered. */
  readonly afterRequests: number
}

/** Those that found more open than they may. Of the limit before an edit no more can be on their way than it allowed; all later ones obey the new one. */
function breaches(passed: readonly PassedRequest[], edits: readonly Edit[]): string[] {
  return edits.flatMap(({ limit, afterRequests }, index) => {
    const before = edits[index - 1]?.limit ?? limit
    const obeying = passed.slice(afterRequests + before, edits[index + 1]?.afterRequests)
    return obeying.filter(({ open }) => open > limit).map(({ open }) => `${open} open at a limit of ${limit}`)
  })
}
