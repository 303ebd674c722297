import type { ImportPreview } from '#contract/imports'
import { noPicks, type Picks } from './picks.ts'

/** A preview, and what a person has decided about its rows: what a refresh must not lose. The engine keeps the rows. */
export interface KeptImport {
  readonly preview: ImportPreview
  readonly picks: Picks
}

const key = 'assay.import'

/** Where a window keeps it: the browser's storage of the tab. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The last preview; undefined where there is none, it is another, or it cannot be read. */
export function takeImport(shelf: Shelf, id: string): KeptImport | undefined {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key) ?? 'null')
    if (!isKept(kept) || kept.preview.id !== id) return undefined
    const { added, left, whole } = kept.picks
    return { preview: kept.preview, picks: { added: new Set(added), left: new Set(left), whole: new Set(whole) } }
  } catch {
    return undefined
  }
}

export function keepImport(shelf: Shelf, { preview, picks }: KeptImport): void {
  const { added, left, whole } = picks
  try {
    shelf.setItem(key, JSON.stringify({ preview, picks: { added: [...added], left: [...left], whole: [...whole] } }))
  } catch {
    shelf.removeItem(key)
  }
}

export function keepPreview(shelf: Shelf, preview: ImportPreview): void {
  keepImport(shelf, { preview, picks: noPicks })
}

interface Written {
  readonly preview: ImportPreview
  readonly picks: { readonly [Name in keyof Picks]: readonly number[] }
}

/** Written by this page alone; another version of it may have had other fields. */
function isKept(kept: unknown): kept is Written {
  if (typeof kept !== 'object' || kept === null || !('preview' in kept) || !('picks' in kept)) return false
  const { preview, picks } = kept
  if (typeof preview !== 'object' || preview === null || !('counts' in preview) || !('providers' in preview)) return false
  return typeof picks === 'object' && picks !== null && ['added', 'left', 'whole'].every((name) => Array.isArray(Reflect.get(picks, name)))
}
