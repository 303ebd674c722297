import { shownViews } from '#engine/questions'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function sqlProcedures(os: Implementer, { questions, savedQueries }: Services) {
  return {
    run: os.sql.run.handler(async function* ({ input, signal }) {
      yield* questions.run(input, signal ?? new AbortController().signal)
    }),
    views: os.sql.views.handler(() => ({ items: shownViews() })),
    saved: os.sql.saved.handler(async () => ({ items: await savedQueries.list() })),
    save: os.sql.save.handler(({ input }) => savedQueries.save(input)),
    forget: os.sql.forget.handler(async ({ input }) => {
      await savedQueries.forget(input.name)
      return { ok: true as const }
    }),
  }
}
