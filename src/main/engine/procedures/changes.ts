import { watchChanges } from '#engine/changes'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function changeProcedures(os: Implementer, { changes, clock }: Services) {
  return {
    watch: os.changes.watch.handler(async function* ({ signal }) {
      yield* watchChanges(changes, clock, signal ?? new AbortController().signal)
    }),
  }
}
