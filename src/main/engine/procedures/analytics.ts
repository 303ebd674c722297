import { failures, frequentMethods, latencyBins, performance, repeats } from '#engine/reports'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function analyticsProcedures(os: Implementer, services: Services) {
  return {
    performance: os.analytics.performance.handler(({ input }) => performance(input, services)),
    latencies: os.analytics.latencies.handler(({ input }) => latencyBins(input, services)),
    methods: os.analytics.methods.handler(async ({ input }) => ({ rows: await frequentMethods(input, services) })),
    failures: os.analytics.failures.handler(({ input }) => failures(input, services)),
    repeats: os.analytics.repeats.handler(({ input }) => repeats(input, services)),
  }
}
