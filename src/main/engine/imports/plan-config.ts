import { boundCredential, limitColumns, originOf } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { EditStep, NewPrice, RowId } from '#engine/storage'
import type { CatalogFacts } from './catalog-facts.ts'
import type { WantedPrice } from './compare-config.ts'
import type { ConfigItem } from './config-items.ts'
import { instantOf } from './config-prices.ts'
import type { ConfigModel, ConfigProvider } from './config-shapes.ts'
import type { CatalogPlan, Done, TakenRow } from './plan-catalog.ts'

interface PlanInput {
  readonly facts: CatalogFacts
  readonly taken: readonly TakenRow[]
  readonly nowMs: number
  readonly ulids: Iterator<string, unknown>
}

type Taken<Kind extends ConfigItem['kind']> = {
  readonly item: Extract<ConfigItem, { kind: Kind }>
  readonly prices: readonly WantedPrice[]
}

/**
 * The steps of taking those things of a configuration: what others name comes first. A default that moves leaves its model before it comes to another.
 * INVALID_INPUT: a thing is taken and what it names is not.
 */
export function planConfig(input: PlanInput): CatalogPlan {
  return new ConfigPlan(input).plan()
}

class ConfigPlan {
  readonly #input: PlanInput
  readonly #steps: EditStep[] = []
  readonly #done: Done = { models: 0, prices: 0, providers: 0, pools: 0, settings: 0 }
  readonly #ids = new Map<string, RowId>()

  constructor(input: PlanInput) {
    this.#input = input
    const { rows, providers, models } = input.facts
    const keys = new Map(rows.providers.map(({ id, key }) => [id, key]))
    for (const [key, { id }] of providers) this.#ids.set(`provider ${key}`, id)
    for (const { id, provider_id, name } of rows.pools) this.#ids.set(`pool ${keys.get(provider_id)}/${name}`, id)
    for (const [ref, { row }] of models) this.#ids.set(`model ${ref}`, row.id)
  }

