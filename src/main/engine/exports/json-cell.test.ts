import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { jsonObject, jsonText } from './json-cell.ts'

interface Thing {
  readonly name: string
  readonly size: number | null
  readonly more: unknown
}

const cellOf = jsonObject<Thing>({ name: ({ name }) => name, size: ({ size }) => size, more: ({ more }) => jsonText(JSON.stringify(more)) })
const thing = fc.record({
  name: fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '\ud800', '…') }),
  size: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value))),
  more: fc.jsonValue(),
})

describe('JSON that is not written yet', () => {
  test.prop([thing])('is written as JSON writes it, its quotes as they are or doubled', (from) => {
    const { name, size, more } = from
    const written = JSON.stringify({ name, size, more })
    expect(cellOf(from).text('"')).toBe(written)
    expect(cellOf(from).text('""')).toBe(written.replaceAll('"', '""'))
  })

  it('may hold other such objects', () => {
    const outer = jsonObject<Thing>({ inner: cellOf, isThere: () => true })
    expect(outer({ name: 'a', size: null, more: [] }).text('"')).toBe('{"inner":{"name":"a","size":null,"more":[]},"isThere":true}')
  })
})
