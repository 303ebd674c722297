import { type Editor, emptyEditor } from './editor.ts'

const key = 'assay.new-run'

/** Where a window keeps what a refresh must not lose: the browser's storage of the tab. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What was being written when the page was left; an empty form where there is nothing, or it cannot be read. */
export function takeEditor(shelf: Shelf): Editor {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key) ?? 'null')
    return isEditor(kept) ? kept : emptyEditor
  } catch {
    return emptyEditor
  }
}

/** False: it is too large to be kept, and then nothing is. */
export function keepEditor(shelf: Shelf, editor: Editor): boolean {
  try {
    shelf.setItem(key, JSON.stringify(editor))
    return true
  } catch {
    shelf.removeItem(key)
    return false
  }
}

export function forgetEditor(shelf: Shelf): void {
  shelf.removeItem(key)
}

/** Written by this page alone; another version of it may have had other fields. */
function isEditor(kept: unknown): kept is Editor {
  return hasFieldsOf(kept, emptyEditor) && hasFieldsOf(kept.draft, emptyEditor.draft)
}

function hasFieldsOf<T extends object>(value: unknown, model: T): value is T {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(model).every(([field, like]) => typeof Reflect.get(value, field) === typeof like)
}
