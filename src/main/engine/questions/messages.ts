import type { SqlValue } from '#contract/sql'

/** What a question's process is told: the question, once, then that another page may come. */
export type ToAsking =
  | { readonly kind: 'ask'; readonly file: string; readonly query: string; readonly maxRows: number }
  | { readonly kind: 'next' }

/** What it says: that it begins, the columns, then a page for each it was asked for, and how it ended. `failed`: in SQLite's own words, or ours. */
export type FromAsking =
  | { readonly kind: 'begins' }
  | { readonly kind: 'columns'; readonly columns: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: 'done'; readonly rows: number; readonly isCut: boolean }
  | { readonly kind: 'failed'; readonly message: string }
