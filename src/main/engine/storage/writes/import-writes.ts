import { AppError } from '#engine/failure'
import type { WriteContext } from '../write-context.ts'
import type { Audit } from './audit-writes.ts'
import type { CatalogChange, EditLeft, EditStep } from './edit-steps.ts'
import { edit } from './edit-writes.ts'

/** What an import does, as JSON text of `{ steps, figures }`: it was made in another thread, and only this one reads it. */
export interface ApplyImport {
  readonly plan: string
  /** Steps after those of the plan. */
  readonly more: readonly EditStep[]
  readonly source: string
  readonly format: string
  readonly entries: number
  readonly models: number
  /** `edits` of the facts it was compared with; CONFLICT when something has been edited since. */
  readonly ifEdits: number
  readonly audit: Audit
}

export interface ImportPlan {
  readonly steps: readonly EditStep[]
  /** What the source says of models that are here, by ref; they replace what it last said. null: this format is not remembered. */
  readonly figures: readonly { readonly ref: string; readonly figures: string }[] | null
}

const lastEdit = `select id from audit_entry where subject_kind <> 'breaker' order by id desc limit 1`
const addRecord = 'insert into import_record (entry_id, format, source, at_ms, entries, models) values (?, ?, ?, ?, ?, ?)'
const addFigure = 'insert into import_figure (format, ref, figures) values (?, ?, ?)'

/** All of it, or nothing. */
export function applyImport(context: WriteContext, input: ApplyImport): EditLeft {
  const { source, format, entries, models, audit } = input
  if (Number(context.value(lastEdit) ?? 0) !== input.ifEdits)
    throw new AppError({ code: 'CONFLICT', what: 'import', name: source, reason: 'changed', detail: 'the catalog has been edited since' })
  const { steps, figures } = JSON.parse(input.plan) as ImportPlan
  const left = edit(context, {
    kind: 'model',
    subject: source,
    action: 'import',
    steps: [...steps.map((step) => withKept(context, step)), ...input.more],
    audit,
  })
  context.prepare(addRecord).run(left.entry?.id ?? null, format, source, audit.atMs, entries, models)
  if (figures !== null) {
    context.prepare('delete from import_figure where format = ?').run(format)
    const statement = context.prepare(addFigure)
    for (const { ref, figures: text } of figures) statement.run(format, ref, text)
  }
  return { ...left, change: light(left.change) }
}

/** What a source had on each is on disk; the engine keeps none of it in memory, and a large answer would hold it up. */
function light(change: CatalogChange): CatalogChange {
  return {
    ...change,
    models: (change.models ?? []).map((row) => ({ ...row, import_json: null })),
    prices: (change.prices ?? []).map((row) => ({ ...row, source_figures: null })),
  }
}

/** Of a model that is here: what each source has on it, verbatim, by format. */
function withKept(context: WriteContext, step: EditStep): EditStep {
  if (step.kind !== 'model' || step.do !== 'set' || typeof step.patch.import_json !== 'string' || typeof step.id !== 'number') return step
  const before = context.find('model', step.id)?.import_json
  if (before == null) return step
  const merged = { ...(JSON.parse(before) as object), ...(JSON.parse(step.patch.import_json) as object) }
  return { ...step, patch: { ...step.patch, import_json: JSON.stringify(merged) } }
}
