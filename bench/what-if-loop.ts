import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Batch } from '#contract/batch'
import { ModelRef, PoolName, ProviderKey } from '#contract/ids'
import { holdWorkspace } from '../test/processes/held-workspace.ts'
import type { LoopFigures } from '../test/processes/loop-watch.ts'
import { startSimulator } from '../test/processes/simulator.ts'
import { quantile } from './statistics.ts'

/** What others feel while a large run is imagined, twice, in the engine that serves them. Milliseconds. */
export interface WhatIfLoop extends LoopFigures {
  readonly probes: number
  readonly tookMs: number
  /** How long another process waits for an answer meanwhile. */
  readonly pollP99Ms: number
  readonly polls: number
}

const patienceMs = 300_000
const pastProbes = 500
const samples = 2
const provider = ProviderKey.parse('bench')
const model = ModelRef.parse('bench/steady')

/** The engine in a process of its own; one client asks what if, another polls. */
export async function measureWhatIfLoop(folder: string, probes: number): Promise<WhatIfLoop> {
  const workspace = path.join(folder, 'what-if')
  mkdirSync(workspace)
  const simulator = await startSimulator({ folder, seed: 1, profile: { zeroLatency: true, ledger: 'counts' }, patienceMs })
  const held = await holdWorkspace(workspace, patienceMs)
  try {
    const [asking, polling] = await Promise.all([held.connect(), held.connect()])
    await asking.providers.add({ key: provider, kind: 'openai-compatible', baseUrl: simulator.baseUrl })
    await asking.models.add({ ref: model, input: '0.25', output: '2' })
    await asking.pools.set({ provider, name: PoolName.parse('default'), limits: { maxParallel: 16, burst: 16 } })
    const past = await asking.runs.start({ batch: batchOf(folder, pastProbes) })
    for await (const progress of await asking.runs.watch({ run: past.id })) if (progress.status === 'paused') throw new Error('it paused')
    const batch = batchOf(folder, probes)
    const { result, loop } = await held.watchLoop(async () => {
      const startedMs = performance.now()
      let isOver = false
      const polls: number[] = []
      const poll = async () => {
        while (!isOver) {
          const askedMs = performance.now()
          await polling.runs.list({ limit: 10 })
          polls.push(performance.now() - askedMs)
        }
      }
      const compared = asking.whatIf.compare({ batch, set: [{ path: 'pool.bench.max_parallel', value: 4 }] }).finally(() => {
        isOver = true
      })
      const [answer] = await Promise.all([compared, poll()])
      if (answer.changed?.succeeded !== probes) throw new Error(`of ${probes} probes ${answer.changed?.succeeded} were imagined`)
      return { tookMs: performance.now() - startedMs, pollP99Ms: quantile(polls, 0.99), polls: polls.length }
    })
    return { ...loop, ...result, probes }
  } finally {
    await held.stop()
    await simulator.stop()
  }
}

function batchOf(folder: string, probes: number): Batch {
  const dataset = path.join(folder, `what-if-${probes}.jsonl`)
  const lines = Array.from({ length: probes / samples }, (_, index) => JSON.stringify({ n: `${index} and what comes after it` }))
  writeFileSync(dataset, `${lines.join('\n')}\n`)
  return Batch.parse({ name: 'large', prompt: 'What is {{n}} + 1?', dataset, samples, models: [model] })
}
