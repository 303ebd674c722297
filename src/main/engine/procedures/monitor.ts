import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function monitorProcedures(os: Implementer, { monitor, scheduler }: Services) {
  return {
    watch: os.monitor.watch.handler(async function* ({ input, signal }) {
      yield* monitor.watch(scheduler, input.provider, signal ?? new AbortController().signal)
    }),
  }
}
