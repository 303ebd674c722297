import type { AuditKind } from '#contract/audit'
import type { AuditId } from '#contract/ids'
import type { SettingValues } from '#contract/settings'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import type { Audit, CatalogChange, EditInput, EditLeft, EditStep, Storage } from '#engine/storage'
import type { Catalog } from './catalog.ts'
import { troublesOf, workspaceAfter, workspaceNow } from './edit-preview.ts'
import { fallbackInvalid, findFallbackProblems } from './fallback-mapping.ts'
import { bringingBack } from './old-prices.ts'
import { type RowNames, wordsOf } from './row-words.ts'

/** The settings as edits see them. */
export interface EditedSettings {
  readonly values: SettingValues
  /** What they would be; INVALID_INPUT when they do not go together. */
  valuesAfter(steps: readonly EditStep[]): SettingValues
  /** JSON text; null: its default. */
  stored(key: string): string | null
  /** They are on disk. */
  take(rows: EditLeft['settings']): void
}

export interface EditorPorts {
  readonly catalog: Catalog
  readonly settings: EditedSettings
  readonly storage: Storage
  readonly clock: Clock
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
}

export type Act = Omit<EditInput, 'audit'>

/**
 * What people and imports change of the catalog and the settings. Invariants:
 * 1. Edits are checked and written one after another: two that may stand alone and not together do not both stand.
 * 2. What would not stand (a fallback that cannot be obeyed, two defaults, a model without a pool, a setting that names nothing) is refused, unless it stood before.
 * 3. An edit is in memory when it is on disk, and in no other case.
 */
export class Editor {
  readonly #ports: EditorPorts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(ports: EditorPorts) {
    this.#ports = ports
  }

  /**
   * `actOf` is asked when its turn has come. Answers with the audit's entry; null: nothing was to be changed. `write`: for who keeps more in the same step.
   * CONFLICT `changed` with both values of each field, in the contract's words.
   */
  async edit(
    actOf: () => Act | Promise<Act>,
    audit: Audit,
    write: (input: EditInput) => Promise<EditLeft> = (input) => this.#ports.storage.write('edit', input),
  ): Promise<AuditId | null> {
    const turn = this.#turn.then(async () => {
      const act = await actOf()
      this.assertStands(act.steps)
      return await this.#write({ ...act, audit }, write)
    })
    this.#turn = turn.catch(() => undefined)
    return await turn
  }

  /** Throws what an edit of these steps would be refused with, as far as the catalog and the settings say. */
  assertStands(steps: readonly EditStep[]): void {
    const { catalog, settings } = this.#ports
    const before = workspaceNow(catalog, settings.values)
    const after = workspaceAfter(before, steps, settings.valuesAfter(steps))
    const named = (id: number) => before.models.get(id)?.ref ?? `#${id}`
    const known = troublesOf(before, named)
    for (const [about, trouble] of troublesOf(after, named)) if (!known.has(about)) throw trouble
    const mapped = new Set(steps.flatMap((step) => (isMapping(step) ? [step.subject] : [])))
    const stood = new Set(findFallbackProblems(before.models).map(({ model }) => model))
    const problem = findFallbackProblems(after.models).find(({ model }) => mapped.has(model) || !stood.has(model))
    if (problem !== undefined) throw fallbackInvalid(problem, catalog, false)
  }

  async #write(input: EditInput, write: (input: EditInput) => Promise<EditLeft>): Promise<AuditId | null> {
    const { catalog, settings, clock } = this.#ports
    const steps = [...input.steps, ...(await bringingBack(input, this.#ports))]
    const left = await write({ ...input, steps }).catch((error: unknown) => {
      throw inContractWords(error, rowNames(catalog))
    })
    for await (const slice of slicesOf(left.change, clock)) catalog.apply(slice)
    settings.take(left.settings)
    return (left.entry?.ulid ?? null) as AuditId | null
  }
}

/** Models that are taken into memory in one turn of the event loop. */
const mostAtOnce = 300

/** A large change in parts, each in a turn of its own, so that calls go on meanwhile: no edit comes between, since they take turns. A model comes with its prices. */
async function* slicesOf(change: CatalogChange, clock: Clock): AsyncGenerator<CatalogChange> {
  const { models = [], prices = [], ...rest } = change
  if (models.length + prices.length <= mostAtOnce) return yield change
  yield { ...rest, prices: [], models: [] }
  const byModel = Map.groupBy(prices, (price) => price.model_id)
  for (let from = 0; from < models.length; from += mostAtOnce) {
    await clock.sleep(0)
    const slice = models.slice(from, from + mostAtOnce)
    const ofSlice = slice.flatMap(({ id }) => {
      const own = byModel.get(id) ?? []
      byModel.delete(id)
      return own
    })
    yield { models: slice, prices: ofSlice }
  }
  const others = [...byModel.values()].flat()
  for (let from = 0; from < others.length; from += mostAtOnce) {
    await clock.sleep(0)
    yield { prices: others.slice(from, from + mostAtOnce) }
  }
}

/** What is in memory, by name. */
export function rowNames(catalog: Catalog): RowNames {
  return {
    pool: (id) => catalog.everyPool().find((pool) => pool.id === id)?.name ?? null,
    model: (id) => catalog.findModelById(id)?.ref ?? null,
    price: (id) => catalog.price(id)?.version.id ?? null,
  }
}

function isMapping(step: EditStep): boolean {
  return step.kind === 'model' && step.do === 'set' && step.patch.fallback_model_id !== undefined
}

/** A CONFLICT of the writer names columns, as they are stored. */
function inContractWords(error: unknown, names: RowNames): unknown {
  if (!(error instanceof AppError) || error.failure.code !== 'CONFLICT' || error.failure.fields === undefined) return error
  const { failure } = error
  if (failure.what === 'setting') {
    const parse = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : null)
    return new AppError({
      ...failure,
      fields: failure.fields?.map(({ name, given, standing }) => ({ name, given: parse(given), standing: parse(standing) })),
    })
  }
  const columns = (side: 'given' | 'standing') => Object.fromEntries((failure.fields ?? []).map((field) => [field.name, field[side]]))
  const given = wordsOf(failure.what as AuditKind, columns('given'), names)
  const standing = wordsOf(failure.what as AuditKind, columns('standing'), names)
  return new AppError({
    ...failure,
    fields: [...given].map(([name, value]) => ({ name, given: value, standing: standing.get(name) ?? null })),
  })
}
