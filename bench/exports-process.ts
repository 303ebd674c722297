import { rmSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import type { ReportFormat } from '#contract/reports'
import type { EpochMs } from '#contract/units'
import { LoopWatch } from '../test/processes/loop-watch.ts'
import { openEngine } from '../test/processes/open-engine.ts'
import { readOrder, say } from '../test/processes/say.ts'
import type { ExportFigures, ExportsOrder } from './exports.ts'

/** The newest calls of a workspace as a file, in each format, in process. Says `figures`. */
const { workspace, rows, formats } = readOrder<ExportsOrder>()

const startOf = startOfNewest()
const { client, stop } = await openEngine({ workspace, simulatorUrl: 'http://127.0.0.1:9/v1' })
const figures: ExportFigures[] = []
for (const format of formats) figures.push(await measured(format, rows))
say({ figures })
await stop()

/** When the so many newest calls began; undefined: there are fewer. */
function startOfNewest(): (rows: number) => number | undefined {
  const db = new BetterSqlite(path.join(workspace, 'assay.db'), { readonly: true })
  const starts = db.prepare('select started_at_ms from attempt where seq is not null order by started_at_ms desc limit ?').pluck().all(rows)
  db.close()
  return (count) => starts[count - 1] as number | undefined
}

async function measured(format: ReportFormat, count: number): Promise<ExportFigures> {
  const beforeMb = megabytes()
  let mostMb = beforeMb
  const looks = setInterval(() => {
    mostMb = Math.max(mostMb, megabytes())
  }, 20)
  const watch = new LoopWatch()
  const fromMs = startOf(count)
  const startedMs = performance.now()
  let done: { rows: number; bytes: number; path: string } | undefined
  const order = { report: 'calls' as const, ...(fromMs !== undefined && { fromMs: fromMs as EpochMs }) }
  for await (const progress of await client.reports.export({ order, format }))
    if (progress.done !== null) done = { rows: progress.rows, bytes: progress.done.bytes, path: progress.done.path }
  const tookMs = performance.now() - startedMs
  clearInterval(looks)
  const { delayP99Ms, heldP99Ms, heldMaxMs } = watch.stop()
  if (done === undefined) throw new Error('a report ended without a file')
  rmSync(done.path)
  return { format, rows: done.rows, bytes: done.bytes, tookMs, extraMb: mostMb - beforeMb, delayP99Ms, heldP99Ms, heldMaxMs }
}

function megabytes(): number {
  return process.memoryUsage.rss() / 1e6
}
