import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { blockOf, blockRows, blocksInSight, denseCount, endOfBlock, isDense } from './row-blocks.ts'

describe('a ledger of which nothing was left out', () => {
  it('is one without a filter that has as many entries as its highest number says', () => {
    expect(isDense({}, 500, 500)).toBe(true)
    expect([isDense({}, 499, 500), isDense({ code: ['AUTH'] }, 500, 500), isDense({}, null, 500), isDense({}, 0, 0)]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  test.prop([fc.integer({ min: 1, max: 2_000_000 }), fc.nat(), fc.nat({ max: 60 })])(
    'asks for the block that holds a row',
    (watermark, at, more) => {
      const row = at % denseCount(watermark)
      const seq = watermark - row
      const block = blockOf(watermark, row)
      expect(endOfBlock(block)).toBeGreaterThan(seq)
      expect(endOfBlock(block) - blockRows).toBeLessThanOrEqual(seq)
      const blocks = blocksInSight(watermark, row, row + more)
      expect(blocks).toContain(block)
      expect(blocks).toContain(blockOf(watermark, Math.min(watermark - 1, row + more)))
      expect(blocks.length).toBeLessThanOrEqual(3)
    },
  )
})
