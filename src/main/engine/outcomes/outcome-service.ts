import type { Variables } from '#contract/batch'
import type { CallCode } from '#contract/calls'
import type { ModelRef, RunId } from '#contract/ids'
import type { ModelOutcome } from '#contract/outcomes'
import type { ProbeFilter, ProbeSort, ProbeTable } from '#contract/probe-table'
import { promptExcerpt, renderMessages, renderTurns, withoutOwnColumns } from '#engine/batches'
import { type Catalog, compare } from '#engine/catalog'
import type { WorkspaceChanges } from '#engine/changes'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import { probeTableView } from '#engine/reports'
import { costOfSums } from '#engine/runs'
import type { Storage } from '#engine/storage'
import { type AskedRun, askedRun, storedFilter } from './asked-run.ts'
import { besideView, modelOutcomeView, promptCellView } from './outcome-views.ts'
import { RunBookReader } from './run-book-reader.ts'
import { outcomeWarnings } from './warnings.ts'

export interface OutcomePorts {
  readonly storage: Storage
  readonly catalog: Catalog
  readonly changes: WorkspaceChanges
  readonly clock: Clock
}

interface Page {
  readonly offset: number
  readonly limit: number
}

export type PromptSort = 'prompt' | 'fewest_passes' | 'most_passes' | 'disagreement' | 'cost' | 'duration'

const mostBeside = 100
/** From so many probes on a run at rest is read before it is asked for. */
const manyProbes = 10_000

/** What runs came to, from memory; see `contract/outcomes.ts`. NOT_FOUND of a run or model that is not there. */
export class OutcomeService {
  readonly #ports: OutcomePorts
  readonly books: RunBookReader

  constructor(ports: OutcomePorts) {
    this.#ports = ports
    this.books = new RunBookReader(ports)
  }

  stop(): Promise<void> {
    return this.books.stop()
  }

  /** Without a filter and in the order of prompts no book is needed. */
  async table(id: RunId, filter: ProbeFilter, sort: ProbeSort, { offset, limit }: Page): Promise<ProbeTable> {
    const { storage, catalog, changes, clock } = this.#ports
    const asked = await this.asked(id)
    const runId = asked.head.run.id
    const isDescending = sort.direction === 'desc'
    const { seq } = changes
    const isPlain = sort.by === 'prompt' && Object.values(filter).every((condition) => condition === undefined)
    const page = isPlain
      ? { seq, ...(await storage.read('listProbeTable', { runId, isDescending, offset, limit })) }
      : await this.books.ask((reader, changesOf) =>
          reader.read('listFromBook', {
            ...this.#question(asked, filter),
            changes: changesOf(runId),
            sort: { by: sort.by, isDescending },
            models: sort.by === 'model' ? asked.models.toSorted((a, b) => compare(a.ref, b.ref)).map((model) => model.id) : [],
            ...{ offset, limit, seq, nowMs: clock.monotonicMs() },
          }),
        )
    this.#warm(asked, page.total)
    const { messages } = asked.batch
    return { seq: page.seq, total: page.total, items: page.rows.map((row) => probeTableView(row, messages, asked.labels, catalog)) }
  }

  async overview(id: RunId, filter: ProbeFilter) {
    const asked = await this.asked(id)
    const { seq } = this.#ports.changes
    const { run } = asked.head
    const [sums, judged] = await Promise.all([this.#sumsOf(asked, filter), this.#ports.storage.read('judgeSums', { runId: run.id })])
    const { models, pending } = sums
    this.#warm(
      asked,
      models.reduce((sum, { probes }) => sum + probes, 0),
    )
    const total = (of: (model: ModelOutcome) => number) => models.reduce((sum, model) => sum + of(model), 0)
    const failures = asked.labels.map((label, bit) => {
      const byModel = models.map(({ model }, position) => ({ model, probes: sums.failures[bit]?.[position] ?? 0 }))
      return { label, probes: byModel.reduce((sum, { probes }) => sum + probes, 0), byModel }
    })
    return {
      seq,
      models,
      failures: failures.filter(({ probes }) => probes > 0).sort((a, b) => b.probes - a.probes),
      codes: sums.codes.map(({ code, probes }) => ({ code: code as CallCode, probes })).sort((a, b) => b.probes - a.probes),
      warnings: outcomeWarnings(models, asked.hasChecks),
      labels: [...asked.labels],
      counts: {
        passed: total(({ passed }) => passed),
        failed: total(({ failed }) => failed),
        errors: total(({ errors }) => errors),
        pending: asked.hasChecks ? pending : 0,
      },
      judge: {
        calls: judged.reduce((sum, { state, calls }) => (state === 'started' ? sum : sum + Number(calls)), 0),
        cost: costOfSums(judged),
      },
    }
  }

  /** The probes of a run that a filter lets through, by key: prompt by prompt, or model by model as its batch has them. */
  async places(asked: AskedRun, filter: ProbeFilter, by: 'prompt' | 'model'): Promise<number[]> {
    return await this.books.ask((reader, changesOf) =>
      reader.read('idsFromBook', {
        ...this.#question(asked, filter),
        changes: changesOf(asked.head.run.id),
        sort: { by, isDescending: false },
        models: asked.models.map((model) => model.id),
      }),
    )
  }

  /** Of a run at rest without a filter what is kept, or is kept from now on. */
  async #sumsOf(asked: AskedRun, filter: ProbeFilter): Promise<Sums> {
    const { storage } = this.#ports
    const { run } = asked.head
    const isKept = isAtRest(run) && Object.values(filter).every((condition) => condition === undefined)
    const kept = isKept ? await storage.read('keptOutcomes', { runId: run.id }) : undefined
    if (kept !== undefined) return JSON.parse(kept) as Sums
    const sums = await this.sums(asked, filter)
    if (!isKept) return sums
    const as = { status: run.status, passed: run.checks_passed, failed: run.checks_failed, errors: run.checks_errors }
    // It can be added up again.
    storage.write('keepOutcomes', { runId: run.id, as, sums: JSON.stringify(sums) }).catch(() => undefined)
    return sums
  }

