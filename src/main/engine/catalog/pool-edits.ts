import type { AuditId } from '#contract/ids'
import type { Audit, EditStep, RowId } from '#engine/storage'
import { checkedLimits, exists, invalid } from './catalog-checks.ts'
import { defined } from './defined.ts'
import type { EditPorts, Inputs } from './edit-ports.ts'
import type { ModelRecord, ProviderRecord } from './records.ts'
import { defaultLimits, limitColumns } from './seed-input.ts'

/** Edits of pools: each answers with the audit's entry; null: nothing was to be changed. */
export class PoolEdits {
  readonly #ports: EditPorts

  constructor(ports: EditPorts) {
    this.#ports = ports
  }

  /** The models given move to it. CONFLICT: the provider has one of that name. */
  async add(input: Inputs['pools']['add'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const provider = catalog.getProvider(input.provider)
      const subject = `${input.provider}/${input.name}`
      if (catalog.findPool(provider.id, input.name) !== undefined) throw exists('pool', subject)
      const limits = checkedLimits({ ...defaultLimits, ...defined(input.limits) })
      const row = { provider_id: provider.id, name: input.name, ...limitColumns(limits) }
      const moves = this.#moves(provider, input.models ?? [], { step: 0 })
      return { kind: 'pool', subject, action: 'add', steps: [{ do: 'add', kind: 'pool', subject, row }, ...moves] }
    }, audit)
  }

  async set(input: Inputs['pools']['set'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const pool = catalog.getPool(catalog.getProvider(input.provider), input.name)
      checkedLimits({ ...pool.limits, ...defined(input.limits) })
      const subject = `${input.provider}/${input.name}`
      const patch = limitColumns(input.limits)
      const step: EditStep = { do: 'set', kind: 'pool', subject, id: pool.id, patch, ifRevision: input.revision }
      return { kind: 'pool', subject, action: 'set', steps: [step] }
    }, audit)
  }

  async move(input: Inputs['pools']['move'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const provider = catalog.getProvider(input.provider)
      const pool = catalog.getPool(provider, input.to)
      const steps = this.#moves(provider, input.models, pool.id)
      return { kind: 'pool', subject: `${input.provider}/${input.to}`, action: 'move', steps }
    }, audit)
  }

  /** Its models move, and it is gone; what is in flight keeps it until it is over. */
  async merge(input: Inputs['pools']['merge'], audit: Audit): Promise<AuditId | null> {
    const { editor, catalog } = this.#ports
    return await editor.edit(() => {
      const provider = catalog.getProvider(input.provider)
      const [pool, into] = [catalog.getPool(provider, input.name), catalog.getPool(provider, input.into)]
      if (pool.id === into.id) throw invalid('into', 'a pool is merged into another one')
      const subject = `${input.provider}/${input.name}`
      const models = [...catalog.models()].filter(({ poolId }) => poolId === pool.id)
      const removal: EditStep = { do: 'remove', kind: 'pool', subject, id: pool.id, ifRevision: input.revision }
      return { kind: 'pool', subject, action: 'merge', steps: [...models.map((model) => moving(model, into.id)), removal] }
    }, audit)
  }

  /** NOT_FOUND, or INVALID_INPUT for a model of another provider. */
  #moves(provider: ProviderRecord, refs: readonly string[], poolId: RowId): EditStep[] {
    return refs.map((ref, index) => {
      const model = this.#ports.catalog.getModel(ref)
      if (model.providerId !== provider.id)
        throw invalid(`models.${index}`, `${ref} is no model of ${provider.key}: a pool holds models of its own provider`)
      return moving(model, poolId)
    })
  }
}

function moving({ id, ref }: ModelRecord, poolId: RowId): EditStep {
  return { do: 'set', kind: 'model', subject: ref, id, patch: { pool_id: poolId } }
}
