import type { SqlView } from '#contract/sql'
import { documentedViews } from './documented-views.ts'

/** The tables for questions, as they are shown. */
export function shownViews(): SqlView[] {
  return documentedViews.map(({ name, about, columns }) => ({
    ...{ name, about },
    columns: columns.map(([column, type, sentence]) => ({ name: column, type, about: sentence })),
  }))
}
