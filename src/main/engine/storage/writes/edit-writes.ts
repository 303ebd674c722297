import type { Insertable, Selectable, Updateable } from 'kysely'
import { assertNever } from '#contract/errors'
import { AppError } from '#engine/failure'
import type { Database, PriceVersionTable } from '../database.ts'
import type { WriteContext } from '../write-context.ts'
import { assertUnasked } from './asked-models.ts'
import type {
  AddStep,
  EditedTable,
  EditInput,
  EditLeft,
  EditStep,
  RemoveStep,
  ReviveStep,
  RowId,
  SetSettingStep,
  SetStep,
  StepRef,
  WithdrawStep,
} from './edit-steps.ts'
import { EditTrail } from './edit-trail.ts'
import { getPrice, insertPrice, standingPrices } from './price-rows.ts'

/** Everything people and imports edit goes by this one write: step after step, kept in the audit with what was before and is after. */
export function edit(context: WriteContext, input: EditInput): EditLeft {
  const act = new Act(context, input.audit.atMs)
  for (const step of input.steps) act.take(step)
  assertUnasked(context, act.trail.removedModels())
  return act.trail.keep(input)
}

class Act {
  readonly trail: EditTrail
  readonly #context: WriteContext
  readonly #atMs: number
  /** The row each step left; 0: a setting. */
  readonly #ids: number[] = []

  constructor(context: WriteContext, atMs: number) {
    this.#context = context
    this.#atMs = atMs
    this.trail = new EditTrail(context)
  }

  take(step: EditStep): void {
    this.#ids.push(this.#run(step))
  }

  #run(step: EditStep): number {
    switch (step.do) {
      case 'add':
        return step.kind === 'price' ? this.#addPrice(step.subject, this.#resolved(step.row)) : this.#add(step)
      case 'set':
        return step.kind === 'setting' ? this.#setSetting(step) : this.#set(step)
      case 'remove':
        return this.#remove(step)
      case 'revive':
        return this.#revive(step)
      case 'withdraw':
        return this.#withdraw(step)
      default:
        return assertNever(step)
    }
  }

  #add(step: Exclude<AddStep, { kind: 'price' }>): number {
    const row = this.#resolved(step.row) as Record<string, unknown>
    const found = findNamed(this.#context, step.kind, row)
    if (found === undefined) {
      const id = this.#context.insert(step.kind, { ...row, revision: 1 } as Insertable<Database[EditedTable]>)
      this.trail.touch(step.kind, step.subject, id, null)
      return id
    }
    if (found.removed_at_ms === null) throw new AppError({ code: 'CONFLICT', what: step.kind, name: step.subject, reason: 'exists' })
    return this.#bringBack(step.kind, step.subject, found, row)
  }

  #set(step: SetStep): number {
    const { before, id } = this.#existing(step)
    const patch = this.#resolved(step.patch) as Record<string, unknown>
    const columns = Object.entries(patch).filter(([, value]) => value !== undefined)
    assertRevision(step, before, columns)
    if (columns.every(([name, value]) => before[name] === value)) return id
    this.trail.touch(step.kind, step.subject, id, before)
    this.#update(step.kind, id, { ...patch, revision: Number(before['revision']) + 1 })
    return id
  }

  #remove(step: RemoveStep): number {
    const { before, id } = this.#existing(step)
    assertRevision(step, before, [])
    this.trail.touch(step.kind, step.subject, id, before)
    this.#update(step.kind, id, { removed_at_ms: this.#atMs, revision: Number(before['revision']) + 1 })
    return id
  }

  #revive(step: ReviveStep): number {
    const id = this.#idOf(step.id)
    const found = this.#context.find(step.kind, id)
    if (found === undefined) throw notFound(step.kind, step.subject)
    if (found.removed_at_ms === null) throw new AppError({ code: 'CONFLICT', what: step.kind, name: step.subject, reason: 'exists' })
    return this.#bringBack(step.kind, step.subject, found, this.#resolved(step.row))
  }

  #bringBack(kind: EditedTable, subject: string, found: Selectable<Database[EditedTable]>, row: object): number {
    this.trail.touch(kind, subject, found.id, null)
    this.#update(kind, found.id, { ...row, removed_at_ms: null, revision: found.revision + 1 })
    return found.id
  }

  #addPrice(subject: string, row: object): number {
    const id = insertPrice(this.#context, row as Insertable<PriceVersionTable>)
    this.trail.touch('price', subject, id, null)
    return id
  }

  #withdraw(step: WithdrawStep): number {
    const { id: _, seq: __, ...taken } = getPrice(this.#context, this.#idOf(step.id))
    if (!standingPrices(this.#context, taken.model_id).some(({ id }) => id === this.#idOf(step.id)))
      throw new AppError({ code: 'CONFLICT', what: 'price', name: taken.ulid, reason: 'state', detail: 'it is withdrawn' })
    return this.#addPrice(step.subject, {
      ...{ ...taken, source_url: null, source_figures: null },
      ...{ ...step.row, withdraws_id: this.#idOf(step.id) },
    })
  }

  #setSetting({ subject, value, ifRevision }: SetSettingStep): number {
    const before = this.#context.prepare('select value, revision from system_setting where key = ?').get(subject) as
      | { readonly value: string | null; readonly revision: number }
      | undefined
    const standing = before?.value ?? null
    const revision = before?.revision ?? 0
    if (ifRevision !== undefined && ifRevision !== revision)
      throw changed('setting', subject, revision, [{ name: 'value', given: value, standing }])
    if (standing === value) return 0
    this.trail.touchSetting(subject, standing)
    this.#context.prepare(setSetting).run(subject, value, revision + 1, this.#atMs)
    return 0
  }

  #existing(step: SetStep | RemoveStep): { before: Record<string, unknown>; id: number } {
    const id = this.#idOf(step.id)
    const before = this.#context.find(step.kind, id)
    if (before === undefined || before.removed_at_ms !== null) throw notFound(step.kind, step.subject)
    return { before: { ...before }, id }
  }

  #update(kind: EditedTable, id: number, patch: object): void {
    this.#context.update(kind, id, patch as Updateable<Database[EditedTable]>)
  }

  #idOf(id: RowId): number {
    if (typeof id === 'number') return id
    const left = this.#ids[id.step]
    if (left === undefined) throw new Error(`no step ${id.step} before this one`)
    return left
  }

  #resolved(row: object): object {
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, isStepRef(value) ? this.#idOf(value) : value]))
  }
}

