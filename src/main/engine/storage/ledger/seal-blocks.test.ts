import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type BlockFacts, groupColumns, unpackBlock } from './block-format.ts'
import { blockRow } from './seal-blocks.ts'

const atMs = fc.oneof(fc.nat(20), fc.integer({ min: 1_795_000_000_000, max: 1_795_000_100_000 }))
const costs = fc.constantFrom(null, 0, 1, 65_534, 65_535, 4_294_967_294, 4_294_967_295, 9_000_000_000_000)
const group = fc.array(fc.nat(2), { minLength: groupColumns.length, maxLength: groupColumns.length })
const call = fc.record({
  gap: fc.integer({ min: 1, max: 70_000 }),
  startedAtMs: atMs,
  durationMs: fc.constantFrom(null, 0, 0.25, 120_000),
  costNanoUsd: costs,
  group,
})

test.prop([fc.array(call, { minLength: 1, maxLength: 40 })], { numRuns: 40 })(
  'a block holds of its calls what it was packed of',
  (calls) => {
    let seq = 0
    const facts: BlockFacts[] = calls.map(({ gap, ...fact }) => {
      seq += gap
      return { seq, ...fact }
    })
    expect(unpackBlock(blockRow(facts))).toEqual(facts)
    // As a block that is thinned is packed anew of what it held.
    expect(blockRow(unpackBlock(blockRow(facts)))).toEqual(blockRow(facts))
  },
)
