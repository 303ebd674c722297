import type { AuditChange, AuditEntry, AuditKind, UndoHindrance } from '#contract/audit'
import type { AuditId } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { type Editor, type EditorPorts, type RowNames, withdrawal } from '#engine/catalog'
import { AppError } from '#engine/failure'
import { withdrawalsOf } from '#engine/money'
import type { Audit, AuditChangeRow, AuditEntryRow, AuditFilter, EditedTable, EditStep } from '#engine/storage'
import { changeView, namedIn } from './changed-fields.ts'
import { planUndo, type Standing } from './undo-plan.ts'

export interface AuditPorts extends EditorPorts {
  readonly editor: Editor
}

export interface Hindrance {
  readonly why: UndoHindrance
  readonly by: AuditId | null
  readonly detail: string | null
}

type Undoable = { readonly steps: readonly EditStep[]; readonly hindrance: null } | { readonly hindrance: Hindrance }

/** Fields of its first change that a line shows. */
const fieldsShown = 4
/** Changes of one entry: an import may have tens of thousands. */
const mostChanges = 1_000_000

const keyActions = new Set(['set_key', 'confirm_key', 'remove_key'])

/** What was changed, by whom, and the way back. */
export class AuditService {
  readonly #ports: AuditPorts

  constructor(ports: AuditPorts) {
    this.#ports = ports
  }