  plan(): CatalogPlan {
    for (const { item } of this.#taken('provider')) this.#provider(item.name, item.value)
    for (const { item } of this.#taken('pool')) this.#pool(item)
    const models = this.#taken('model')
    for (const { item } of models) if (item.value?.default === true) this.#clearDefault(item.provider, item.name)
    for (const { item } of models) this.#model(item, item.value)
    for (const { item } of models) this.#fallback(item, item.value)
    for (const { item, prices } of models) for (const price of prices) this.#price(item.name, price)
    for (const { item } of this.#taken('setting')) {
      this.#add({ do: 'set', kind: 'setting', subject: item.name, value: JSON.stringify(item.value) })
      this.#done.settings += 1
    }
    return { steps: this.#steps, done: this.#done }
  }

  #taken<Kind extends ConfigItem['kind']>(kind: Kind): Taken<Kind>[] {
    return this.#input.taken.flatMap(({ compared: { effect } }) =>
      effect.kind === 'configure' && effect.item.kind === kind ? [{ item: effect.item, prices: effect.prices } as Taken<Kind>] : [],
    )
  }

  #provider(key: string, value: ConfigProvider | null): void {
    if (value === null) return
    const { timeouts, baseUrl, credential } = value
    const columns = {
      ...{ name: value.name, base_url: baseUrl, max_parallel: value.maxParallel },
      ...{ connect_ms: timeouts.connectMs, silence_ms: timeouts.silenceMs, total_ms: timeouts.totalMs },
      ...{ sends_attempt_id: value.sendsAttemptId ? 1 : 0, allow_insecure: value.allowInsecure ? 1 : 0, enabled: value.enabled ? 1 : 0 },
    }
    const row = this.#input.facts.providers.get(key)
    const given = { ...boundCredential(credential ?? null, originOf(baseUrl)), credential_confirmed: credential === undefined ? 1 : 0 }
    if (row === undefined)
      this.#name(
        `provider ${key}`,
        this.#add({ do: 'add', kind: 'provider', subject: key, row: { key, kind: value.kind, ...columns, ...given } }),
      )
    else {
      // A reference that stands already keeps the origin it was given for, and a person's word.
      const patch = credential === undefined || credential === row.credential_ref ? columns : { ...columns, ...given }
      this.#add({ do: 'set', kind: 'provider', subject: key, id: row.id, patch })
    }
    this.#done.providers += 1
  }

  #pool(item: Extract<ConfigItem, { kind: 'pool' }>): void {
    const id = this.#ids.get(`pool ${item.name}`)
    const columns = limitColumns(item.value as Required<Parameters<typeof limitColumns>[0]>)
    if (id === undefined) {
      const row = {
        provider_id: this.#idOf(`provider ${item.provider}`, item.name),
        name: item.name.slice(item.provider.length + 1),
        ...columns,
      }
      this.#name(
        `pool ${item.name}`,
        this.#add({ do: 'add', kind: 'pool', subject: item.name, row: row as Extract<EditStep, { do: 'add'; kind: 'pool' }>['row'] }),
      )
    } else
      this.#add({
        do: 'set',
        kind: 'pool',
        subject: item.name,
        id,
        patch: columns as Extract<EditStep, { do: 'set'; kind: 'pool' }>['patch'],
      })
    this.#done.pools += 1
  }

  /** A provider has one default: the one that stands makes way. */
  #clearDefault(provider: string, ref: string): void {
    for (const fact of this.#input.facts.models.values()) {
      if (fact.row.is_default !== 1 || fact.ref === ref || !fact.ref.startsWith(`${provider}/`)) continue
      this.#add({ do: 'set', kind: 'model', subject: fact.ref, id: fact.row.id, patch: { is_default: 0 } })
    }
  }

  #model(item: Extract<ConfigItem, { kind: 'model' }>, value: ConfigModel | null): void {
    if (value === null) return
    const columns = {
      ...{ name: value.name ?? item.wireId, status: value.status, is_default: value.default ? 1 : 0 },
      ...{
        pool_id: this.#idOf(`pool ${item.provider}/${value.pool}`, item.name),
        context_window: value.contextWindow,
        max_output: value.maxOutput,
      },
      ...{ capabilities: JSON.stringify(value.capabilities), sunset_at_ms: value.sunset === null ? null : instantOf(value.sunset) },
    }
    const id = this.#ids.get(`model ${item.name}`)
    if (id === undefined) {
      const names = {
        provider_id: this.#idOf(`provider ${item.provider}`, item.name),
        wire_id: item.wireId,
        fallback_model_id: null,
        import_json: null,
      }
      this.#name(`model ${item.name}`, this.#add({ do: 'add', kind: 'model', subject: item.name, row: { ...columns, ...names } }))
    } else this.#add({ do: 'set', kind: 'model', subject: item.name, id, patch: columns })
    this.#done.models += 1
  }

  #fallback(item: Extract<ConfigItem, { kind: 'model' }>, value: ConfigModel | null): void {
    const before = this.#input.facts.models.get(item.name)?.row.fallback_model_id ?? null
    const after = value === null || value.fallback === null ? null : this.#idOf(`model ${value.fallback}`, item.name)
    if (before === after) return
    const id = this.#idOf(`model ${item.name}`, item.name)
    this.#add({ do: 'set', kind: 'model', subject: item.name, id, patch: { fallback_model_id: after } })
  }

  #price(subject: string, { price, tiers }: WantedPrice): void {
    const ulid: unknown = this.#input.ulids.next().value
    if (typeof ulid !== 'string') throw new Error('there are fewer names than prices')
    const row: NewPrice = {
      ...{
        ulid,
        model_id: this.#idOf(`model ${subject}`, subject),
        effective_from_ms: instantOf(price.from),
        tiers: JSON.stringify(tiers),
      },
      ...{ source: price.source, source_kind: 'import', source_url: price.sourceUrl, source_figures: JSON.stringify(price.tiers) },
      ...{ note: price.note, created_at_ms: this.#input.nowMs },
    }
    this.#add({ do: 'add', kind: 'price', subject, row })
    this.#done.prices += 1
  }

  #idOf(name: string, whoNames: string): RowId {
    const id = this.#ids.get(name)
    if (id !== undefined) return id
    const message = `${whoNames} needs the ${name}, which is not taken`
    throw new AppError({ code: 'INVALID_INPUT', issues: [{ path: 'pick', message }] })
  }

  #name(name: string, id: RowId): void {
    this.#ids.set(name, id)
  }

  #add(step: EditStep): RowId {
    return { step: this.#steps.push(step) - 1 }
  }
}
