import { previewBatch } from '#engine/batches'
import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function batchProcedures(os: Implementer, services: Services) {
  return {
    import: os.batches.import.handler(({ input }) => services.suites.import(input)),
    expand: os.batches.expand.handler(notYet),
    preview: os.batches.preview.handler(({ input }) => previewBatch(input)),
  }
}
