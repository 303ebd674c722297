import path from 'node:path'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '#contract'
import { CallScope } from '#contract/call-scope'
import type { CostQuery } from '#contract/costs'
import type { EpochMs } from '#contract/units'
import type { Catalog } from '#engine/catalog'
import { callFilterOf } from '#engine/ledger'
import type { Clock } from '#engine/ports'
import { compareFile, daysOf } from '#engine/reconcile'
import { parseRfc3339Ms } from '#engine/resilience'
import type { Storage } from '#engine/storage'
import type { WorkInput, WorkName, WorkOutput } from '#engine/threads'
import type { Questions } from './begin-export.ts'
import { assertNamesKnown } from './names-known.ts'
import { openExportThread } from './open-export-thread.ts'
import type { Work } from './thread-work.ts'

type Inputs = InferContractRouterInputs<Contract>['reports']
type Outputs = InferContractRouterOutputs<Contract>['reports']

export interface QuestionPorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly clock: Clock
  readonly workspace: string
  /** The export thread's entry. */
  readonly threadUrl: URL
}

const dayMs = 86_400_000

/** What reports answer without a file. Each question that takes long has a thread of its own, which ends with it, or with who asked. */
export class ReportQuestions {
  readonly #ports: QuestionPorts
  readonly #stopping = new AbortController()

  constructor(ports: QuestionPorts) {
    this.#ports = ports
  }

  /** As `reports.reprice` says. NOT_FOUND. */
  async reprice(input: Inputs['reprice'], signal: AbortSignal): Promise<Outputs['reprice']> {
    const { storage, catalog, clock, workspace } = this.#ports
    const { prices, ...scope } = input
    const filter = CallScope.parse(scope)
    assertNamesKnown(filter, catalog)
    const watermark = await storage.read('watermark', undefined)
    const facts = {
      ...{ filter: callFilterOf(filter), watermark, prices, nowMs: clock.nowMs() },
      modelId: prices.at === 'model' ? catalog.getModel(prices.model).id : undefined,
      database: path.join(workspace, 'assay.db'),
      models: [...catalog.models()].map(({ id, ref }) => [id, ref] as const),
    }
    const { rows, total } = await this.#asked('reprice', facts, signal)
    return { rows: [...rows], total, watermark }
  }

  /** As `reports.reconcile` says. INVALID_INPUT with line and column; NOT_FOUND for a provider that there is not. */
  async reconcile(input: Inputs['reconcile'], questions: Questions, signal: AbortSignal): Promise<Outputs['reconcile']> {
    const { catalog } = this.#ports
    const provider = catalog.getProvider(input.provider)
    const file = await this.#asked('readProviderFile', { text: input.text, file: input.file }, signal)
    const { fromDay, toDay } = daysOf(file)
    // A day more on both sides: where days of the time zone begin is the question's to say, and others are passed over.
    const query: CostQuery = {
      ...{ provider: provider.key, groupBy: ['day', 'served_model'], timeZone: input.timeZone ?? 'UTC', minCalls: 1 },
      ...{ fromMs: startOf(fromDay, -1), toMs: startOf(toDay, 2) },
    }
    const { rows } = await questions.costs(query)
    const refs = [...catalog.models()].filter(({ providerId }) => providerId === provider.id).map(({ ref }) => ref)
    const compared = compareFile(file, rows, refs)
    return { ...compared, rows: [...compared.rows], format: file.format, skippedLines: file.skippedLines }
  }

  stop(): void {
    this.#stopping.abort()
  }

  async #asked<Name extends WorkName<Work>>(
    name: Name,
    input: WorkInput<Work, Name>,
    signal: AbortSignal,
  ): Promise<WorkOutput<Work, Name>> {
    const thread = openExportThread(this.#ports.threadUrl)
    const ended = AbortSignal.any([signal, this.#stopping.signal])
    const end = () => void thread.end()
    ended.addEventListener('abort', end)
    try {
      ended.throwIfAborted()
      return await thread.ask(name, input)
    } catch (error) {
      ended.throwIfAborted()
      throw error
    } finally {
      ended.removeEventListener('abort', end)
      await thread.end()
    }
  }
}

function startOf(day: string, days: number): EpochMs {
  return Math.max(0, (parseRfc3339Ms(`${day}T00:00:00Z`) ?? 0) + days * dayMs) as EpochMs
}
