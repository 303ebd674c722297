import type { CostTotal } from '#contract/costs'
import { type LongReader, openLongReader } from '#engine/storage'
import type { ExportColumn, ExportRow } from './export-column.ts'
import { type ProbeNames, probeCells, probeColumns } from './probe-columns.ts'
import type { RowSource } from './row-source.ts'
import { templateOf } from './run-template.ts'

/** Which probes of a run, in their order. `models`: names by id; `batch`: as the run has frozen it, JSON. */
export interface ProbeSourceFacts {
  readonly database: string
  readonly run: string
  readonly batch: string
  readonly ids: readonly number[]
  readonly models: readonly (readonly [id: number, ref: string])[]
  readonly labels: readonly string[]
}

/** Read at once: their answers are whole. */
const readAtOnce = 200

/** Probes of a run as rows, as they are when they are read: of a run that goes on, each as it is by then. No read is long. */
export class ProbeSource implements RowSource {
  readonly columns: readonly ExportColumn[] = probeColumns
  readonly reader: LongReader
  readonly #ids: readonly number[]
  readonly #names: ProbeNames
  readonly #template: Awaited<ReturnType<typeof templateOf>>
  #next = 0

  private constructor(
    reader: LongReader,
    { ids, run, models, labels }: ProbeSourceFacts,
    template: Awaited<ReturnType<typeof templateOf>>,
  ) {
    this.reader = reader
    this.#ids = ids
    this.#names = { run, models: new Map(models), labels }
    this.#template = template
  }

  /** Must be closed. */
  static async open(facts: ProbeSourceFacts): Promise<ProbeSource> {
    const template = await templateOf(facts.batch)
    return new ProbeSource(await openLongReader(facts.database), facts, template)
  }

  get total(): number {
    return this.#ids.length
  }

  get isDone(): boolean {
    return this.#next >= this.#ids.length
  }

  async next(): Promise<ExportRow[]> {
    const ids = this.#ids.slice(this.#next, this.#next + readAtOnce)
    this.#next += ids.length
    const probes = await this.reader.probesAt({ ids })
    return probes.map((probe) => probeCells({ probe, ...this.#template(probe.variables) }, this.#names))
  }

  cost(): CostTotal | null {
    return null
  }

  close(): Promise<void> {
    return this.reader.close()
  }
}
