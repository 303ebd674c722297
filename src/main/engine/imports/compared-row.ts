import type { ImportFormat, ImportPreview, ImportRow } from '#contract/imports'
import type { WantedPrice } from './compare-config.ts'
import type { ModelChange } from './compare-model.ts'
import type { ConfigItem } from './config-items.ts'
import type { SourceModel } from './source-catalog.ts'

/** A row with what taking it would do. */
export interface ComparedRow {
  readonly row: ImportRow
  /** What is taken by itself, and what when a person picks the row. */
  readonly effect: RowEffect
}

export type RowEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'add_model'; readonly model: SourceModel; readonly change: ModelChange }
  | {
      readonly kind: 'set_model'
      readonly model: SourceModel
      readonly ref: string
      readonly taken: ModelChange
      readonly whole: ModelChange
    }
  | { readonly kind: 'deprecate'; readonly ref: string }
  | { readonly kind: 'configure'; readonly item: ConfigItem; readonly prices: readonly WantedPrice[] }

/** A file compared with the catalog. */
export interface Comparison {
  readonly format: ImportFormat
  readonly rows: readonly ComparedRow[]
  /** Of the file itself, without those that are gone. */
  readonly entries: number
  readonly lastEntries: number | null
}

/** What a preview says of all rows. */
export function previewOf(comparison: Comparison, knownProviders: ReadonlySet<string>): Omit<ImportPreview, 'id' | 'source' | 'atMs'> {
  const counts = { new: 0, changed: 0, same: 0, gone: 0, quarantined: 0, skipped: 0 }
  const reasons = new Map<NonNullable<ImportRow['reason']>, number>()
  const providers = new Map<string, { rows: number; picked: number }>()
  let picked = 0
  let conflicts = 0
  for (const { row } of comparison.rows) {
    counts[row.kind] += 1
    if (row.reason !== null) reasons.set(row.reason, (reasons.get(row.reason) ?? 0) + 1)
    const ofProvider = providers.get(row.provider) ?? { rows: 0, picked: 0 }
    providers.set(row.provider, { rows: ofProvider.rows + 1, picked: ofProvider.picked + (row.isPicked ? 1 : 0) })
    if (row.isPicked) picked += 1
    if (row.conflicts.length > 0) conflicts += 1
  }
  const { format, entries, lastEntries } = comparison
  return {
    ...{ format, entries, counts, picked, conflicts, lastEntries },
    reasons: [...reasons].map(([reason, rows]) => ({ reason, rows })).sort((left, right) => right.rows - left.rows),
    providers: [...providers]
      .filter(([provider]) => provider !== '')
      .map(([provider, of]) => ({ provider, isKnown: knownProviders.has(provider), ...of }))
      .sort(
        (left, right) =>
          Number(right.isKnown) - Number(left.isKnown) || right.rows - left.rows || (left.provider < right.provider ? -1 : 1),
      ),
    isSuspiciouslyShort: lastEntries !== null && entries * 10 < lastEntries * 7,
  }
}
