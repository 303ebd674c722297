import type { AuditId } from '#contract/ids'
import { PriceTiers } from '#contract/prices'
import { AppError } from '#engine/failure'
import type { Audit } from '#engine/storage'
import type { EditPorts, Inputs } from './edit-ports.ts'
import { withdrawal } from './withdrawal.ts'

/** Price versions are added, and taken away by others; none is changed. */
export class PriceEdits {
  readonly #ports: EditPorts

  constructor(ports: EditPorts) {
    this.#ports = ports
  }

  /** Answers with the new version's name. */
  async add(input: Inputs['prices']['add'], audit: Audit): Promise<{ readonly id: string; readonly change: AuditId | null }> {
    const { editor, catalog, clock, ulid } = this.#ports
    const nowMs = clock.nowMs()
    const id = ulid(nowMs)
    const change = await editor.edit(() => {
      const row = {
        ulid: id,
        model_id: catalog.getModel(input.model).id,
        effective_from_ms: input.effectiveFromMs ?? nowMs,
        tiers: JSON.stringify(PriceTiers.parse(input.tiers)),
        source: input.source,
        source_kind: 'manual',
        source_url: input.sourceUrl ?? null,
        source_figures: null,
        note: input.note ?? null,
        created_at_ms: nowMs,
      }
      const subject = input.model
      return { kind: 'price', subject, action: 'add', steps: [{ do: 'add', kind: 'price', subject, row }] }
    }, audit)
    return { id, change }
  }

  /** Answers with the name of the version that takes it away. CONFLICT `state`: it is withdrawn. */
  async withdraw(input: Inputs['prices']['withdraw'], audit: Audit): Promise<{ readonly id: string; readonly change: AuditId | null }> {
    const { editor, catalog, clock, ulid } = this.#ports
    const nowMs = clock.nowMs()
    const name = ulid(nowMs)
    const change = await editor.edit(() => {
      const { id, version } = catalog.getPrice(input.id)
      const subject = catalog.getModel(version.model).ref
      if (version.withdrawnBy !== null)
        throw new AppError({ code: 'CONFLICT', what: 'price', name: input.id, reason: 'state', detail: 'it is withdrawn' })
      const step = withdrawal({ subject, id, by: audit.user, ulid: name, nowMs, reason: audit.reason })
      return { kind: 'price', subject, action: 'withdraw', steps: [step] }
    }, audit)
    return { id: name, change }
  }
}
