import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { type Edit, nameEdit, quoted, tabEdit } from './editing.ts'

const apply = (text: string, edit: Edit | undefined) =>
  edit === undefined ? text : `${text.slice(0, edit.from)}${edit.insert}${text.slice(edit.to)}`

describe('the editor of questions', () => {
  it('puts spaces where Tab is pressed, and before every line that is marked', () => {
    expect(apply('select', tabEdit({ text: 'select', from: 3, to: 3 }, false))).toBe('sel  ect')
    const text = 'select a\nfrom b\nwhere c'
    expect(apply(text, tabEdit({ text, from: 2, to: 12 }, false))).toBe('  select a\n  from b\nwhere c')
  })

  it('leaves the line after a mark that ends at its beginning as it is', () => {
    const text = 'a\nb\nc'
    expect(apply(text, tabEdit({ text, from: 0, to: 2 }, false))).toBe('  a\nb\nc')
  })

  it('takes spaces away again, as many as there are', () => {
    const text = '    a\n b\nc'
    expect(apply(text, tabEdit({ text, from: 0, to: text.length }, true))).toBe('  a\nb\nc')
    expect(tabEdit({ text: 'a', from: 1, to: 1 }, true)).toBeUndefined()
  })

  test.prop([fc.string(), fc.nat(), fc.nat(), fc.boolean()])('marks what is there', (text, one, other, isBack) => {
    const [from = 0, to = 0] = [one % (text.length + 1), other % (text.length + 1)].toSorted((left, right) => left - right)
    const edit = tabEdit({ text, from, to }, isBack)
    if (edit === undefined) return
    const after = apply(text, edit)
    expect(edit.mark[0]).toBeLessThanOrEqual(edit.mark[1])
    expect(edit.mark[1]).toBeLessThanOrEqual(after.length)
    expect(edit.mark[0]).toBeGreaterThanOrEqual(0)
  })

  it('parts a name that is put in from the words around it, and quotes one that needs it', () => {
    const text = 'selectfrom'
    expect(apply(text, nameEdit({ text, from: 6, to: 6 }, 'cost_usd'))).toBe('select cost_usd from')
    expect(apply('', nameEdit({ text: '', from: 0, to: 0 }, 'a"b'))).toBe('"a""b"')
    expect(quoted('order by')).toBe('"order by"')
  })
})
