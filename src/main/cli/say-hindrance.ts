import type { UndoHindrance } from '#contract/audit'
import { assertNever } from '#contract/errors'

/** Why a change cannot be taken back, in a sentence. */
export function sayHindrance(why: UndoHindrance): string {
  switch (why) {
    case 'undone':
      return 'It has been undone already.'
    case 'changed_since':
      return 'What it changed has been changed again since: undo that first.'
    case 'in_use':
      return 'What it brought is in use.'
    case 'secret':
      return 'A key was replaced or deleted, and is kept nowhere to be brought back from: give it again with assay keys set.'
    case 'too_old':
      return 'It was made before changes were kept whole.'
    case 'not_undoable':
      return 'A hold on a breaker is not undone: release it with assay breakers release.'
    default:
      return assertNever(why)
  }
}
