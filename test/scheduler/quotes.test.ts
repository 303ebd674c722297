import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { createProviderClient } from '#engine'
import { batchOf, openEngineOn, untilRest } from '../builders/engine.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import type { FaultInput } from '../simulator/caller.ts'
import { openSimulator } from '../simulator/caller.ts'

/** So slow that what a busy machine adds to a call is little beside it. */
const shape = { medianMs: 180, spread: 0.6, textTokens: 120 }

/** An engine whose model has answered sixty prompts of the simulator, refusals included. */
async function withPast(faults: FaultInput[]) {
  const { baseUrl } = await openSimulator({ profile: { models: { '*': shape }, faults } })
  const client = createProviderClient({ clock: systemClock, log: new RecordingLog() })
  const under = await openEngineOn(systemClock, {
    providers: [{ key: 'alpha', baseUrl, pools: [{ maxParallel: 4 }] }],
    wire: { client, isQuiet: () => true },
  })
  await under.client.settings.set({ key: 'retryInitialDelayMs', value: 300 })
  // Of 140 probes one meets five failures in a row in every twentieth run of this test: none may end for want of tries.
  await under.client.settings.set({ key: 'maxAttempts', value: 20 })
  const { id } = await under.client.runs.start({ batch: batchOf({ prompts: 60 }) })
  await untilRest(under, id)
  return under
}

describe('the quote of a batch whose model has answered before', () => {
  it.each<[string, FaultInput[]]>([
    ['by a provider that keeps well', []],
    ['by a provider that fails one time in five', [{ fault: 'server-error', everyNth: 5 }]],
  ])('holds what a run on the simulator then costs and takes, %s', { timeout: 60_000 }, async (_, faults) => {
    const under = await withPast(faults)
    const batch = batchOf({ prompt: 'Tell me about the number {{n}}, please, in a few words.', prompts: 80 })
    const quote = await under.client.runs.quote({ batch })
    const { id } = await under.client.runs.start({ batch })
    const { elapsedMs } = await untilRest(under, id)
    const { total } = await under.client.runs.results({ run: id })
    const [row] = quote.rows
    expect(row?.pastAnswers).toBe(60)
    expect(total.succeeded).toBe(80)
    expect({ cost: total.cost.nanoUsd, input: total.inputTokens, output: total.outputTokens, elapsedMs }).toEqual({
      cost: expect.toSatisfy((cost: number) => within(quote.costNanoUsd, cost)),
      input: expect.toSatisfy((tokens: number) => within(row?.inputTokens, tokens)),
      output: expect.toSatisfy((tokens: number) => within(row?.outputTokens, tokens)),
      elapsedMs: expect.toSatisfy((ms: number) => within(quote.durationMs, ms)),
    })
  })
})

function within(range: { readonly low: number; readonly high: number } | null | undefined, value: number): boolean {
  return range !== null && range !== undefined && range.low <= value && value <= range.high
}
