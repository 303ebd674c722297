import type { LongReader } from '#engine/storage'
import type { ExportColumn, ExportRow } from './export-column.ts'
import { ExportFile } from './export-file.ts'
import { jsonLinesFormat, type TextFormat } from './text-formats.ts'
import { writeZip } from './zip-files.ts'

/** Everything that repeats a run elsewhere but its rows and results. `manifest`: what `assay-run.json` holds; `catalog`: as `export config` writes it, of what the run needs. */
export interface PackageOrder {
  readonly manifest: object
  readonly catalog: string
  readonly runId: number
}

const rowsAtOnce = 500

/** A run in one archive: `assay-run.json`, `rows.jsonl`, `catalog.json` and `results.jsonl`. What is not finished is to be abandoned, and leaves nothing. */
export class PackageTarget {
  readonly #folder: string
  readonly #name: string
  readonly #order: PackageOrder
  readonly #format: TextFormat
  readonly #rows: ExportFile
  readonly #results: ExportFile
  #archive: ExportFile | undefined

  private constructor(folder: string, name: string, order: PackageOrder, columns: readonly ExportColumn[]) {
    this.#folder = folder
    this.#name = name
    this.#order = order
    this.#format = jsonLinesFormat(columns)
    this.#rows = new ExportFile(folder, `${name}.rows.jsonl`)
    this.#results = new ExportFile(folder, `${name}.results.jsonl`)
  }

  /** With the rows of the run in it. */
  static async open(
    folder: string,
    name: string,
    order: PackageOrder,
    columns: readonly ExportColumn[],
    reader: Pick<LongReader, 'promptRows'>,
  ): Promise<PackageTarget> {
    const target = new PackageTarget(folder, name, order, columns)
    try {
      for (let fromIdx = 0; ; fromIdx += rowsAtOnce) {
        const page = await reader.promptRows({ runId: order.runId, fromIdx, limit: rowsAtOnce })
        for (const row of page) target.#rows.write(`${row}\n`)
        if (page.length < rowsAtOnce) return target
      }
    } catch (error) {
      target.abandon()
      throw error
    }
  }

  rows(rows: readonly ExportRow[]): void {
    for (const row of rows) this.#results.write(this.#format.row(row))
  }

  finish(): { readonly bytes: number; readonly sha256: string } {
    const archive = new ExportFile(this.#folder, this.#name)
    this.#archive = archive
    const text = (written: string) => ({ bytes: new TextEncoder().encode(written) })
    const parts = [
      { name: 'assay-run.json', from: text(`${JSON.stringify(this.#order.manifest, null, 2)}\n`) },
      { name: 'rows.jsonl', from: { file: this.#rows.seal().file } },
      { name: 'catalog.json', from: text(this.#order.catalog) },
      { name: 'results.jsonl', from: { file: this.#results.seal().file } },
    ]
    writeZip(parts, (bytes) => archive.write(bytes))
    const written = archive.finish()
    this.#rows.abandon()
    this.#results.abandon()
    return written
  }

  abandon(): void {
    this.#rows.abandon()
    this.#results.abandon()
    this.#archive?.abandon()
  }
}
