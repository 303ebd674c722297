const key = 'assay.query'

/** Where a window keeps what leaving the page must not lose: the browser's storage of the tab. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What stands in the editor. `name`: the saved question it came from, or was saved as last; `saved`: its text as it was then. */
export interface Draft {
  readonly text: string
  readonly name: string | undefined
  readonly saved: string | undefined
}

export const firstDraft: Draft = {
  text: 'SELECT service, count(*) AS calls, round(sum(cost_nanousd) / 1e9, 6) AS cost_usd\nFROM call_event\nGROUP BY service\nORDER BY sum(cost_nanousd) DESC',
  name: undefined,
  saved: undefined,
}

/** What was written when the page was left; a first question where there is nothing, or it cannot be read. */
export function takeDraft(shelf: Shelf): Draft {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string') return firstDraft
    const textOf = (field: string) => {
      const value: unknown = Reflect.get(kept, field)
      return typeof value === 'string' ? value : undefined
    }
    return { text: kept.text, name: textOf('name'), saved: textOf('saved') }
  } catch {
    return firstDraft
  }
}

/** What is too large to be kept is not. */
export function keepDraft(shelf: Shelf, draft: Draft): void {
  try {
    shelf.setItem(key, JSON.stringify(draft))
  } catch {
    shelf.removeItem(key)
  }
}
