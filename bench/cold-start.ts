import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import { Child } from '../test/processes/child.ts'
import { median } from './statistics.ts'

/** From starting the command to the first answer in its ledger; medians. */
export interface ColdStart {
  /** In a folder that is no workspace yet. */
  readonly firstProbeMs: number
  /** In a workspace that is there. */
  readonly nextProbeMs: number
  /** Of it, what the simulated model took to answer. */
  readonly simulatedMs: number
}

const tries = 3
const patienceMs = 60_000
const launcher = new URL('../bin/assay.cjs', import.meta.url)
const batch = JSON.stringify({ name: 'cold', prompt: 'Say hello.', models: ['simulator/swift'] })

/** Starts `assay run` as a person would, and asks the database when the first answer came. */
export async function measureColdStart(folder: string): Promise<ColdStart> {
  const file = path.join(folder, 'cold.json')
  writeFileSync(file, batch)
  const first: Found[] = []
  const next: Found[] = []
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const workspace = path.join(folder, `cold-${attempt}`)
    mkdirSync(workspace)
    first.push(await start(workspace, file))
    next.push(await start(workspace, file))
  }
  return {
    firstProbeMs: median(first.map(({ tookMs }) => tookMs)),
    nextProbeMs: median(next.map(({ tookMs }) => tookMs)),
    simulatedMs: median(first.map(({ simulatedMs }) => simulatedMs)),
  }
}

interface Found {
  readonly tookMs: number
  readonly simulatedMs: number
}

async function start(workspace: string, file: string): Promise<Found> {
  const startedAtMs = performance.timeOrigin + performance.now()
  const child = new Child({
    entry: launcher,
    args: ['run', file, '--yes', '--json', '--workspace', workspace],
    env: { NODE_COMPILE_CACHE: '' },
    patienceMs,
  })
  await child.finish()
  const db = new BetterSqlite(path.join(workspace, 'assay.db'), { readonly: true, fileMustExist: true })
  try {
    const call = db
      .prepare<[number], { endedAtMs: number; durationMs: number }>(
        `select ended_at_ms as endedAtMs, duration_ms as durationMs from attempt where state = 'answered' and started_at_ms >= ? order by id limit 1`,
      )
      .get(Math.floor(startedAtMs))
    if (call === undefined) throw new Error('the command ended without an answer')
    return { tookMs: call.endedAtMs - startedAtMs, simulatedMs: call.durationMs }
  } finally {
    db.close()
  }
}
