import type { ImportReason, ImportRowKind } from '#contract/imports'

/** What an address of the import page says: the preview that is shown, which of its rows, and the one that is open. */
export interface ImportSearch {
  readonly id?: string
  readonly kind?: ImportRowKind
  readonly reason?: ImportReason
  readonly provider?: string
  readonly search?: string
  readonly conflicts?: 'yes'
  readonly row?: number
}

/** Every name of each, so that a new one in the contract does not compile until it stands here. In the order they are shown. */
const kinds: Readonly<Record<ImportRowKind, true>> = {
  ...{ new: true, changed: true, gone: true, quarantined: true, same: true, skipped: true },
}
const reasons: Readonly<Record<ImportReason, true>> = {
  ...{ absurd_price: true, negative_price: true, not_a_number: true, ambiguous_zero: true, no_price: true, output_above_input: true },
  ...{ bad_name: true, duplicate: true, not_a_model: true, not_chat: true, unknown_provider: true, dynamic_price: true },
  ...{ manual_price: true, conflict: true, pattern_only: true, invalid: true },
}

export const importKinds = Object.keys(kinds) as readonly ImportRowKind[]
export const importReasons = Object.keys(reasons) as readonly ImportReason[]

/** Keeps of an address what this page understands. Values that read like numbers arrive as such. */
export function readImportSearch(given: Readonly<Record<string, unknown>>): ImportSearch {
  const kind = importKinds.find((each) => each === given['kind'])
  const reason = importReasons.find((each) => each === given['reason'])
  const row = Number(given['row'] ?? Number.NaN)
  return {
    ...textOf('id', given['id'], 26),
    ...(kind === undefined ? {} : { kind }),
    ...(reason === undefined ? {} : { reason }),
    ...textOf('provider', given['provider'], 100),
    ...textOf('search', given['search'], 200),
    ...(given['conflicts'] === 'yes' ? { conflicts: 'yes' } : {}),
    ...(Number.isSafeInteger(row) && row >= 0 ? { row } : {}),
  }
}

function textOf<Name extends string>(name: Name, value: unknown, longest: number): { readonly [Key in Name]?: string } {
  const text = typeof value === 'string' ? value.slice(0, longest) : typeof value === 'number' ? String(value) : ''
  return text === '' ? {} : ({ [name]: text } as { readonly [Key in Name]: string })
}
