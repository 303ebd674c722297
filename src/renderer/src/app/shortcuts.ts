import { pages } from './pages.ts'

/** What keys mean that are pressed outside a field. `?` shows them, `g` and a letter leads to a page. */
export type ShortcutAction = { readonly kind: 'sheet' } | { readonly kind: 'go'; readonly to: (typeof pages)[number]['to'] | '/runs/new' }

export interface KeyPress {
  readonly key: string
  readonly atMs: number
}

/** How long after `g` a letter still belongs to it. */
const withinMs = 1200

/** The action that this press ends, given the press before it. */
export function readShortcut(press: KeyPress, before: KeyPress | undefined): ShortcutAction | undefined {
  if (press.key === '?') return { kind: 'sheet' }
  const isAfterG = before?.key === 'g' && press.atMs - before.atMs <= withinMs
  if (!isAfterG) return press.key === 'n' ? { kind: 'go', to: '/runs/new' } : undefined
  const page = pages.find(({ key }) => key === press.key)
  return page === undefined ? undefined : { kind: 'go', to: page.to }
}

/** Every shortcut, for the sheet. */
export const shortcutList: readonly (readonly [does: string, keys: readonly string[]])[] = [
  ['Search pages, runs and actions', ['mod', 'K']],
  ['This list', ['?']],
  ['New run', ['n']],
  ...pages.map(({ title, key }) => [`To ${title}`, ['g', key]] as const),
  ['Move in a table', ['↑', '↓']],
  ['To its ends', ['Home', 'End']],
  ['Open the row', ['Enter']],
  ['Mark the row', ['Space']],
  ['What can be done with the row', ['Shift', 'F10']],
  ['Start what the form says', ['mod', 'Enter']],
  ['Take back the last change, while its message is there', ['mod', 'Z']],
  ['Close what lies on the page', ['Esc']],
]
