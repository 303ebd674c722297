import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '#contract'
import type { AuditId } from '#contract/ids'
import { ImportFormat, ImportId } from '#contract/imports'
import type { Editor } from '#engine/catalog'
import { AppError } from '#engine/failure'
import type { Clock } from '#engine/ports'
import type { Audit, Storage } from '#engine/storage'
import type { ReadSuite, SuiteRequest } from '#engine/suites'
import { assertSize } from './import-limits.ts'
import { ImportThread } from './import-thread-client.ts'

type Inputs = InferContractRouterInputs<Contract>['imports']
type Outputs = InferContractRouterOutputs<Contract>['imports']

export interface ImportPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly ulid: (nowMs: ReturnType<Clock['nowMs']>) => string
  /** The import thread's entry. */
  readonly threadUrl: URL
  readonly editor: Pick<Editor, 'edit'>
}

/** Previews as they may be applied, oldest first; as many as the thread keeps. */
const mostOpen = 4
const mostListed = 200

/**
 * Whole catalogs: read and compared in a thread of their own, applied in one write. Invariants:
 * 1. A preview writes nothing.
 * 2. What is applied was compared with the catalog as it stands; if it was edited since, nothing is applied.
 * 3. All of what is taken stands, or nothing.
 */
export class ImportService {
  readonly #ports: ImportPorts
  readonly #thread: ImportThread
  readonly #open = new Map<string, { readonly source: string; readonly mostPrices: number }>()

  constructor(ports: ImportPorts) {
    this.#ports = ports
    this.#thread = new ImportThread(ports.threadUrl, ports.clock)
  }

  async preview({ format = 'auto', name, text, url, allProviders = false }: Inputs['preview']): Promise<Outputs['preview']> {
    const { storage, clock, ulid } = this.#ports
    const read = text ?? (await fetched(url ?? '', clock))
    const source = url ?? name
    assertSize(read, source)
    const atMs = clock.nowMs()
    const id = ImportId.parse(ulid(atMs))
    const facts = await storage.read('importFacts', undefined)
    const { preview, mostPrices } = await this.#thread.ask('preview', {
      id,
      format,
      name: source,
      text: read,
      allProviders,
      nowMs: atMs,
      facts,
    })
    this.#open.set(id, { source, mostPrices })
    for (const oldest of this.#open.keys()) if (this.#open.size > mostOpen) this.#open.delete(oldest)
    return { id, source, atMs, ...preview }
  }

  async rows({ offset = 0, limit = 100, ...filter }: Inputs['rows']): Promise<Outputs['rows']> {
    this.#get(filter.id)
    return await this.#thread.ask('rows', { ...filter, offset, limit })
  }

  async apply({ id, pick, acceptShort = false }: Inputs['apply'], audit: Audit): Promise<Outputs['apply']> {
    const { storage, editor, clock, ulid } = this.#ports
    const { source, mostPrices } = this.#get(id)
    const nowMs = clock.nowMs()
    const ulids = Array.from({ length: mostPrices }, () => ulid(nowMs))
    const { added = [], left = [] } = pick ?? {}
    const { plan, outline, done, ...facts } = await this.#thread.ask('plan', { id, added, left, acceptShort, nowMs, ulids })
    const change = await editor.edit(
      () => ({ kind: 'model', subject: source, action: 'import', steps: outline }),
      audit,
      ({ steps }) =>
        storage.write('applyImport', { plan, more: steps.slice(outline.length), source, models: done.models, audit, ...facts }),
    )
    this.#open.delete(id)
    await this.#thread.ask('forget', id)
    return { ...done, change }
  }

  async history(): Promise<Outputs['history']> {
    const rows = await this.#ports.storage.read('listImports', { limit: mostListed })
    return {
      items: rows.map(({ change, format, atMs, ...row }) => ({
        ...row,
        change: change as AuditId,
        format: ImportFormat.parse(format),
        atMs: atMs as Outputs['history']['items'][number]['atMs'],
      })),
    }
  }

  /** The whole configuration as text; see `config.export`. */
  async exported(format: 'yaml' | 'json', models?: readonly number[]): Promise<string> {
    const { storage, clock } = this.#ports
    return await this.#thread.ask('write', { facts: await storage.read('importFacts', undefined), format, nowMs: clock.nowMs(), models })
  }

  /** A batch from a suite of another tool; see `readSuite`. */
  async readSuite(request: SuiteRequest): Promise<ReadSuite> {
    return await this.#thread.ask('suite', request)
  }

  async stop(): Promise<void> {
    await this.#thread.stop()
  }

  #get(id: string): { readonly source: string; readonly mostPrices: number } {
    const open = this.#open.get(id)
    if (open === undefined) throw new AppError({ code: 'NOT_FOUND', what: 'import', name: id })
    return open
  }
}

/** Loaded when an address is first given. */
async function fetched(url: string, clock: Clock): Promise<string> {
  const { fetchCatalog } = await import('./fetch-catalog.ts')
  return await fetchCatalog(url, clock)
}
