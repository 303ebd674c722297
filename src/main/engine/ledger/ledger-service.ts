import type { OutputKind } from '#contract/call-scope'
import type { WaitCause } from '#contract/calls'
import type { AttemptId, ProviderKey } from '#contract/ids'
import type { LedgerCall, LedgerEntry, LedgerFilter, LedgerSearch } from '#contract/ledger'
import type { EpochMs } from '#contract/units'
import type { AuditService } from '#engine/audit'
import { renderMessages } from '#engine/batches'
import type { Catalog } from '#engine/catalog'
import type { WorkspaceChanges } from '#engine/changes'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import { callView, eventView, wholeCallView } from '#engine/reports'
import { FrozenBatch } from '#engine/runs'
import type { AuditEntryRow, CallRow, LedgerRow, Storage } from '#engine/storage'
import { rowFilterOf } from './ledger-filter.ts'
import { type Search, searchLedger } from './search.ts'

export interface LedgerPorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly audit: AuditService
  readonly changes: WorkspaceChanges
  readonly clock: Clock
}

export interface LedgerView {
  readonly watermark: number
  readonly items: LedgerEntry[]
  readonly total: number | null
}

const mostNew = 50
/** How often whoever watches is told at most. */
const watchMs = 500

/** Calls, events and audit entries in one row. */
export class LedgerService {
  readonly #ports: LedgerPorts

  constructor(ports: LedgerPorts) {
    this.#ports = ports
  }

  /** Newest first, of a seq below `before` and above `after`. */
  async list(
    filter: LedgerFilter,
    range: {
      readonly before?: number | undefined
      readonly after?: number | undefined
      readonly limit: number
      readonly isCounted: boolean
    },
  ): Promise<LedgerView> {
    const { watermark, rows, total } = await this.#ports.storage.read('ledgerPage', { filter: rowFilterOf(filter), ...range })
    return { watermark, total, items: await this.entries(rows) }
  }

  /** What is new, at once and whenever there is more; every wait ends with the signal. A reader that is slow misses states, never the last one. */
  async *watch(filter: LedgerFilter, after: number | undefined, signal: AbortSignal) {
    const { storage, changes, clock } = this.#ports
    let seen = after ?? (await storage.read('ledgerWatermark', undefined))
    let isFirst = true
    for (;;) {
      const counted = changes.seq
      const { watermark, items } = await this.list(filter, { after: seen, limit: mostNew + 1, isCounted: false })
      seen = Math.max(seen, watermark)
      if (isFirst || items.length > 0) yield { seq: seen, items: items.slice(0, mostNew), hasMore: items.length > mostNew }
      isFirst = false
      do await clock.sleep(watchMs, signal)
      while (changes.seq === counted)
    }
  }

  /** NOT_FOUND. */
  async call(id: AttemptId) {
    const { storage, catalog } = this.#ports
    const found = await storage.read('findCall', { ulid: id })
    if (found === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'call', name: id })
    const { call, batch, variables, answer, isAnswerDropped } = found
    const messages =
      batch === null || variables === null ? null : renderMessages(FrozenBatch.parse(JSON.parse(batch)).messages, JSON.parse(variables))
    return {
      call: wholeCallView(call, catalog),
      decision: call.output_kind as OutputKind,
      waitCause: call.wait_cause as WaitCause | null,
      messages,
      answer: isAnswerDropped ? null : answer,
      bodiesDropped: isAnswerDropped,
    }
  }

  /** Entries of the filter that hold a text; see `searchLedger`. */
  search(search: Search, signal: AbortSignal): AsyncGenerator<LedgerSearch> {
    const { storage, clock } = this.#ports
    return searchLedger({ storage, clock, entries: (rows) => this.entries(rows) }, search, signal)
  }

  async entries(rows: readonly LedgerRow[]): Promise<LedgerEntry[]> {
    const { audit, catalog } = this.#ports
    const audits = rows.flatMap((each): AuditEntryRow[] => (each.entry === 'audit' ? [each.row] : []))
    const shown = new Map((await audit.viewsOf(audits)).map((view) => [view.seq, view]))
    return rows.flatMap((each): LedgerEntry[] => {
      const { entry, seq } = each
      if (entry === 'call') return [{ entry, seq, atMs: each.row.started_at_ms as EpochMs, call: ledgerCall(each.row, catalog) }]
      if (entry === 'event') return [{ entry, seq, atMs: each.row.at_ms as EpochMs, event: eventView(each.row) }]
      const view = shown.get(each.row.id)
      return view === undefined ? [] : [{ entry, seq, atMs: view.atMs, audit: view }]
    })
  }
}

function ledgerCall(row: CallRow, catalog: Catalog): LedgerCall {
  const { costSnapshot: _, estimatedCost: __, ...call } = callView(row, catalog)
  return {
    ...call,
    provider: call.servedModel.slice(0, call.servedModel.indexOf('/')) as ProviderKey,
    decision: row.output_kind as OutputKind,
    waitCause: row.wait_cause as WaitCause | null,
  }
}
