import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '#contract'
import type { Batch } from '#contract/batch'
import { ModelRef } from '#contract/ids'
import type { Catalog } from '#engine/catalog'
import { missingCatalog } from './missing-catalog.ts'
import type { NamedModel, ReadSuite, SuiteRequest } from './suite.ts'

type Input = InferContractRouterInputs<Contract>['batches']['import']
type Output = InferContractRouterOutputs<Contract>['batches']['import']

export interface SuitePorts {
  /** Reads in a thread: what it is given may be large, or made to be slow. */
  readonly read: (request: SuiteRequest) => Promise<ReadSuite>
  readonly catalog: Pick<Catalog, 'findModel' | 'findProvider' | 'nearModels'>
}

/** Batches from suites of others. Writes nothing and asks nobody. */
export class SuiteService {
  readonly #ports: SuitePorts

  constructor(ports: SuitePorts) {
    this.#ports = ports
  }

  async import({ models, ...input }: Input): Promise<Output> {
    const { format = 'auto', partial = false, fields = {}, ...rest } = input
    const { models: named, package: packed, batch, ...read } = await this.#ports.read({ ...rest, format, partial, fields })
    const found = named.map((model) => this.#found(model))
    return {
      ...read,
      batch: { ...batch, models: chosenModels(batch, models, found) },
      models: found.map(({ entry: _, ...model }) => model),
      catalog: packed?.catalog == null ? null : missingCatalog(packed.catalog, this.#ports.catalog),
      origin: packed?.origin ?? null,
    }
  }

  #found({ name, refs, parameters }: NamedModel): FoundModel {
    const { catalog } = this.#ports
    const ref = refs.map((each) => catalog.findModel(each)?.ref).find((each) => each !== undefined) ?? null
    const near = ref === null ? catalog.nearModels(refs[0] ?? name).map((each) => ModelRef.parse(each)) : []
    return { name, ref, near, entry: ref === null ? undefined : Object.keys(parameters).length === 0 ? ref : { ref, parameters } }
  }
}

interface FoundModel {
  readonly name: string
  readonly ref: ModelRef | null
  readonly near: ModelRef[]
  readonly entry: Batch['models'][number] | undefined
}

/** Those that were given; else those that the file names and the catalog has, each once; else what the batch itself says. */
function chosenModels(batch: Batch, given: Input['models'], found: readonly FoundModel[]): Batch['models'] {
  if (given !== undefined && given.length > 0) return [...new Set(given)]
  const byRef = new Map(found.flatMap(({ ref, entry }) => (ref === null || entry === undefined ? [] : [[ref, entry] as const])).reverse())
  return byRef.size === 0 ? batch.models : [...byRef.values()].reverse()
}
