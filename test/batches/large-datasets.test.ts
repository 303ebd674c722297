import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readBatch, readPrompts } from '#engine/batches'

const fileBytes = 20_000_000
const mebibyte = 1_048_576
const text = 'lorem ipsum, dolor sit amet '.repeat(36)

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-large-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes rows until the file has its size. Returns how many they are. */
function writeRows(file: string, before: string, rowOf: (index: number) => string, after: string): number {
  const handle = openSync(file, 'w')
  let bytes = writeSync(handle, before)
  let rows = 0
  for (; bytes < fileBytes; rows += 1) bytes += writeSync(handle, rowOf(rows))
  writeSync(handle, after)
  closeSync(handle)
  return rows
}

/** What is really held, garbage collected first. Units: bytes. */
function heldBytes(collect: () => void): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function exposedCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('this engine does not expose its collector')
  return () => collect()
}

const object = (index: number) => JSON.stringify({ city: `c${index}`, text })

it.each([
  ['csv', 'city,text\n', (index: number) => `c${index},"${text}"\n`, ''],
  ['jsonl', '', (index: number) => `${object(index)}\n`, ''],
  ['json', '[', (index: number) => `${index === 0 ? '' : ','}\n${object(index)}`, ']'],
] as const)('a %s of 20 MB is read with less than 8 MiB held', async (extension, before, rowOf, after) => {
  const collect = exposedCollector()
  const file = join(folder, `large.${extension}`)
  const rows = writeRows(file, before, rowOf, after)
  const batch = readBatch({ text: JSON.stringify({ name: 'x', prompt: '{{city}}: {{text}}', models: ['a/b'], dataset: file }), file })
  const atStart = heldBytes(collect)
  let most = atStart
  let prompts = 0
  for await (const { index } of readPrompts(batch)) {
    prompts += 1
    if (index % 4_000 === 3_999) most = Math.max(most, heldBytes(collect))
  }
  expect(prompts).toBe(rows)
  expect(most - atStart).toBeLessThan(8 * mebibyte)
})
