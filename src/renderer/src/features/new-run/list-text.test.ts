import { test as property } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textsOf, textsText, valuesOf, valuesText } from './list-text.ts'

const awkward = fc.constantFrom('', ' a', 'a, b', '"', '"a"', '"a", b', '7', 'true', 'null', 'a\nb', '\\', '7, 8')
const value = fc.oneof(
  awkward,
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
  fc.boolean(),
  fc.constant(null),
)

describe('a list as a text', () => {
  property.prop([fc.array(value)])('gives back the values it was made of', (values) => {
    expect(valuesOf(valuesText(values))).toEqual(values)
  })
  property.prop([fc.array(fc.oneof(awkward, fc.string()))])('gives back texts as texts', (texts) => {
    expect(textsOf(textsText(texts))).toEqual(texts)
  })
  it('has one a line, or in a single line several parted by commas', () => {
    expect(valuesOf('France, Japan ,\n')).toEqual(['France', 'Japan'])
    expect(valuesOf('Korea, Republic of\n\n France ')).toEqual(['Korea, Republic of', 'France'])
    expect(valuesOf('"Korea, Republic of", France')).toEqual(['Korea, Republic of', 'France'])
  })
  it('has numbers where they are written as numbers are', () => {
    expect(valuesOf('7, 1.5, 007, 1.50, "7", true, null, 7 days')).toEqual([7, 1.5, '007', '1.50', '7', true, null, '7 days'])
    expect(textsOf('7, true')).toEqual(['7', 'true'])
  })
  it('takes quotes that are none as they stand', () => {
    expect(valuesOf('"a, b"c\nd')).toEqual(['"a, b"c', 'd'])
  })
})