  /** By model, in the order of the run's batch. */
  async sums(asked: AskedRun, filter: ProbeFilter = {}) {
    const models = asked.models.map(({ id }) => id)
    const sums = await this.books.ask((reader, changesOf) =>
      reader.read('sumRun', { ...this.#question(asked, filter), changes: changesOf(asked.head.run.id), models }),
    )
    return {
      models: sums.models.map((sum, position) => modelOutcomeView(sum, refAt(asked, position))),
      pending: sums.models.reduce((total, { pending }) => total + pending, 0),
      failures: sums.failures,
      codes: sums.codes,
    }
  }

  async prompts(id: RunId, filter: ProbeFilter, sort: PromptSort, page: Page) {
    const asked = await this.asked(id)
    const { seq } = this.#ports.changes
    const found = await this.books.ask((reader, changesOf) =>
      reader.read('listPrompts', {
        ...this.#question(asked, filter),
        changes: changesOf(asked.head.run.id),
        models: asked.models.map((model) => model.id),
        ...{ sort, ...page },
      }),
    )
    const excerpts = await this.excerpts(
      asked,
      found.prompts.map(({ promptIdx }) => promptIdx),
    )
    const items = found.prompts.map(({ promptIdx, cells }) => ({
      promptIndex: promptIdx,
      prompt: excerpts.get(promptIdx) ?? '',
      cells: cells.flatMap((cell, position) => (cell.samples === 0 ? [] : [promptCellView(cell, refAt(asked, position))])),
    }))
    return { seq, total: found.total, items }
  }

  async beside(id: RunId, promptIndex: number, sample: number | undefined) {
    const { storage, catalog } = this.#ports
    const asked = await this.asked(id)
    const { run } = asked.head
    const [prompt] = await storage.read('promptsAt', { runId: run.id, idxs: [promptIndex] })
    if (prompt === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'prompt', name: String(promptIndex) })
    const variables = JSON.parse(prompt.variables) as Variables
    const rows = await storage.read('listBeside', { runId: run.id, promptIdx: promptIndex, sample, limit: mostBeside })
    return {
      messages: renderMessages(asked.batch.messages, variables),
      turns: renderTurns(asked.batch.turns, variables),
      variables: withoutOwnColumns(variables),
      prompts: run.prompt_count,
      samples: run.samples,
      items: rows.map((row) => besideView(row, catalog)),
    }
  }

  asked(id: RunId): Promise<AskedRun> {
    return askedRun(this.#ports.storage, this.#ports.catalog, id)
  }

  /** Prompts in one line each, by index. */
  async excerpts(asked: AskedRun, indexes: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.#ports.storage.read('promptsAt', { runId: asked.head.run.id, idxs: indexes })
    return new Map(rows.map(({ idx, variables }) => [idx, promptExcerpt(asked.batch.messages, JSON.parse(variables))]))
  }

  #warm({ head: { run } }: AskedRun, probes: number): void {
    if (probes >= manyProbes && run.finished_at_ms !== null) this.books.warm(run.id)
  }

  #question(asked: AskedRun, filter: ProbeFilter) {
    const stored = storedFilter(filter, asked.batch.messages, this.#ports.catalog)
    return { runId: asked.head.run.id, filter: stored, labels: asked.labels }
  }
}

type Sums = Awaited<ReturnType<OutcomeService['sums']>>

/** Nothing more will come, and all of it is checked. */
function isAtRest({ status, checking }: AskedRun['head']['run']): boolean {
  return checking === 0 && (status === 'finished' || status === 'cancelled')
}

function refAt(asked: AskedRun, position: number): ModelRef {
  const model = asked.models[position]
  if (model === undefined) throw new Error(`run ${asked.head.run.ulid} has no model ${position}`)
  return model.ref
}
