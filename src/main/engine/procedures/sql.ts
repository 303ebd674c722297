import type { Implementer } from './caller.ts'
import { notYet } from './not-yet.ts'
import type { Services } from './services.ts'

export function sqlProcedures(os: Implementer, _services: Services) {
  return {
    run: os.sql.run.handler(notYet),
    views: os.sql.views.handler(notYet),
    saved: os.sql.saved.handler(notYet),
    save: os.sql.save.handler(notYet),
    forget: os.sql.forget.handler(notYet),
  }
}
