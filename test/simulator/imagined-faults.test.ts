import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { BreakageKind, ErrorReason, FaultRule } from '#contract/simulator-profile'
import type { Tokens } from '#contract/units'
import type { CallOutcome, ProviderCall } from '#engine/ports'
import { createProviderClient } from '#engine/providers'
import { createSimulator } from '#simulator'
import { outcomeOf } from '../../src/main/engine/whatif/profile-faults.ts'
import { silentLog } from '../conformance/providers/caller.ts'

/** What `whatif --profile` imagines of each fault, beside what the simulator does and our adapter reads, over real HTTP. */

const faults = [...ErrorReason.options, ...BreakageKind.options]
const cases = faults.flatMap((fault) => [false, true].map((stream) => ({ fault, stream, name: `${fault}${stream ? ', streamed' : ''}` })))
type Case = (typeof cases)[number]

const [medianMs, firstChunkRatio, afterMs] = [1000, 0.4, 400]
/** A busy machine is late, never early by more than timers are rounded: silence is given seconds, which no answer here comes near. */
const earlyMs = 20
const timeouts = { connectMs: 10_000, silenceMs: 6000, totalMs: 10_000 }

const rules = new Map(
  faults.map((fault) => [
    fault,
    FaultRule.parse({
      ...{ fault, models: [fault], hints: [{ as: 'retry-after-ms', afterMs: 2500 }] },
      afterMs: fault === 'slow-drip' ? afterMs / 10 : afterMs,
    }),
  ]),
)

const simulator = createSimulator({
  seed: 7,
  profile: { models: { '*': { medianMs, firstChunkRatio, spread: 0, inputTokens: 30, textTokens: 20 } }, faults: [...rules.values()] },
})
const client = createProviderClient({ clock: systemClock, log: silentLog })
let met: Map<Case, CallOutcome>

beforeAll(async () => {
  const { baseUrl } = await simulator.listen()
  const callOf = ({ fault, stream }: Case): ProviderCall => ({
    ...{ attemptId: '01JD0000000000000000000000', sendsAttemptId: true, baseUrl, apiKey: 'none', wireId: fault, timeouts },
    kind: 'simulator',
    messages: [{ role: 'user', content: 'What is the capital of France?' }],
    parameters: { stream },
  })
  for (const each of cases) await client.findUnsayable(callOf(each))
  const { signal } = new AbortController()
  met = new Map(await Promise.all(cases.map(async (each) => [each, await client.call(callOf(each), signal)] as const)))
}, 60_000)

afterAll(async () => {
  await client.close()
  await simulator.close()
})

/** Milliseconds of a plain answer and of a streamed one, where a fault does not strike `afterMs` after it arrived. */
const struckAtOnce = [400, 400] as const
const lasts: Partial<Record<FaultRule['fault'], readonly [number, number]>> = {
  hang: [10_000, 6000],
  'hang-after-headers': [6400, 6400],
  'slow-drip': [1560, 1560],
  'keep-alive': [2000, 2000],
  'cut-stream': [400, 1100],
  'error-in-stream': [400, 1100],
  'error-in-answer': [400, 1100],
  'missing-usage': [1400, 1400],
  'content-filter': [1400, 800],
  'empty-answer': [1400, 800],
}

describe('what a profile’s fault is imagined to come to', () => {
  it.each(cases)('is what the simulator makes of $name', (each) => {
    const { fault, stream } = each
    const real = met.get(each)
    const answering = { durationMs: medianMs, firstChunkMs: medianMs * firstChunkRatio, isStreamed: stream, timeouts }
    const imagined = outcomeOf(rules.get(fault), answering, usage)
    expect(gist(imagined)).toEqual(real && gist(real))
    expect(imagined.durationMs).toBe((lasts[fault] ?? struckAtOnce)[stream ? 1 : 0])
    expect(real?.durationMs).toBeGreaterThan(imagined.durationMs - earlyMs)
  })
})

const none = 0 as Tokens
const usage = {
  ...{ uncachedInputTokens: 30 as Tokens, cacheReadInputTokens: none, cacheWrite5mInputTokens: none, cacheWrite1hInputTokens: none },
  ...{ textOutputTokens: 20 as Tokens, reasoningOutputTokens: none },
}

/** All that the scheduler goes by. What was begun and not told is estimated from the text that came, which an imagined call has not. */
function gist(outcome: CallOutcome) {
  const { kind, httpStatus } = outcome
  if (outcome.kind === 'ANSWERED') return { kind, httpStatus, usage: outcome.usage }
  const { stage, isRamp = false, providerWide = false, retryable = true, hint } = outcome
  return {
    kind,
    httpStatus,
    stage,
    isRamp,
    providerWide,
    retryable,
    hintMs: hint?.delayMs,
    ...(stage !== 'partial' && { usage: outcome.usage }),
  }
}
