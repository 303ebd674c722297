import type { RerunKind } from '#contract/runs'
import type { EndedProbes, RunHead, Storage } from '#engine/storage'
import { plannedProbes } from './planned-probes.ts'

/** A probe that is wanted again, by the prompts of the run it was of. */
export interface Cell {
  readonly promptIdx: number
  readonly sample: number
}

/** By the key of the model that was asked, in planned order. */
export type CellsByModel = ReadonlyMap<number, readonly Cell[]>

type Reads = Pick<Storage, 'read'>
type AskedAgain = Exclude<RerunKind, 'samples' | 'changed'>

const pageSize = 5000

/** How probes that are asked again ended. What was cancelled never got an answer, either. */
const endings: Readonly<Record<AskedAgain, readonly EndedProbes['status'][]>> = {
  failed: ['failed', 'cancelled'],
  failed_checks: ['succeeded'],
  interrupted: ['interrupted'],
}

/** Those that ended so; `failed` of a run that was cancelled takes in what was not planned yet. */
export async function cellsAskedAgain(storage: Reads, source: RunHead, what: AskedAgain): Promise<CellsByModel> {
  const cells = new Map<number, Cell[]>()
  const add = (modelId: number, cell: Cell) => {
    const known = cells.get(modelId)
    if (known === undefined) cells.set(modelId, [cell])
    else known.push(cell)
  }
  for (const status of endings[what])
    for await (const { modelId, ...cell } of probesOf(storage, { runId: source.run.id, status, failedChecks: what === 'failed_checks' }))
      add(modelId, cell)
  if (what === 'failed' && source.run.status === 'cancelled') {
    for (const model of source.models) for await (const cell of cellsOf(storage, source, model, model.planned)) add(model.modelId, cell)
  }
  for (const each of cells.values()) each.sort(inOrder)
  return cells
}

/** Samples that each prompt of a model was not asked for yet, up to `samples` in all. */
export async function furtherCells(storage: Reads, source: RunHead, samples: number): Promise<CellsByModel> {
  const cells = new Map<number, readonly Cell[]>()
  const from = source.run.samples
  if (samples <= from) return cells
  for (const model of source.models) {
    const prompts = new Set<number>()
    for await (const { promptIdx } of cellsOf(storage, source, model, 0)) prompts.add(promptIdx)
    const further = [...prompts].flatMap((promptIdx) =>
      Array.from({ length: samples - from }, (_, offset) => ({ promptIdx, sample: from + offset })),
    )
    cells.set(model.modelId, further)
  }
  return cells
}

/** Every answered cell of a run. */
export function answeredOf(storage: Reads, runId: number): AsyncGenerator<Cell & { readonly modelId: number }> {
  return probesOf(storage, { runId, status: 'succeeded', failedChecks: false })
}

async function* probesOf(
  storage: Reads,
  of: Pick<EndedProbes, 'runId' | 'status' | 'failedChecks'>,
): AsyncGenerator<Cell & { readonly modelId: number }> {
  let afterId = 0
  for (;;) {
    const page = await storage.read('endedProbes', { ...of, afterId, limit: pageSize })
    for (const { modelId, promptIdx, sample } of page) yield { modelId, promptIdx, sample }
    if (page.length < pageSize) return
    afterId = page.at(-1)?.probeId ?? afterId
  }
}

/** All that a run wants of a model, from the `from`th on. */
async function* cellsOf(storage: Reads, { run }: RunHead, model: RunHead['models'][number], from: number): AsyncGenerator<Cell> {
  const { position, cells } = model
  if (cells === null) {
    for (let n = from; n < plannedProbes(run, model); n++) yield { promptIdx: Math.floor(n / run.samples), sample: n % run.samples }
    return
  }
  for (let fromN = from; fromN < cells; fromN += pageSize)
    for (const { promptIdx, sample } of await storage.read('rerunCells', { runId: run.id, position, fromN, limit: pageSize }))
      yield { promptIdx, sample }
}

function inOrder(left: Cell, right: Cell): number {
  return left.promptIdx - right.promptIdx || left.sample - right.sample
}
