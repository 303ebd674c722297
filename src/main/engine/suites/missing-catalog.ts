import { isObject, type Json, own } from './values.ts'

/** What the catalog here is asked. */
export interface KnownCatalog {
  findModel(ref: string): unknown
  findProvider(key: string): unknown
}

/**
 * Of a catalog as `config.export` writes it what is not here: models that are not, with the providers and pools they need; null: all of it is here. Settings stay behind, and so does where a key is looked for
 * of a provider that is here.
 */
export function missingCatalog(text: string, known: KnownCatalog): string | null {
  const providers = providersIn(text)
  const missing = Object.entries(providers).flatMap(([key, provider]) => {
    if (!isObject(provider)) return []
    const models = entriesOf(own(provider, 'models')).filter(([wireId]) => known.findModel(`${key}/${wireId}`) === undefined)
    const isHere = known.findProvider(key) !== undefined
    if (models.length === 0 && isHere) return []
    const wanted = new Set(models.map(([, model]) => (isObject(model) ? own(model, 'pool') : undefined) ?? 'default'))
    const pools = entriesOf(own(provider, 'pools')).filter(([name]) => wanted.has(name))
    const rest = Object.entries(provider).filter(([name]) => !['models', 'pools'].includes(name) && !(isHere && name === 'credential'))
    return [[key, { ...Object.fromEntries(rest), pools: Object.fromEntries(pools), models: Object.fromEntries(models) }] as const]
  })
  return missing.length === 0 ? null : `${JSON.stringify({ assay: 1, providers: Object.fromEntries(missing) }, null, 2)}\n`
}

function providersIn(text: string): Json {
  try {
    const read: unknown = JSON.parse(text)
    const providers = isObject(read) ? own(read, 'providers') : undefined
    return isObject(providers) ? providers : {}
  } catch {
    return {}
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value).filter(([name]) => name !== '__proto__') : []
}
