import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function analyticsProcedures(os: Implementer, _services: Services) {
  return {
    performance: os.analytics.performance.handler(notYet),
    latencies: os.analytics.latencies.handler(notYet),
    methods: os.analytics.methods.handler(notYet),
    failures: os.analytics.failures.handler(notYet),
    repeats: os.analytics.repeats.handler(notYet),
  }
}
