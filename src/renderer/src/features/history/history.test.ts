import { describe, expect, it } from 'vitest'
import { type AuditEntry, AuditKind } from '#contract/audit'
import { addressOf, sayAct, sayFields } from '#renderer/parts'
import { isFiltered, queryOf } from './history-query.ts'
import { readHistorySearch } from './search.ts'

describe('the address of the history', () => {
  it('keeps what is looked for, and passes over what makes no sense', () => {
    const search = {
      kind: 'pool',
      subject: 'openai/default',
      find: ' x ',
      user: 7,
      origin: 'cli',
      from: '2026-11-01',
      to: '2026-13-40',
      evil: {},
    }
    expect(readHistorySearch(search)).toEqual({
      ...{ kind: 'pool', subject: 'openai/default', find: 'x', user: '7', origin: 'cli', from: '2026-11-01' },
    })
    expect(readHistorySearch({ kind: 'key', origin: 'phone', entry: {} })).toEqual({})
  })

  it('asks for whole days, the last one included', () => {
    const { fromMs, toMs } = queryOf({ from: '2026-11-01', to: '2026-11-01' })
    expect(Number(toMs) - Number(fromMs)).toBe(86_400_000)
    expect(new Date(Number(fromMs)).getHours()).toBe(0)
  })

  it('leaves nothing out but what it says', () => {
    expect(isFiltered({ entry: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })).toBe(false)
    expect(isFiltered({ user: 'ada' })).toBe(true)
  })
})

it('a thing that is there is led to where it is edited, one that is gone is not', () => {
  const addresses = AuditKind.options.map((kind) => addressOf({ kind, subject: 'a/b', did: 'changed' }))
  expect(addresses).toEqual([
    ...['#/providers?provider=a%2Fb', '#/pools?pool=a%2Fb', '#/models?model=a%2Fb', '#/models?model=a%2Fb&tab=prices'],
    ...['#/settings?setting=a%2Fb', undefined],
  ])
  expect(addressOf({ kind: 'pool', subject: 'a/b', did: 'removed' })).toBeUndefined()
})

describe('a change in words', () => {
  const entry = (part: Partial<AuditEntry>) =>
    ({ action: 'set', kind: 'pool', subject: 'a/b', fields: [], changes: 1, ...part }) as AuditEntry

  it('says what was done to what', () => {
    expect(sayAct(entry({}))).toBe('Changed pool a/b')
    expect(sayAct(entry({ action: 'import', kind: 'price', subject: 'litellm' }))).toBe('Imported litellm')
    expect(sayAct(entry({ action: 'rotate' }))).toBe('Rotate pool a/b')
  })

  it('says what was and what is, and how many things there are', () => {
    const fields = [{ name: 'limits.maxParallel', before: 4, after: 8 }]
    expect(sayFields(entry({ fields }))).toBe('Calls in flight 4 → 8')
    expect(sayFields(entry({ fields, changes: 3000 }))).toBe('Calls in flight 4 → 8, 3000 things in all')
    expect(sayFields(entry({ fields: [{ name: 'note', before: null, after: 'x'.repeat(99) }] }))).toHaveLength('Note none → '.length + 48)
  })
})
