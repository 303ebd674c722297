import { AppError } from '#engine/failure'
import { PreferencesNotWritten } from '#engine/ports'
import type { Implementer } from './caller.ts'
import type { Services } from './services.ts'

export function preferenceProcedures(os: Implementer, { preferences, workspace, changes }: Services) {
  return {
    get: os.preferences.get.handler(async () => await preferences.get(workspace)),
    set: os.preferences.set.handler(async ({ input }) => {
      try {
        const kept = await preferences.set(workspace, input)
        changes.tell('settings')
        return kept
      } catch (cause) {
        if (!(cause instanceof PreferencesNotWritten)) throw cause
        throw new AppError({ code: 'STORAGE_FULL', folder: cause.folder, reason: cause.reason }, { cause })
      }
    }),
  }
}
