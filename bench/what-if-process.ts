import { Draws } from '../src/main/engine/batches/index.ts'
import { drawCall, fitCalls, simulate } from '../src/main/engine/whatif/index.ts'
import { imaginedRun, imaginedWorld, pastAttempt } from '../test/builders/imagined-world.ts'
import { readOrder, say } from '../test/processes/say.ts'
import type { WhatIfOrder } from './what-if.ts'

/** Imagines a run of so many probes, one call in twenty failing, sixteen in flight. Says `tookMs`. */
const { probes } = readOrder<WhatIfOrder>()
const pastSize = 5000
const draws = new Draws(1)
const fitted = fitCalls(
  Array.from({ length: pastSize }, (_, index) =>
    index % 20 === 0
      ? pastAttempt({ state: 'failed', code: 'SERVER_ERROR', httpStatus: 500, costState: 'none', uncachedInputTokens: null })
      : pastAttempt({ durationMs: 50 + 200 * draws.next() }),
  ),
)
if (fitted === undefined) throw new Error('a past without an answer')
const model = { leaves: (job: Parameters<typeof drawCall>[1]) => drawCall(fitted, job, draws), ended: () => undefined }
const startedMs = performance.now()
const { succeeded } = await simulate(imaginedWorld({ maxParallel: 16 }), imaginedRun(probes), model, 1, () => undefined)
const tookMs = performance.now() - startedMs
if (succeeded < probes * 0.99) throw new Error(`of ${probes} probes ${succeeded} succeeded`)
say({ tookMs })
