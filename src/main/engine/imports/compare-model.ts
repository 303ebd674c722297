import type { ImportField } from '#contract/imports'
import type { PriceTier } from '#contract/prices'
import type { CatalogFacts, Figures, ModelFact } from './catalog-facts.ts'
import { agrees, rateNames, statedRates, textOf } from './compare-prices.ts'
import type { CatalogFormat, SourceModel } from './source-catalog.ts'

/** Columns of a model that an import may set. */
export interface ModelColumns {
  readonly name?: string
  readonly context_window?: number
  readonly max_output?: number
  readonly capabilities?: string
  readonly sunset_at_ms?: number
}

/** A part of what a source would change. `price`: its price becomes the one in force. */
export interface ModelChange {
  readonly price: boolean
  readonly columns: ModelColumns
  readonly fields: readonly ImportField[]
}

/**
 * What a source would change of a model. `taken`: what was unknown, what this source said before and says otherwise now, and a price that no person and no
 * other source stands by. `held`: the rest, which is taken when a person picks it. `isManual`: a person's price is among what is held.
 */
export interface ModelDifference {
  readonly taken: ModelChange
  readonly held: ModelChange
  readonly isManual: boolean
}

export function compareModel(fact: ModelFact, model: SourceModel, format: CatalogFormat, facts: CatalogFacts): ModelDifference {
  const taken = emptyChange()
  const held = emptyChange()
  const { row } = fact
  const own: Figures = facts.figures.get(format)?.get(fact.ref) ?? {}
  for (const { name, column, before, after } of limitsOf(fact, model)) {
    if (after === null || after === before) continue
    const side = before === null || own[name] === before ? taken : held
    Object.assign(side.columns, { [column]: after })
    side.fields.push(fieldOf(name, before, after))
  }
  if (model.name !== null && row.name === row.wire_id && model.name !== row.name) {
    taken.columns.name = model.name
    taken.fields.push(fieldOf('name', row.name, model.name))
  }
  const standing = JSON.parse(row.capabilities) as { readonly [name: string]: boolean }
  const unknown = Object.entries(model.capabilities).filter(([name, value]) => typeof value === 'boolean' && standing[name] === undefined)
  if (unknown.length > 0) {
    const capabilities = { ...standing, ...Object.fromEntries(unknown) } as { readonly [name: string]: boolean }
    taken.columns.capabilities = JSON.stringify(capabilities)
    taken.fields.push(fieldOf('capabilities', standing, capabilities))
  }
  const price = model.price
  const isManual = fact.price?.sourceKind === 'manual'
  if (price !== null && (fact.price === undefined || !agrees(fact.price, price, format))) {
    const isOthers = fact.price?.format != null && fact.price.format !== format
    const side = isManual || isOthers ? held : taken
    side.price = true
    side.fields.push(...priceFields(fact.price?.tiers ?? null, price.tiers))
  }
  return { taken, held, isManual: isManual && held.price }
}

/** What a model that is not there yet would bring. */
export function newModelChange(model: SourceModel): ModelChange {
  const { name, contextWindow, maxOutput, capabilities, sunsetAtMs, price } = model
  const columns = {
    ...(name === null ? {} : { name }),
    ...(contextWindow === null ? {} : { context_window: contextWindow }),
    ...(maxOutput === null ? {} : { max_output: maxOutput }),
    ...(sunsetAtMs === null ? {} : { sunset_at_ms: sunsetAtMs }),
    capabilities: JSON.stringify(capabilities),
  }
  const fields = [
    ...(price === null ? [] : priceFields(null, price.tiers)),
    ...Object.entries({ name, contextWindow, maxOutput, sunsetAtMs }).flatMap(([field, after]) =>
      after === null ? [] : [fieldOf(field, null, after)],
    ),
  ]
  return { price: price !== null, columns, fields }
}

/** Everything of both. */
export function mergedChange(left: ModelChange, right: ModelChange): ModelChange {
  return {
    price: left.price || right.price,
    columns: { ...left.columns, ...right.columns },
    fields: [...left.fields, ...right.fields],
  }
}

/** What a source says of a model, flat, to be compared with what it and others say another time. */
export function figuresOf(model: SourceModel): Figures {
  const { contextWindow, maxOutput, sunsetAtMs, price } = model
  return {
    ...statedRates(price),
    ...(contextWindow === null ? {} : { contextWindow }),
    ...(maxOutput === null ? {} : { maxOutput }),
    ...(sunsetAtMs === null ? {} : { sunsetAtMs }),
  }
}

interface OpenChange {
  price: boolean
  readonly columns: { -readonly [Column in keyof ModelColumns]: ModelColumns[Column] }
  readonly fields: ImportField[]
}

function emptyChange(): OpenChange {
  return { price: false, columns: {}, fields: [] }
}

function limitsOf({ row }: ModelFact, model: SourceModel) {
  return [
    { name: 'contextWindow', column: 'context_window', before: row.context_window, after: model.contextWindow },
    { name: 'maxOutput', column: 'max_output', before: row.max_output, after: model.maxOutput },
    { name: 'sunsetAtMs', column: 'sunset_at_ms', before: row.sunset_at_ms, after: model.sunsetAtMs },
  ] as const
}

/** The base tier class by class; `tiers` whole where they differ elsewhere, too. */
function priceFields(before: readonly PriceTier[] | null, after: readonly PriceTier[]): ImportField[] {
  const [old, young] = [before?.at(-1)?.rates, after.at(-1)?.rates]
  const fields = rateNames.flatMap((name) => {
    const [left, right] = [old?.[name] ?? null, young?.[name] ?? null]
    return left === right ? [] : [fieldOf(name, left, right)]
  })
  const isElsewhere = before === null ? after.length > 1 : textOf(before.slice(0, -1)) !== textOf(after.slice(0, -1))
  return isElsewhere ? [...fields, fieldOf('tiers', jsonOf(before), jsonOf(after))] : fields
}

function jsonOf(tiers: readonly PriceTier[] | null): ImportField['before'] {
  return JSON.parse(JSON.stringify(tiers))
}

function fieldOf(name: string, before: ImportField['before'], after: ImportField['after']): ImportField {
  const ratio = typeof before === 'number' && typeof after === 'number' && before > 0 ? after / before : null
  return { name, before, after, ratio }
}
