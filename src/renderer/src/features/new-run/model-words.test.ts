import { describe, expect, it } from 'vitest'
import { Availability } from '#contract/catalog'
import type { ProviderKey } from '#contract/ids'
import type { EpochMs } from '#contract/units'
import { mindOf, notAvailable } from './model-words.ts'

const nowMs = Date.UTC(2026, 10, 21)
const day = 86_400_000
const model = (availability: Availability, sunsetAtMs: number | null = null) => ({
  availability,
  provider: 'openai' as ProviderKey,
  sunsetAtMs: sunsetAtMs as EpochMs | null,
})

describe('a chosen model', () => {
  it.each(Availability.options)('that is %s is spoken of unless it can be asked', (availability) => {
    const isUsable = availability === 'available'
    expect([mindOf(model(availability), false, nowMs) === undefined, notAvailable(availability) === undefined]).toEqual([
      isUsable,
      isUsable,
    ])
  })
  it('whose end is near or past is spoken of with its day, one whose end is far is not', () => {
    expect(mindOf(model('available', nowMs + 30 * day), false, nowMs)).toBe('Its provider ends it on 2026-12-21.')
    expect(mindOf(model('available', nowMs + 31 * day), false, nowMs)).toBeUndefined()
    expect(mindOf(model('available', nowMs - day), false, nowMs)).toBe('Its provider ended it on 2026-11-20.')
  })
  it('that is deprecated says what would let it run, and whether the batch does', () => {
    expect(mindOf(model('deprecated'), false, nowMs)).toContain('unless deprecated models are allowed')
    expect(mindOf(model('deprecated', nowMs + 90 * day), true, nowMs)).toBe(
      'Deprecated, and allowed by this batch. Its provider ends it on 2027-02-19.',
    )
  })
})
