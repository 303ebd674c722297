import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Bar } from './bars.ts'
import type { CatalogResult } from './catalog.ts'
import type { ColdStart } from './cold-start.ts'
import type { ImportsFigures } from './imports.ts'
import type { LedgerFigures } from './ledger.ts'
import type { LimitInForce } from './limit-in-force.ts'
import type { Memory } from './memory.ts'
import type { OpeningFigures, OutcomesFigures, WindowFigures } from './order.ts'
import type { Throughput } from './throughput.ts'
import type { Watched } from './watched.ts'
import type { WhatIfFigures } from './what-if.ts'
import type { WhatIfLoop } from './what-if-loop.ts'
import type { Yardstick } from './yardstick.ts'

export interface Results {
  readonly machine: ReturnType<typeof describeMachine>
  readonly yardstick: Yardstick
  readonly throughput?: Throughput
  readonly watched?: Watched
  readonly memory?: Memory
  readonly catalog?: CatalogResult
  readonly coldStart?: ColdStart
  readonly whatIf?: WhatIfFigures
  readonly whatIfLoop?: WhatIfLoop
  readonly limits?: LimitInForce
  readonly imports?: ImportsFigures
  readonly ledger?: LedgerFigures
  readonly outcomes?: OutcomesFigures
  readonly results?: OpeningFigures
  readonly costs?: OpeningFigures
  readonly window?: WindowFigures
  readonly bars: readonly Bar[]
}

export function describeMachine() {
  const cpus = os.cpus()
  return {
    ...{ node: process.versions.node, platform: process.platform, arch: process.arch },
    ...{ cores: cpus.length, cpu: cpus[0]?.model ?? '', loadAverage: os.loadavg()[0] ?? 0 },
  }
}

/** Writes `latest.json`; answers with its path. */
export function writeResults(folder: string, results: Results): string {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'latest.json')
  writeFileSync(file, `${JSON.stringify({ atMs: Date.now(), ...results }, undefined, 2)}\n`)
  return file
}
