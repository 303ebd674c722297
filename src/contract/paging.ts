import { z } from 'zod'

/** A page's size: at most 500 rows; 50 unless told. */
export const Limit = z.int().min(1).max(500).default(50)

/** An opaque place in a list, as `next` gave it. */
export const Cursor = z.string().max(400)

/** One page of a list. `next` is absent on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: Cursor.optional() })
}
