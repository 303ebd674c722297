import type { LedgerFilter } from '#contract/ledger'
import type { Catalog } from '#engine/catalog'

/** What of a filter of the ledger is about calls. */
export type CallsOrder = Omit<LedgerFilter, 'entry' | 'eventKind'>

/** A report of what is not there would be empty without a word. NOT_FOUND: a provider or model that there is not, with what is near by name. */
export function assertNamesKnown({ service, provider, model, servedModel }: CallsOrder, catalog: Catalog): void {
  for (const key of listOf(provider)) catalog.getProvider(key)
  for (const ref of [...listOf(model), ...listOf(servedModel)]) catalog.getModel(ref)
  for (const name of listOf(service)) {
    if (name.includes('/')) catalog.getModel(name)
    else catalog.getProvider(name)
  }
}

/** One or several; none where nothing was asked. */
export function listOf<Value extends string>(asked: Value | readonly Value[] | undefined): readonly Value[] {
  return asked === undefined ? [] : typeof asked === 'string' ? [asked] : asked
}
