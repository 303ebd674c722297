import path from 'node:path'
import { openDatabase } from '../src/main/engine/storage/sqlite/open-database.ts'

/**
 * Bytes on the disk a probe, all that a run leaves together, and by table or index; without texts: prompts, answers, and the rows of a dataset. Of each table and index one page is there
 * without any probe, and is left out: of few probes it would be a tenth of the figure.
 */
export interface ProbeBytes {
  readonly perProbe: number
  readonly texts: number
  readonly largest: readonly (readonly [name: string, bytes: number])[]
}

const shown = 6
const perProbe = `select name, sum(pgsize) - max(pgsize) as bytes from dbstat where name <> 'body' group by name order by bytes desc`
const texts = `select (select coalesce(sum(length(cast(answer_text as blob))), 0) from attempt)
  + (select coalesce(sum(length(cast(variables as blob))), 0) from prompt) as bytes`

/** Of a workspace that holds little but the probes of one run. */
export function probeBytes(workspace: string): ProbeBytes {
  const db = openDatabase(path.join(workspace, 'assay.db'), { readonly: true })
  try {
    const probes = Number(db.prepare('select count(*) from probe').pluck().get())
    const tables = db.prepare<[], { name: string; bytes: number | bigint }>(perProbe).all()
    const textBytes = Number(db.prepare(texts).pluck().get())
    const all = tables.reduce((sum, { bytes }) => sum + Number(bytes), 0)
    return {
      perProbe: (all - textBytes) / probes,
      texts: textBytes / probes,
      largest: tables.slice(0, shown).map(({ name, bytes }) => [name, Number(bytes) / probes] as const),
    }
  } finally {
    db.close()
  }
}
