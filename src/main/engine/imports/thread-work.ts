import { readSuite } from '#engine/suites'
import { ImportDesk } from './import-desk.ts'

/** All that the thread can be asked for, by name: all of it long, and none of it waiting. */
export function createWork() {
  const desk = new ImportDesk()
  return {
    preview: desk.preview.bind(desk),
    rows: desk.rows.bind(desk),
    plan: desk.plan.bind(desk),
    write: desk.write.bind(desk),
    forget: desk.forget.bind(desk),
    suite: readSuite,
  }
}
export type Work = ReturnType<typeof createWork>