const setSetting = `insert into system_setting (key, value, revision, updated_at_ms) values (?, ?, ?, ?)
  on conflict (key) do update set value = excluded.value, revision = excluded.revision, updated_at_ms = excluded.updated_at_ms`

const named = {
  provider: { sql: 'select * from provider where key = ?', by: ['key'] },
  pool: { sql: 'select * from pool where provider_id = ? and name = ?', by: ['provider_id', 'name'] },
  model: { sql: 'select * from model where provider_id = ? and wire_id = ?', by: ['provider_id', 'wire_id'] },
} as const

function findNamed(context: WriteContext, kind: EditedTable, row: Record<string, unknown>): Selectable<Database[EditedTable]> | undefined {
  const { sql, by } = named[kind]
  return context.prepare(sql).get(...by.map((column) => row[column])) as Selectable<Database[EditedTable]> | undefined
}

function assertRevision(
  step: SetStep | RemoveStep,
  before: Record<string, unknown>,
  columns: readonly (readonly [string, unknown])[],
): void {
  if (step.ifRevision === undefined || step.ifRevision === before['revision']) return
  const meet = columns.filter(([name, value]) => before[name] !== value)
  const fields = meet.map(([name, value]) => ({
    name,
    given: value as string | number | null,
    standing: before[name] as string | number | null,
  }))
  throw changed(step.kind, step.subject, Number(before['revision']), fields)
}

/** Columns by name, as they are stored: who knows what they are called says it in the contract's words. */
function changed(
  what: string,
  name: string,
  revision: number,
  fields: { name: string; given: string | number | null; standing: string | number | null }[],
): AppError {
  return new AppError({ code: 'CONFLICT', what, name, reason: 'changed', revision, fields })
}

function notFound(what: string, name: string): AppError {
  return new AppError({ code: 'NOT_FOUND', what, name })
}

function isStepRef(value: unknown): value is StepRef {
  return typeof value === 'object' && value !== null && 'step' in value
}
