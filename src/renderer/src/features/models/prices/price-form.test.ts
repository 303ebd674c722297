import { describe, expect, it } from 'vitest'
import { PriceTiers, type PriceVersion } from '#contract/prices'
import { formOf, instantText, type PriceForm, told, versionOf, withTier } from './price-form.ts'

const rates = {
  ...{ input: 250_000, output: 2_000_000, cacheRead: null, cacheWrite5m: null, cacheWrite1h: null },
  ...{ reasoning: null, audio: null, image: 4_000_000, perRequest: null },
}
const effectiveFromMs = Date.UTC(2026, 5, 1, 12, 0, 7)
const tiers = [{ when: { contextTokensOver: 200_000, utcHours: { from: 16, to: 0 } }, rates }, { rates }]
const like = { effectiveFromMs, tiers } as unknown as PriceVersion
const named = (form: PriceForm): PriceForm => ({ ...form, source: 'price list' })
const errorsOf = (form: PriceForm) => {
  const read = versionOf(form)
  return 'errors' in read ? [...(read.errors ?? new Map()).keys()] : []
}

describe('a form', () => {
  it('is read back as the version it was made of, in any unit', () => {
    for (const unit of ['token', 'thousand', 'million'] as const) {
      expect(versionOf(named(formOf(like, unit, 'now')))).toEqual({ version: { tiers, source: 'price list' } })
      expect(versionOf(named(told(formOf(like, 'million', 'now'), unit)))).toMatchObject({ version: { tiers } })
    }
    expect(PriceTiers.safeParse(tiers).success).toBe(true)
  })

  it('that replaces a version keeps its instant to the millisecond, unless another is given', () => {
    const form = named(formOf(like, 'million', 'its_own'))
    expect(versionOf(form, like.effectiveFromMs)).toMatchObject({ version: { effectiveFromMs } })
    expect(versionOf({ ...form, at: '2027-01-01T00:00' }, like.effectiveFromMs)).toMatchObject({
      version: { effectiveFromMs: new Date('2027-01-01T00:00').getTime() },
    })
    expect(instantText(new Date('2027-01-01T00:00').getTime())).toBe('2027-01-01T00:00')
  })

  it('gets a further tier before the last, which has to say what it is for', () => {
    const form = withTier(named(formOf(null, 'million', 'now')))
    const filled = { ...form, tiers: form.tiers.map((tier) => ({ ...tier, rates: { ...tier.rates, input: '1' } })) }
    expect(new Set(filled.tiers.map(({ id }) => id)).size).toBe(2)
    expect(errorsOf(filled)).toEqual(['tiers.0.contextTokensOver'])
    const [first, last] = filled.tiers
    if (first === undefined || last === undefined) throw new Error('it has two tiers')
    const said = versionOf({ ...filled, tiers: [{ ...first, serviceTier: ' batch ' }, last] })
    expect(said).toMatchObject({ version: { tiers: [{ when: { serviceTier: 'batch' } }, {}] } })
    if (said.version !== undefined) expect(PriceTiers.safeParse(said.version.tiers).success).toBe(true)
  })
})

describe('what is wrong', () => {
  const form = named(formOf(like, 'million', 'now'))
  const [first] = form.tiers
  const withFirst = (part: object) => ({ ...form, tiers: [{ ...first, ...part }, ...form.tiers.slice(1)] }) as PriceForm
  it.each([
    [{ ...form, source: ' ' }, 'source'],
    [{ ...form, source: 'x'.repeat(201) }, 'source'],
    [{ ...form, sourceUrl: 'javascript:alert(1)' }, 'sourceUrl'],
    [{ ...form, sourceUrl: 'https://' }, 'sourceUrl'],
    [{ ...form, note: 'x'.repeat(2001) }, 'note'],
    [{ ...form, starts: 'at', at: '' }, 'at'],
    [{ ...form, starts: 'at', at: '2026-13-01T00:00' }, 'at'],
    [withFirst({ contextTokensOver: 'many' }), 'tiers.0.contextTokensOver'],
    [withFirst({ fromHour: '16', toHour: '' }), 'tiers.0.hours'],
    [withFirst({ fromHour: '24', toHour: '3' }), 'tiers.0.hours'],
    [withFirst({ fromHour: '3', toHour: '3' }), 'tiers.0.hours'],
    [withFirst({ rates: { ...first?.rates, output: 'NaN' } }), 'tiers.0.rates.output'],
    [withFirst({ rates: { ...first?.rates, image: '-1' } }), 'tiers.0.rates.image'],
    [formOf(null, 'million', 'now'), 'tiers.0.rates.input'],
  ] as [PriceForm, string][])('is said at its field (%#)', (bad, field) => {
    expect(errorsOf(bad)).toContain(field)
  })
})
