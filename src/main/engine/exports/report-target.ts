import type { ReportFormat } from '#contract/reports'
import type { ExportColumn, ExportRow, Facts } from './export-column.ts'
import { ExportFile } from './export-file.ts'
import { type FormatWriter, openFormat } from './format-writer.ts'
import { writeZip } from './zip-files.ts'

export interface NewFile {
  readonly id: string
  readonly folder: string
  readonly name: string
  /** `zip`: a bundle of it as CSV and JSON Lines, with what it stands on. */
  readonly format: ReportFormat | 'zip'
  readonly facts: Facts
}

interface Written {
  readonly bytes: number
  readonly sha256: string
}

/** What the rows of a report are written to. What is not finished is to be abandoned, and leaves nothing. */
export interface ReportTarget {
  rows(rows: readonly ExportRow[]): void
  finish(facts: Facts): Written
  abandon(): void
}

/** Throws STORAGE_FULL. */
export async function openTarget(file: NewFile, columns: readonly ExportColumn[]): Promise<ReportTarget> {
  if (file.format !== 'zip') return await PlainTarget.open(file.folder, file.name, file.format, columns, file.facts)
  const parts: PlainTarget[] = []
  try {
    for (const format of bundled) parts.push(await PlainTarget.open(file.folder, `${file.name}.data.${format}`, format, columns, {}))
    return new BundleTarget(file, columns, parts)
  } catch (error) {
    for (const part of parts) part.abandon()
    throw error
  }
}

const bundled = ['csv', 'jsonl'] as const

class PlainTarget implements ReportTarget {
  readonly #file: ExportFile
  readonly #format: FormatWriter

  private constructor(file: ExportFile, format: FormatWriter) {
    this.#file = file
    this.#format = format
  }

  static async open(
    folder: string,
    name: string,
    format: ReportFormat,
    columns: readonly ExportColumn[],
    facts: Facts,
  ): Promise<PlainTarget> {
    const file = new ExportFile(folder, name)
    try {
      return new PlainTarget(file, await openFormat({ format, columns, facts, write: (data) => file.write(data) }))
    } catch (error) {
      file.abandon()
      throw error
    }
  }

  rows(rows: readonly ExportRow[]): void {
    this.#format.rows(rows)
  }

  finish(facts: Facts): Written {
    this.#format.finish(facts)
    return this.#file.finish()
  }

  /** To be put into another file: its bytes lie there until it is abandoned. */
  seal(): Written & { readonly file: string } {
    this.#format.finish({})
    return this.#file.seal()
  }

  abandon(): void {
    this.#file.abandon()
  }
}

/** The rows as CSV and JSON Lines in one archive, behind a manifest of facts, columns and the hash of each. */
class BundleTarget implements ReportTarget {
  readonly #file: Pick<NewFile, 'folder' | 'name'>
  readonly #columns: readonly ExportColumn[]
  readonly #parts: readonly PlainTarget[]
  #archive: ExportFile | undefined

  constructor(file: NewFile, columns: readonly ExportColumn[], parts: readonly PlainTarget[]) {
    this.#file = file
    this.#columns = columns
    this.#parts = parts
  }

  rows(rows: readonly ExportRow[]): void {
    for (const part of this.#parts) part.rows(rows)
  }

  finish(facts: Facts): Written {
    const sealed = this.#parts.map((part, at) => ({ name: `data.${bundled[at]}`, ...part.seal() }))
    const files = sealed.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
    const manifest = `${JSON.stringify({ ...facts, columns: this.#columns, files }, undefined, 2)}\n`
    const archive = new ExportFile(this.#file.folder, this.#file.name)
    this.#archive = archive
    const parts = sealed.map(({ name, file }) => ({ name, from: { file } }))
    writeZip([{ name: 'manifest.json', from: { bytes: new TextEncoder().encode(manifest) } }, ...parts], (bytes) => archive.write(bytes))
    const written = archive.finish()
    for (const part of this.#parts) part.abandon()
    return written
  }

  abandon(): void {
    for (const part of this.#parts) part.abandon()
    this.#archive?.abandon()
  }
}
