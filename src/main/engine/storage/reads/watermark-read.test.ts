import { describe, expect, it } from 'vitest'
import { settleInput, startInput } from '../../../../../test/builders/ledger.ts'
import { openLedger } from '../../../../../test/builders/reader.ts'
import { watermark } from './watermark-read.ts'

describe('watermark', () => {
  it('is 0 before anything was settled, then the highest place', async () => {
    const empty = openLedger(1)
    empty.write('startAttempt', startInput('a', 1))

    expect(await watermark(empty.db)).toBe(0)
    empty.write('settleAttempt', settleInput(1, 1, 'yes'))
    expect(await watermark(empty.db)).toBe(empty.context.seq)
  })
})
