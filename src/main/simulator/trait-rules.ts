import { FaultRule, LimitRule } from './profile.ts'

/** What `limited` does of itself: few requests in a short minute, refused with a hint of at most two seconds. */
export const traitLimits: readonly LimitRule[] = [
  LimitRule.parse({ models: ['limited'], requestsPerMinute: 6, minuteMs: 2000, hints: [{ as: 'retry-after-ms' }] }),
]

/** What `flaky` does of itself: about one request in six fails, in ways a retry mends. */
export const traitFaults: readonly FaultRule[] = [
  { fault: 'server-error', probability: 0.06 },
  { fault: 'overloaded', probability: 0.04 },
  { fault: 'reset', probability: 0.03 },
  { fault: 'truncated-json', probability: 0.02 },
  { fault: 'cut-stream', probability: 0.02 },
].map((rule) => FaultRule.parse({ ...rule, models: ['flaky'] }))

/** Models with rules of their own, which no fast path may serve. */
export const ruledModels: ReadonlySet<string> = new Set(['flaky', 'limited'])
