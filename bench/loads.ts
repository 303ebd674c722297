import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'
import type { Batch } from '#contract/batch'
import type { Load } from './order.ts'

const samplesPerPrompt = 10

/** One prompt of the same length for each row, so that every request has as many bytes as the recorded one. */
export function benchBatch({ dataset, samples }: Load): z.input<typeof Batch> {
  return {
    name: 'bench',
    prompt: 'Question {{number}}: which capital lies furthest north, and how many people live there?',
    dataset,
    samples,
    models: ['bench/steady' as z.input<typeof Batch>['models'][number]],
    parameters: { temperature: 0, maxOutputTokens: 200 },
  }
}

/** A load of so many probes, ten to a prompt, its dataset in a file of the folder. */
export function writeLoad(folder: string, probes: number): Load {
  const rows = Math.ceil(probes / samplesPerPrompt)
  const dataset = path.join(folder, `prompts-${rows}.jsonl`)
  const lines = Array.from({ length: rows }, (_, index) => JSON.stringify({ number: String(index).padStart(7, '0') }))
  writeFileSync(dataset, `${lines.join('\n')}\n`)
  return { dataset, samples: samplesPerPrompt }
}
