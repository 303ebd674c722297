import { isDeepStrictEqual } from 'node:util'
import type { Batch, Parameters, Variables } from '#contract/batch'
import type { ModelRef } from '#contract/ids'
import type { NanoUsd } from '#contract/units'
import { AppError } from '#engine/failure'
import { nanoUsdToText } from '#engine/money'
import type { RunDetails, Storage } from '#engine/storage'
import { FrozenBatch } from './frozen-batch.ts'

const pageSize = 500
const mostRows = 100_000

/**
 * A run's frozen batch as a batch that gives the same run again. What all models are sent stands once, for all.
 * `rows`: those of a file, too, as they were read. INVALID_INPUT when they are more than a batch holds.
 */
export async function batchOfRun(storage: Storage, run: RunDetails['run'], { rows }: { readonly rows: boolean }): Promise<Batch> {
  const frozen = FrozenBatch.parse(JSON.parse(run.batch))
  const { messages, models, maxParallel, dataset, turns, ...rest } = frozen
  const [first] = messages
  const isPrompt = messages.length === 1 && first?.role === 'user' && first.content !== ''
  const isOfRows = dataset === 'rows' || (rows && dataset !== 'none')
  const parameters = sharedBy(models.map((model) => model.parameters))
  return {
    ...rest,
    ...(isPrompt ? { prompt: first.content } : messages.length === 0 ? {} : { messages }),
    ...(turns.length === 0 ? {} : { turns }),
    ...(isOfRows ? { dataset: await rowsOf(storage, run.id) } : dataset === 'none' ? {} : { dataset }),
    models: models.map((model) => entryOf(model.ref as ModelRef, without(model.parameters, parameters))),
    parameters,
    ...(run.budget_nanousd === null ? {} : { budgetUsd: withCents(nanoUsdToText(run.budget_nanousd as NanoUsd)) }),
    ...(maxParallel === null ? {} : { maxParallel }),
  }
}

function sharedBy(all: readonly Parameters[]): Parameters {
  const [first = {}, ...others] = all
  return where(first, (name, value) => others.every((parameters) => isDeepStrictEqual(parameters[name], value)))
}

function without(parameters: Parameters, shared: Parameters): Parameters {
  return where(parameters, (name) => shared[name] === undefined)
}

function where(parameters: Parameters, isKept: (name: keyof Parameters, value: unknown) => boolean): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([name, value]) => isKept(name as keyof Parameters, value)))
}

function withCents(usd: string): string {
  const [whole, cents = ''] = usd.split('.')
  return `${whole}.${cents.padEnd(2, '0')}`
}

function entryOf(ref: ModelRef, parameters: Parameters): Batch['models'][number] {
  return Object.keys(parameters).length === 0 ? ref : { ref, parameters }
}

async function rowsOf(storage: Storage, runId: number): Promise<Variables[]> {
  const rows: Variables[] = []
  for (;;) {
    const page = await storage.read('promptPage', { runId, fromIdx: rows.length, limit: pageSize })
    for (const { variables } of page) rows.push(JSON.parse(variables))
    if (rows.length > mostRows) throw tooMany()
    if (page.length < pageSize) return rows
  }
}

function tooMany(): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    issues: [{ path: 'rows', message: `the run has more than the ${mostRows} rows that a batch holds in place: name its file instead` }],
  })
}
