import path from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { Database } from '../src/main/engine/storage/database.ts'
import { type ListFromBook, listFromBook, sumRun, warmBook } from '../src/main/engine/storage/reads/book-reads.ts'
import { listProbeTable } from '../src/main/engine/storage/reads/probe-table-reads.ts'
import { ReaderMemory } from '../src/main/engine/storage/reads/reader-memory.ts'
import { openDatabase } from '../src/main/engine/storage/sqlite/open-database.ts'
import { Statements } from '../src/main/engine/storage/sqlite/statements.ts'
import { readOrder, say } from '../test/processes/say.ts'
import { largeRunLabels } from './large-run.ts'
import type { OutcomesFigures, OutcomesOrder } from './order.ts'

/** The reads behind the results page, in process: a thread and a socket come on top. Says `figures`. */

const models = [1, 2, 3, 4, 5]
const sorts = ['prompt', 'status', 'model', 'code', 'attempts', 'cost', 'duration', 'first_chunk', 'tokens', 'verdict', 'score'] as const
const filters: readonly ListFromBook['filter'][] = [
  { statuses: ['failed'] },
  { modelIds: [2, 3] },
  { codes: ['TIMEOUT'] },
  { usedFallback: false },
  { minCostNanoUsd: 2000, maxCostNanoUsd: 4000 },
  { minDurationMs: 500, maxDurationMs: 1000 },
  { minAttempts: 2 },
  { verdicts: ['pass'] },
  { failedCheck: 'is-json' },
  { minScore: 0.5 },
  { maxScore: 0.5 },
  { promptIndex: 17 },
  { retried: true },
  { text: 'Capital 7' },
  { text: 'government' },
  { text: 'e' },
  { text: 'nothing has this' },
]

const { workspace } = readOrder<OutcomesOrder>()
const database = openDatabase(path.join(workspace, 'assay.db'), { readonly: true })
const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) })
const memory = new ReaderMemory(new Statements(database))
const run = { runId: 1, changes: { everything: false, probes: [] }, labels: largeRunLabels, models, offset: 0, limit: 60 }
let asked = 0

const openMs = await timed(async () => {
  await listProbeTable(db, { runId: 1, isDescending: false, offset: 0, limit: 60 })
  await sumRun(db, { ...run, filter: {} }, memory)
})
const readTextsMs = await timed(() => warmBook(db, run, memory))
const sorted = await worst(sorts, (by) => list({ sort: { by, isDescending: true } }))
const filtered = await worst(filters, (filter) => list({ filter }))
const figures: OutcomesFigures = {
  ...{ openMs, readTextsMs },
  ...{ filterMs: filtered.ms, slowestFilter: filtered.name, sortMs: sorted.ms, slowestSort: sorted.name },
}
await db.destroy()
say({ figures })

function list(more: Partial<Pick<ListFromBook, 'filter' | 'sort'>>) {
  asked += 1
  const question = { ...run, filter: {}, sort: { by: 'prompt', isDescending: false }, seq: asked, nowMs: asked * 10_000, ...more } as const
  return listFromBook(db, question, memory)
}

async function worst<Each>(all: readonly Each[], ask: (each: Each) => Promise<unknown>) {
  let found = { ms: 0, name: '' }
  for (const each of all) {
    const ms = await timed(() => ask(each))
    if (ms > found.ms) found = { ms, name: JSON.stringify(each) }
  }
  return found
}

async function timed(what: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await what()
  return performance.now() - startedMs
}
