import type { Selectable } from 'kysely'
import type { ModelTable, PoolTable, PriceVersionTable, ProviderTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { type AuditedChange, addAudit } from './audit-writes.ts'
import type { EditedTable, EditInput, EditLeft } from './edit-steps.ts'
import { getPrice, pricesOf } from './price-rows.ts'

type Kind = EditedTable | 'price'

interface Touched {
  readonly kind: Kind | 'setting'
  readonly subject: string
  /** 0: a setting. */
  readonly id: number
  /** The row, of a setting its value; null: it was not there. */
  readonly before: unknown
}

interface Left {
  readonly providers: Selectable<ProviderTable>[]
  readonly pools: Selectable<PoolTable>[]
  readonly models: Selectable<ModelTable>[]
  readonly prices: Selectable<PriceVersionTable>[]
  readonly removed: { readonly providers: number[]; readonly pools: number[]; readonly models: number[] }
}

/** What an edit has touched, in order, each row once: as it was before the first step that touched it. */
export class EditTrail {
  readonly #context: WriteContext
  readonly #touched = new Map<string, Touched>()

  constructor(context: WriteContext) {
    this.#context = context
  }

  touch(kind: Kind, subject: string, id: number, before: object | null): void {
    const key = `${kind} ${id}`
    if (!this.#touched.has(key)) this.#touched.set(key, { kind, subject, id, before })
  }

  touchSetting(key: string, before: string | null): void {
    if (!this.#touched.has(key)) this.#touched.set(key, { kind: 'setting', subject: key, id: 0, before })
  }

  removedModels(): Touched[] {
    return [...this.#touched.values()].filter(({ kind, id }) => kind === 'model' && this.#row('model', id) === null)
  }

  /** Keeps what has become of it in the audit, and answers with the rows left. */
  keep(input: EditInput): EditLeft {
    const left: Left = { providers: [], pools: [], models: [], prices: [], removed: { providers: [], pools: [], models: [] } }
    const settings: { key: string; value: string | null; revision: number }[] = []
    const changes: AuditedChange[] = []
    for (const touched of this.#touched.values()) {
      const { kind, subject, id } = touched
      const before = textOf(touched.before)
      const row = kind === 'setting' ? this.#setting(subject) : this.#row(kind, id)
      if (kind === 'setting') settings.push(row as (typeof settings)[number])
      else this.#gather(left, touched, row)
      const after = kind === 'setting' ? (row as { value: string | null }).value : textOf(row)
      if (withoutRevision(before) !== withoutRevision(after))
        changes.push({ kind, subject, rowId: kind === 'setting' ? null : id, before, after })
    }
    const id = changes.length === 0 ? undefined : addAudit(this.#context, input, changes)
    return { entry: id === undefined ? null : { id, ulid: input.audit.ulid }, change: left, settings }
  }

  #gather(left: Left, { kind, id, before }: Touched, row: object | null): void {
    if (kind === 'price') left.prices.push(row as Selectable<PriceVersionTable>)
    else if (kind === 'provider') {
      if (row === null) left.removed.providers.push(id)
      else left.providers.push(row as Selectable<ProviderTable>)
    } else if (kind === 'pool') {
      if (row === null) left.removed.pools.push(id)
      else left.pools.push(row as Selectable<PoolTable>)
    } else if (row === null) left.removed.models.push(id)
    else {
      left.models.push(row as Selectable<ModelTable>)
      const isBack = before === null && (row as Selectable<ModelTable>).revision > 1
      if (isBack) left.prices.push(...pricesOf(this.#context, id))
    }
  }

  /** null: it was removed. */
  #row(kind: Kind, id: number): object | null {
    if (kind === 'price') return getPrice(this.#context, id)
    const row = this.#context.find(kind, id)
    return row === undefined || row.removed_at_ms !== null ? null : row
  }

  #setting(key: string): { key: string; value: string | null; revision: number } {
    return this.#context.prepare('select key, value, revision from system_setting where key = ?').get(key) as {
      key: string
      value: string | null
      revision: number
    }
  }
}

function textOf(value: unknown): string | null {
  return value === null || typeof value === 'string' ? value : JSON.stringify(value)
}

/** A revision that was raised is no change by itself. */
function withoutRevision(text: string | null): string | null {
  return text === null ? null : text.replace(/,"revision":\d+,/, ',')
}
