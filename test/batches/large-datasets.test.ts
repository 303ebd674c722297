import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readPrompts } from '#engine/batches'
import { readBatch } from '../../src/main/engine/batches/read-batch.ts'

const fileBytes = 10_000_000
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

/** What is really held, garbage collected first. Rows are text, which lies in the heap; buffers that are free already may still count outside of it. Units: bytes. */
function heldBytes(collect: () => void): number {
  collect()
  return process.memoryUsage().heapUsed
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
] as const)(
  'a %s of 10 MB is read holding no more at its end than at its beginning',
  async (extension, before, rowOf, after) => {
    const collect = exposedCollector()
    const file = join(folder, `large.${extension}`)
    const rows = writeRows(file, before, rowOf, after)
    const batch = readBatch({ text: JSON.stringify({ name: 'x', prompt: '{{city}}: {{text}}', models: ['a/b'], dataset: file }), file })
    const held: number[] = []
    let prompts = 0
    for await (const { index } of readPrompts(batch)) {
      prompts += 1
      if (index % 2_000 === 1_000) held.push(heldBytes(collect))
    }
    expect(prompts).toBe(rows)
    expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(3 * mebibyte)
  },
  60_000,
)
