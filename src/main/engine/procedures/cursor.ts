import { AppError } from '#engine/failure'

/** A place in a list: the key of the last item given, opaque outside. A key of several parts is ordered by them from left to right. */
export function encodeCursor(...key: readonly (string | number)[]): string {
  return Buffer.from(key.join(':')).toString('base64url')
}

/** The whole numbers of a key of `parts` parts; undefined: from the beginning. INVALID_INPUT when no list gave it. */
export function decodeNumbers(cursor: string | undefined, parts: number): readonly number[] | undefined {
  if (cursor === undefined) return undefined
  const texts = Buffer.from(cursor, 'base64url').toString().split(':')
  const numbers = texts.flatMap((text) => (/^\d{1,16}$/.test(text) ? [Number(text)] : []))
  if (numbers.length !== parts || texts.length !== parts)
    throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'after', message: 'expected what the last page gave as next' }] })
  return numbers
}

export function decodeNumber(cursor: string | undefined): number | undefined {
  return decodeNumbers(cursor, 1)?.[0]
}

/** A page of what a read of one row more than `limit` found. `next` is absent when that row is not there: this is the last page. */
export function cutPage<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): { rows: readonly Row[]; next?: string } {
  const last = rows[limit - 1]
  if (rows.length <= limit || last === undefined) return { rows }
  return { rows: rows.slice(0, limit), next: cursorOf(last) }
}

/** One page of names in byte order, from after `cursor` on, in at most log n steps to its start. */
export function pageOf<Item>(
  sorted: readonly Item[],
  nameOf: (item: Item) => string,
  input: { readonly after?: string | undefined; readonly limit: number },
  isWanted: (item: Item) => boolean,
): { items: Item[]; next?: string } {
  const after = input.after === undefined ? undefined : Buffer.from(input.after, 'base64url').toString()
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
