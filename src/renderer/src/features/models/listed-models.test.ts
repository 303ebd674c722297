import { describe, expect, it } from 'vitest'
import type { Model, Provider } from '#contract/catalog'
import { type Filter, filterModels, groupModels, listModels } from './listed-models.ts'

const nowMs = Date.UTC(2026, 10, 21)
const model = (ref: string, part: Partial<Model> = {}) =>
  ({
    ref,
    provider: ref.split('/')[0],
    name: ref,
    status: 'active',
    isDefault: false,
    sunsetAtMs: null,
    availability: 'available',
    price: null,
    ...part,
  }) as Model
const provider = (key: string, name: string) => ({ key, name }) as Provider

const models = [
  model('a/small', { isDefault: true, name: 'Tiny One' }),
  model('a/old', { status: 'deprecated', availability: 'deprecated' }),
  model('b/large', { price: {} as Model['price'], sunsetAtMs: (nowMs + 86_400_000) as Model['sunsetAtMs'] }),
  model('b/small', { availability: 'no_credential' }),
]
const all = listModels(models, new Map([['b/large', 7]]), nowMs)
const found = (filter: Filter) => filterModels(all, filter).map(({ model: { ref } }) => ref)

describe('filters', () => {
  it('let through what each of them lets through', () => {
    expect(found({ find: 'SMALL' })).toEqual(['a/small', 'b/small'])
    expect(found({ find: 'b/ small' })).toEqual(['b/small'])
    expect(found({ find: 'tiny' })).toEqual(['a/small'])
    expect(found({ provider: 'b', find: 'large' })).toEqual(['b/large'])
    expect(found({ status: 'deprecated' })).toEqual(['a/old'])
    expect(found({ status: 'active' })).toHaveLength(3)
    expect(found({ status: 'default' })).toEqual(['a/small'])
    expect(found({ status: 'ending' })).toEqual(['b/large'])
    expect(found({ availability: 'no_credential' })).toEqual(['b/small'])
    expect(found({ price: 'known' })).toEqual(['b/large'])
    expect(found({ price: 'unknown', status: 'active' })).toEqual(['a/small', 'b/small'])
  })

  it('leave the rows the same where none is set', () => {
    expect(filterModels(all, { find: '  ' })).toBe(all)
  })
})

describe('rows', () => {
  const providers = [provider('b', 'Alpha'), provider('a', 'beta'), provider('c', 'Gamma')]
  const rows = (part: { shown?: typeof all; folded?: string[]; isWhole?: boolean } = {}) =>
    groupModels(part.shown ?? all, { all, providers, folded: new Set(part.folded), isWhole: part.isWhole ?? true }).map((row) =>
      row.kind === 'model' ? row.model.ref : `${row.name} ${row.shown}/${row.all} ${row.defaultModel?.ref ?? 'no default'}`,
    )

  it('stand under their provider, by its name', () => {
    expect(rows()).toEqual([
      ...['Alpha 2/2 no default', 'b/large', 'b/small', 'beta 2/2 a/small', 'a/small', 'a/old', 'Gamma 0/0 no default'],
    ])
  })

  it('of a folded provider are not shown; of a filter only the providers that have some', () => {
    expect(rows({ folded: ['b'] }).slice(0, 2)).toEqual(['Alpha 2/2 no default', 'beta 2/2 a/small'])
    expect(rows({ shown: all.slice(0, 1), isWhole: false })).toEqual(['beta 1/2 a/small', 'a/small'])
  })

  it('say of each model how many runs asked it, none where none did, and nothing before that is known', () => {
    expect(all.map(({ runs }) => runs)).toEqual([0, 0, 7, 0])
    expect(listModels(models, undefined, nowMs)[0]?.runs).toBeUndefined()
  })
})