  async list(filter: AuditFilter): Promise<AuditEntry[]> {
    return await this.viewsOf(await this.#ports.storage.read('listAudit', filter))
  }

  async get(id: AuditId): Promise<{ readonly entry: AuditEntry; readonly entryId: number; readonly hindrance: Hindrance | null }> {
    const row = await this.#row(id)
    const [entry] = await this.viewsOf([row])
    if (entry === undefined) throw notFound(id)
    const { hindrance } = await this.#undoable(row, { by: row.user, nowMs: this.#ports.clock.nowMs() })
    return { entry, entryId: row.id, hindrance }
  }

  /** In the order they were made, with their ordinals. */
  async changes(input: { readonly entryId: number; readonly afterOrdinal: number; readonly limit: number }) {
    const rows = await this.#ports.storage.read('auditChanges', input)
    const names = await this.#names(rows)
    return rows.map((row): { readonly ordinal: number; readonly view: AuditChange } => ({
      ordinal: row.ordinal,
      view: changeView(row, names),
    }))
  }

  /** CONFLICT with the hindrance as `detail`: all of it is taken back, or nothing. */
  async undo(id: AuditId, audit: Audit): Promise<AuditEntry> {
    const { editor, clock } = this.#ports
    const undo = await editor.edit(async () => {
      const row = await this.#row(id)
      const found = await this.#undoable(row, { by: audit.user, nowMs: clock.nowMs(), reason: audit.reason })
      if (found.hindrance !== null) throw refusal(id, found.hindrance)
      return { kind: row.subject_kind as AuditKind, subject: row.subject, action: 'undo', undoesId: row.id, steps: found.steps }
    }, audit)
    const [entry] = await this.viewsOf([await this.#row(undo ?? id)])
    if (entry === undefined) throw notFound(id)
    return entry
  }

  async #row(id: AuditId): Promise<AuditEntryRow> {
    const row = await this.#ports.storage.read('findAudit', { ulid: id })
    if (row === undefined) throw notFound(id)
    return row
  }

  async #undoable(
    row: AuditEntryRow,
    who: { readonly by: string; readonly nowMs: EpochMs; readonly reason?: string | undefined },
  ): Promise<Undoable> {
    const { storage, editor } = this.#ports
    if (row.undoneBy !== null) return hindered('undone', row.undoneBy as AuditId)
    if (keyActions.has(row.action)) return hindered('secret')
    const changes = await storage.read('auditChanges', { entryId: row.id, afterOrdinal: -1, limit: mostChanges })
    const plan = planUndo(changes, await this.#standing(changes, who))
    if (plan.kind === 'hindered') {
      const { why, change } = plan
      return why === 'changed_since' ? hindered(why, await this.#since(row.id, change), change.subject) : hindered(why)
    }
    const removed = plan.steps.flatMap((step) =>
      step.do === 'remove' && step.kind === 'model' ? [{ subject: step.subject, id: Number(step.id) }] : [],
    )
    const asked = new Set(await storage.read('askedModels', { ids: removed.map(({ id }) => id) }))
    const inUse = removed.find(({ id }) => asked.has(id))
    if (inUse !== undefined) return hindered('in_use', null, `${inUse.subject} has been asked`)
    try {
      editor.assertStands(plan.steps)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return await this.#wouldNotStand(row.id, error)
    }
    return { steps: plan.steps, hindrance: null }
  }

  async #wouldNotStand(entryId: number, { failure }: AppError): Promise<Undoable> {
    if (failure.code === 'CONFLICT' && failure.reason === 'in_use')
      return hindered('in_use', null, `${failure.name}: ${failure.detail ?? 'in use'}`)
    if (failure.code === 'FALLBACK_INVALID') {
      const by = await this.#sinceSubject(entryId, 'model', failure.fallback)
      return hindered('changed_since', by, `${failure.model} -> ${failure.fallback}: ${failure.reason}`)
    }
    if (failure.code === 'CONFLICT') {
      const by = await this.#sinceSubject(entryId, 'model', failure.name)
      return hindered('changed_since', by, `${failure.name}: ${failure.detail ?? failure.reason}`)
    }
    const detail = failure.code === 'INVALID_INPUT' ? failure.issues.map(({ message }) => message).join('; ') : failure.code
    return hindered('changed_since', null, detail)
  }

  async #since(entryId: number, { kind, row_id, subject }: AuditChangeRow): Promise<AuditId | null> {
    if (kind === 'price') return await this.#sinceSubject(entryId, kind, subject)
    return (await this.#ports.storage.read('laterChange', { kind, rowId: row_id, subject, sinceId: entryId })) as AuditId | null
  }

  async #sinceSubject(entryId: number, kind: string, subject: string): Promise<AuditId | null> {
    return (await this.#ports.storage.read('laterChange', { kind, rowId: null, subject, sinceId: entryId })) as AuditId | null
  }

  async #standing(
    changes: readonly AuditChangeRow[],
    { by, nowMs, reason }: { readonly by: string; readonly nowMs: EpochMs; readonly reason?: string | undefined },
  ): Promise<Standing> {
    const { storage, ulid, settings } = this.#ports
    const rows = new Map<string, Readonly<Record<string, unknown>>>()
    for (const kind of ['provider', 'pool', 'model'] as const) {
      const ids = changes.flatMap((change) => (change.kind === kind && change.row_id !== null ? [change.row_id] : []))
      if (ids.length === 0) continue
      for (const row of await storage.read('editedRows', { kind, ids })) rows.set(`${kind} ${String(row['id'])}`, row)
    }
    const withdrawals = changes.some(({ kind }) => kind === 'price')
      ? withdrawalsOf(await storage.read('withdrawingPrices', undefined))
      : new Map()
    return {
      row: (kind: EditedTable, id) => rows.get(`${kind} ${id}`),
      setting: (key) => settings.stored(key),
      isWithdrawn: (id) => withdrawals.has(id),
      withdraw: (subject, id) => withdrawal({ subject, id, by, ulid: ulid(nowMs), nowMs, reason }),
    }
  }

  /** As they are shown, in their order. */
  async viewsOf(rows: readonly AuditEntryRow[]): Promise<AuditEntry[]> {
    const names = await this.#names(rows.flatMap(({ first }) => (first === null ? [] : [first])))
    return rows.map((row) => ({
      id: row.ulid as AuditId,
      seq: row.id,
      atMs: row.at_ms as EpochMs,
      user: row.user,
      origin: row.origin,
      action: row.action,
      kind: row.subject_kind as AuditKind,
      subject: row.subject,
      reason: row.reason,
      changes: row.changes,
      fields: row.first === null ? [] : changeView(row.first, names).fields.slice(0, fieldsShown),
      undoes: row.undoesUlid as AuditId | null,
      undoneBy: row.undoneBy as AuditId | null,
    }))
  }

  async #names(rows: readonly AuditChangeRow[]): Promise<RowNames> {
    const found = await this.#ports.storage.read('editedNames', namedIn(rows))
    const lookUp = (items: readonly { readonly id: number; readonly name: string }[]) => {
      const names = new Map(items.map(({ id, name }) => [id, name]))
      return (id: number) => names.get(id) ?? null
    }
    return { pool: lookUp(found.pools), model: lookUp(found.models), price: lookUp(found.prices) }
  }
}

function hindered(why: UndoHindrance, by: AuditId | null = null, detail: string | null = null): { readonly hindrance: Hindrance } {
  return { hindrance: { why, by, detail } }
}

/** What a person reads is made where it is shown, from the hindrance alone. */
function refusal(id: AuditId, { why }: Hindrance): AppError {
  const reason = why === 'changed_since' ? 'changed' : why === 'in_use' ? 'in_use' : 'state'
  return new AppError({ code: 'CONFLICT', what: 'change', name: id, reason, detail: why })
}

function notFound(id: AuditId): AppError {
  return new AppError({ code: 'NOT_FOUND', what: 'change', name: id })
}
