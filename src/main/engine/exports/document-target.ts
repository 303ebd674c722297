import type { ExportColumn, ExportRow } from './export-column.ts'
import { ExportFile } from './export-file.ts'
import { inspectDocument } from './inspect-document.ts'
import { pageDocument } from './page-document.ts'
import { promptfooDocument } from './promptfoo-document.ts'
import type { ProbeFacts, RunDocument, RunFacts } from './run-document.ts'

/** What a run's probes are written as where that is no table. `total`: probes. */
export interface DocumentOrder {
  readonly shape: 'page' | 'inspect' | 'promptfoo'
  readonly run: RunFacts
  readonly total: number
}

/** Writes rows of probes into a document. What is not finished is to be abandoned, and leaves nothing. */
export class DocumentTarget {
  readonly #file: ExportFile
  readonly #document: RunDocument
  readonly #columns: readonly ExportColumn[]

  constructor(folder: string, name: string, order: DocumentOrder, columns: readonly ExportColumn[]) {
    this.#document = documentOf(order)
    this.#columns = columns
    this.#file = new ExportFile(folder, name)
    this.#file.write(this.#document.head())
  }

  rows(rows: readonly ExportRow[]): void {
    for (const row of rows) this.#file.write(this.#document.probe(this.#factsOf(row)))
  }

  finish(): { readonly bytes: number; readonly sha256: string } {
    this.#file.write(this.#document.tail())
    return this.#file.finish()
  }

  abandon(): void {
    this.#file.abandon()
  }

  #factsOf(row: ExportRow): ProbeFacts {
    const named = this.#columns.map(({ name, type }, at) => {
      const cell = row[at] ?? null
      return [name, type === 'json' && typeof cell === 'string' ? JSON.parse(cell) : cell]
    })
    return Object.fromEntries(named) as ProbeFacts
  }
}

function documentOf({ shape, run, total }: DocumentOrder): RunDocument {
  switch (shape) {
    case 'page':
      return pageDocument(run, total)
    case 'inspect':
      return inspectDocument(run)
    case 'promptfoo':
      return promptfooDocument(run)
  }
}
