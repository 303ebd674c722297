import path from 'node:path'
import { Child } from '../test/processes/child.ts'

export interface CatalogOrder {
  readonly workspace: string
  readonly models: number
  readonly asks: number
}

export type CatalogQuery = 'modelByRef' | 'defaults' | 'availability' | 'priceInForce' | 'pageOf50'

/** `bestP99Ms`: of each question's three tries the shortest, so that waiting for a busy machine's processor does not count. */
export interface QueryFigures {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly bestP99Ms: number
}
export type CatalogFigures = Readonly<Record<CatalogQuery, QueryFigures>>

/** The times are the worst of the queries. */
export interface CatalogResult extends QueryFigures {
  readonly models: number
  readonly queries: CatalogFigures
}

const patienceMs = 300_000

/** Queries of a catalog, in a fresh process. */
export async function measureCatalog(folder: string, models: number, asks: number): Promise<CatalogResult> {
  const order: CatalogOrder = { workspace: path.join(folder, 'catalog'), models, asks }
  const child = new Child({ entry: new URL('./catalog-process.ts', import.meta.url), order, patienceMs })
  const said = (await child.hear('figures')) as { models: number; figures: CatalogFigures }
  await child.finish()
  const worst = (quantile: keyof QueryFigures) => Math.max(...Object.values(said.figures).map((query) => query[quantile]))
  return { models: said.models, p50Ms: worst('p50Ms'), p99Ms: worst('p99Ms'), bestP99Ms: worst('bestP99Ms'), queries: said.figures }
}
