import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { openParquet } from './parquet-file.ts'

function numbered(rows: number, rowGroupSize: number): ArrayBuffer {
  return parquetWriteBuffer({
    columnData: [{ name: 'n', data: Int32Array.from({ length: rows }, (_, n) => n), type: 'INT32' }],
    rowGroupSize,
  })
}

describe('openParquet', () => {
  it.each([
    ['of one group, in one part', 7, 7],
    ['of several groups', 7, 3],
    ['of one group, in several parts', 100_001, 200_000],
    ['of several groups, each in several parts', 120_002, 60_001],
    ['without a row', 0, 10],
  ])('reads a file %s, every row once and in order', async (_what, rows, rowGroupSize) => {
    const file = await openParquet(numbered(rows, rowGroupSize), 'n.parquet')
    let seen = 0
    for await (const { line, values } of file.read()) {
      if (values['n'] !== seen || line !== seen + 1) expect({ line, ...values }).toEqual({ line: seen + 1, n: seen })
      seen += 1
    }

    expect([file.rows, file.columns, seen]).toEqual([rows, ['n'], rows])
  })

  it('knows what its columns take before they are read', async () => {
    const { unpackedBytes } = await openParquet(numbered(10_000, 10_000), 'n.parquet')

    expect(unpackedBytes).toBeGreaterThan(10_000)
  })

  it('refuses a file that is none by the name it is called by', async () => {
    await expect(openParquet(new TextEncoder().encode('n,m').buffer, 'n.csv')).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', source: 'n.csv', issues: [{ message: expect.stringContaining('no Parquet file') }] },
    })
  })

  it('refuses one whose rows are damaged when it comes to them', async () => {
    const bytes = new Uint8Array(numbered(1000, 1000))
    bytes.fill(0xff, 4, 200)
    const { read } = await openParquet(bytes.buffer, 'n.parquet')

    await expect(read().next()).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT', source: 'n.parquet' } })
  })
})
