import { AppError } from '#engine/failure'

/** A place in a list by key: opaque outside, a number or a name inside. */
export function encodeCursor(key: string | number): string {
  return Buffer.from(String(key)).toString('base64url')
}

/** INVALID_INPUT when it was not given by this list. */
export function decodeNumber(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  const key = Number(Buffer.from(cursor, 'base64url').toString())
  if (!Number.isSafeInteger(key))
    throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'after', message: 'expected what the last page gave as next' }] })
  return key
}

export function decodeName(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString()
}

/** One page of names in byte order, from after `cursor` on, in at most log n steps to its start. */
export function pageOf<Item>(
  sorted: readonly Item[],
  nameOf: (item: Item) => string,
  input: { readonly after?: string | undefined; readonly limit: number },
  isWanted: (item: Item) => boolean,
): { items: Item[]; next?: string } {
  const after = decodeName(input.after)
  const items: Item[] = []
  for (let index = after === undefined ? 0 : firstAfter(sorted, nameOf, after); index < sorted.length; index++) {
    const item = sorted[index]
    if (item === undefined || !isWanted(item)) continue
    if (items.length === input.limit) {
      const last = items.at(-1)
      return last === undefined ? { items } : { items, next: encodeCursor(nameOf(last)) }
    }
    items.push(item)
  }
  return { items }
}

function firstAfter<Item>(sorted: readonly Item[], nameOf: (item: Item) => string, name: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = sorted[middle]
    if (item !== undefined && nameOf(item) <= name) low = middle + 1
    else high = middle
  }
  return low
}
