import type { UndoHindrance } from '#contract/audit'
import { assertNever, failureOf, sayError } from '#renderer/lib'

/** Why a change cannot be taken back, and what can be done instead. `detail`: what it is about; empty or null: nothing more is known. */
export function sayHindrance(why: UndoHindrance, detail: string | null = null): string {
  return detail === null || detail === '' ? sayWhy(why) : `${sayWhy(why).slice(0, -1)} (${detail}).`
}

function sayWhy(why: UndoHindrance): string {
  switch (why) {
    case 'undone':
      return 'It has been undone already.'
    case 'changed_since':
      return 'What it left has been changed again since: undo that first, or edit it by hand.'
    case 'in_use':
      return 'What it brought is in use by now: a run has asked it, or something else names it.'
    case 'secret':
      return 'It was about a key, which is kept nowhere to be brought back from: give the key again under Keys.'
    case 'too_old':
      return 'It is from before changes were kept whole: edit it by hand.'
    case 'not_undoable':
      return 'Changes of this kind are not undone: do the opposite where it was done.'
    default:
      return assertNever(why)
  }
}

const hindrances: readonly UndoHindrance[] = ['undone', 'changed_since', 'in_use', 'secret', 'too_old', 'not_undoable']

/** Why the engine refused to undo, in a sentence or two. */
export function sayUndoRefusal(error: unknown): string {
  const failure = failureOf(error)
  if (failure?.code === 'CONFLICT' && failure.detail !== undefined) {
    const { detail } = failure
    const why = hindrances.find((each) => detail === each || detail.startsWith(`${each}: `))
    return why === undefined ? sentence(detail) : sayHindrance(why, detail.slice(why.length + 2))
  }
  const { title, details } = sayError(error)
  return [sentence(title), ...details].join(' ')
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
