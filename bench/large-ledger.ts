import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { sealBlock } from '../src/main/engine/storage/ledger/seal-blocks.ts'
import { reserveAt } from '../src/main/engine/storage/reserve-file.ts'
import { rollUp } from '../src/main/engine/storage/rollups/index.ts'
import { migrate } from '../src/main/engine/storage/sqlite/migrate.ts'
import { openDatabase } from '../src/main/engine/storage/sqlite/open-database.ts'
import { WriteContext } from '../src/main/engine/storage/write-context.ts'
import { Dice } from './ledger/dice.ts'
import { fleet } from './ledger/fleet.ts'
import { inLedger } from './ledger/order.ts'
import { drawActs, drawEvents, writeOthers } from './ledger/others.ts'
import { CallPlanner } from './ledger/plan-calls.ts'
import { lastRun, planRuns, type RunPlan } from './ledger/plan-runs.ts'
import { writeCalls } from './ledger/write-calls.ts'
import { writeCatalog } from './ledger/write-catalog.ts'
import { writeProbes } from './ledger/write-probes.ts'
import { writeRuns } from './ledger/write-runs.ts'

export interface LedgerOrder {
  /** The workspace to be made: must hold no database yet. */
  readonly folder: string
  readonly attempts: number
  readonly seed?: number
  /** Nothing began after it. */
  readonly endMs?: number
}

/** What was made. */
export interface MadeLedger {
  readonly attempts: number
  readonly probes: number
  readonly runs: number
  readonly events: number
  readonly audits: number
  readonly tookMs: number
  readonly fromMs: number
  readonly endMs: number
}

const defaultEndMs = Date.UTC(2026, 10, 21, 20)
const days = 180
const dayMs = 86_400_000
/** Runs for each million calls; a small ledger has fewer, but not in proportion. */
const mostRuns = 600
/** Retries, fallbacks and the app's own calls come on top of first ones. */
const plannedShare = 0.9
const verifiesPerCall = 0.001
const acts = 300

/**
 * Makes a workspace with so many calls of half a year, the same bytes of rows for the same order: six providers, twelve models, runs of all sizes that overlap,
 * failures of every code, retries and fallbacks, prices that change, every state of cost, short and long answers, events and audit entries in between.
 * Throws when the folder holds a database.
 */
export function makeLedger({ folder, attempts, seed = 1, endMs = defaultEndMs }: LedgerOrder): MadeLedger {
  const startedMs = performance.now()
  const file = path.join(folder, 'assay.db')
  if (existsSync(file)) throw new Error(`${file} is there already`)
  mkdirSync(folder, { recursive: true })
  const dice = new Dice(seed)
  const range = { fromMs: endMs - days * dayMs, toMs: endMs }
  const runs = Math.max(12, Math.round(mostRuns * Math.min(1, Math.sqrt(attempts / 1_000_000))))
  const plans = planRuns(dice, { runs, calls: attempts * plannedShare, days, endMs })
  const planner = new CallPlanner(dice, attempts, range.fromMs, range.toMs)
  for (let each = 0; each < attempts * verifiesPerCall; each += 1)
    planner.addVerify(dice.below(fleet.length), Math.floor(range.fromMs + dice.next() * (range.toMs - range.fromMs - dayMs)))
  plans.forEach((plan, run) => {
    if (!planner.calls.isFull) planner.addRun(run, plan)
  })
  const missing = attempts - planner.calls.length
  if (missing > 0) {
    plans.push(lastRun(dice, missing, endMs))
    planner.addRun(plans.length - 1, plans.at(-1) as RunPlan)
  }
  const reached = plans.slice(0, planner.endMs.length)

  const db = openDatabase(file)
  try {
    migrate(db)
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    db.pragma('foreign_keys = OFF')
    db.pragma('cache_size = -262144')
    const context = new WriteContext(db, reserveAt(path.join(folder, 'assay.reserve')))
    const made = withoutIndexes(db, () => {
      context.prepare('insert into workspace (id, epoch, created_at_ms) values (1, 1, ?)').run(range.fromMs)
      const models = writeCatalog(context, dice, range)
      const promptBytes = writeRuns(context, dice, reached, models)
      const events = drawEvents(dice, planner, reached, models)
      const changed = drawActs(context, dice, acts, range)
      const seqs = inLedger(planner.calls, events, changed)
      const written = writeCalls(context, dice, planner, { plans: reached, models, promptBytes, seqs: seqs.calls })
      writeProbes(context, planner, { plans: reached, models, ...written })
      const runUlids = (context.prepare('select ulid from run order by id').all() as { ulid: string }[]).map(({ ulid }) => ulid)
      writeOthers(context, dice, { drawn: events, seqs: seqs.others[0] ?? [], runUlids }, { drawn: changed, seqs: seqs.others[1] ?? [] })
      return { events: events.length, audits: changed.length }
    })
    addUp(new WriteContext(db, reserveAt(path.join(folder, 'assay.reserve'))))
    db.pragma('journal_mode = WAL')
    const { length } = planner.calls
    return {
      attempts: length,
      probes: planner.probes.length,
      runs: reached.length,
      ...made,
      tookMs: performance.now() - startedMs,
      ...{ fromMs: range.fromMs, endMs },
    }
  } finally {
    db.close()
  }
}

/** The sums over calls and the ledger's blocks, as the writer would have kept them. */
function addUp(context: WriteContext): void {
  context.db
    .transaction(() => {
      while (rollUp(context, context.seq) < context.seq);
      while (sealBlock(context));
    })
    .immediate()
}

/** Fills the large tables without their indexes, which are built once at the end, all in one transaction. */
function withoutIndexes<Result>(db: Database, fill: () => Result): Result {
  const indexes = db
    .prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('attempt', 'probe', 'event')`)
    .all() as { name: string; sql: string }[]
  return db
    .transaction(() => {
      for (const { name } of indexes) db.exec(`drop index ${name}`)
      const result = fill()
      for (const { sql } of indexes) db.exec(sql)
      return result
    })
    .immediate()
}
