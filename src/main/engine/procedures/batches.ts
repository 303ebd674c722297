import { previewBatch } from '#engine/batches'
import { expand } from '#engine/expansion'
import { infraModel } from '#engine/infra'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function batchProcedures(os: Implementer, services: Services) {
  const { catalog, clock, events, log, runs } = services
  const ports = {
    ...{ catalog, clock, events, log, calls: runs.appCalls },
    secrets: () => services.viewFacts().secrets,
    infra: () => infraModel(services, 'scenario_expansion'),
  }
  return {
    import: os.batches.import.handler(({ input }) => services.suites.import(input)),
    expand: os.batches.expand.handler(async function* ({ input, context, signal }) {
      services.fallbacks.assertValid()
      yield* expand(ports, input, context.user, signal ?? new AbortController().signal)
    }),
    preview: os.batches.preview.handler(({ input }) => previewBatch(input)),
  }
}
