import { expect, it } from 'vitest'
import { counted, formatBytes, formatCount, formatShare, formatShort } from './quantities.ts'

it('counts are grouped, and a dash where there is none', () => {
  expect([formatCount(1234567), formatCount(0), formatCount(null)]).toEqual(['1,234,567', '0', '–'])
})

it('large counts are short', () => {
  expect([950, 12_345, 1_200_000].map(formatShort)).toEqual(['950', '12.3K', '1.2M'])
})

it('one is one', () => {
  expect([counted(1, 'probe'), counted(2000, 'probe'), counted(2, 'entry', 'entries')]).toEqual(['1 probe', '2,000 probes', '2 entries'])
})

it('a share is never rounded to none or to all', () => {
  expect([0, 0.004, 0.5, 0.996, 1, null].map(formatShare)).toEqual(['0 %', '<1 %', '50 %', '>99 %', '100 %', '–'])
})

it('bytes are in binary units', () => {
  expect([0, 812, 1536, 16 * 2 ** 20, 3 * 2 ** 40].map(formatBytes)).toEqual(['0 B', '812 B', '1.5 KiB', '16 MiB', '3 TiB'])
})
