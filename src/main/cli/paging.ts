import type { ArgsDef } from 'citty'
import { readCount } from './parse/read-values.ts'

/** The flags of every list. */
export const pagingArgs = {
  limit: { type: 'string', valueHint: 'N', description: 'Rows at most: 1 to 500, 50 unless told.' },
  after: { type: 'string', valueHint: 'CURSOR', description: 'Where the last page ended, as it said.' },
} as const satisfies ArgsDef

export function readPaging({ limit, after }: { readonly limit: string | undefined; readonly after: string | undefined }) {
  return { limit: readCount('--limit', limit, { min: 1, max: 500 }), after }
}
