import { CostTotal } from '#contract/costs'
import { KeptOrder, type KeptReport, type ReportProgress } from '#contract/reports'
import type { EpochMs } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import type { KeepReport, Storage } from '#engine/storage'
import type { Questions } from './begin-export.ts'
import type { Cited } from './cite-calls.ts'
import type { ExportService } from './export-service.ts'
import type { CallsOrder } from './names-known.ts'

export interface BundlePorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly clock: Clock
  readonly exports: Pick<ExportService, 'write' | 'cite'>
  /** Of the app. */
  readonly version: string
}

export interface BundleRequest {
  readonly order: KeptOrder
  readonly name: string
  readonly watermark?: number | undefined
  readonly user: string
}

/** No call is cited. */
const nothing: Cited = { priceIds: [], fromMs: 0, toMs: 0 }

/**
 * Reports that can be made again to the byte, and are kept under a name. Invariants:
 * 1. What a bundle says depends on its order, its watermark, what the ledger had then and the version of the app alone: not on when, by whom or under what name it was made.
 * 2. A name stands for one report until that is forgotten.
 */
export class BundleService {
  readonly #ports: BundlePorts

  constructor(ports: BundlePorts) {
    this.#ports = ports
  }

  /** CONFLICT `exists` for a name that is taken; then what `ExportService.write` throws. */
  async *bundle(request: BundleRequest, questions: Questions, signal: AbortSignal): AsyncGenerator<ReportProgress> {
    const { storage, exports } = this.#ports
    const { order, name, watermark } = request
    if ((await storage.read('keptReports', undefined)).some((kept) => kept.name === name)) throw taken(name)
    let cited = nothing
    const endFacts = async (fixed: number) => {
      cited = await this.#cite(order, fixed)
      return this.#manifestOf(order, fixed, cited)
    }
    for await (const progress of exports.write({ order, format: 'zip', wanted: name, endFacts }, { questions, signal, watermark })) {
      if (progress.done !== null) await this.#keep(request, progress, cited)
      yield progress
    }
  }

  async kept(): Promise<KeptReport[]> {
    const rows = await this.#ports.storage.read('keptReports', undefined)
    return rows.map(({ report_order, cost, made_at_ms, name, file, sha256, watermark, rows: count, user }) => ({
      ...{ name, file, sha256, watermark, rows: count, user },
      order: KeptOrder.parse(JSON.parse(report_order)),
      cost: cost === null ? null : CostTotal.parse(JSON.parse(cost)),
      madeAtMs: made_at_ms as EpochMs,
    }))
  }

  /** NOT_FOUND. The file stays. */
  async forget(name: string): Promise<void> {
    if (!(await this.#ports.storage.write('forgetReport', { name }))) throw new AppError({ code: 'NOT_FOUND', what: 'report', name })
  }

  async #cite(order: KeptOrder, watermark: number): Promise<Cited> {
    if (order.report === 'query') return nothing
    const { report: _, ...filter } = order
    return await this.#ports.exports.cite(filter satisfies CallsOrder, watermark)
  }

  #manifestOf(order: KeptOrder, watermark: number, { priceIds }: Cited): Readonly<Record<string, unknown>> {
    const priceVersions = priceIds.flatMap((id) => {
      const version = this.#ports.catalog.price(id)?.version
      if (version === undefined) return []
      // Whether it was taken away since is no part of what calls were reckoned at.
      const { withdrawnBy: _, ...asItWas } = version
      return [asItWas]
    })
    return { manifest: 1, assay: this.#ports.version, order, watermark, priceVersions }
  }

  async #keep({ name, order, user }: BundleRequest, { rows, watermark, done }: ReportProgress, cited: Cited): Promise<void> {
    const { storage, clock } = this.#ports
    if (done === null) return
    const kept: KeepReport = {
      ...{ name, user, rows, watermark, file: done.file, sha256: done.sha256 },
      report_order: JSON.stringify(order),
      cost: done.cost === null ? null : JSON.stringify(done.cost),
      made_at_ms: clock.nowMs(),
      cited_from_ms: cited.fromMs,
      cited_to_ms: cited.toMs,
      cites_bodies: order.report === 'dataset' ? 1 : 0,
    }
    if (!(await storage.write('keepReport', kept))) throw taken(name)
  }
}

function taken(name: string): AppError {
  return new AppError({ code: 'CONFLICT', what: 'report', name, reason: 'exists', detail: 'a report is kept under that name' })
}
