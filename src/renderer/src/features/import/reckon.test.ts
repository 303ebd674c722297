import { describe, expect, it } from 'vitest'
import type { ImportField, ImportRow } from '#contract/imports'
import { noPicks, withTaken } from './picks.ts'
import { kindsTaken, reckon } from './reckon.ts'

const price: ImportField = { name: 'input', before: 2, after: 1, ratio: 0.5 }
const context: ImportField = { name: 'contextWindow', before: null, after: 1000, ratio: null }
const row = (index: number, part: Partial<ImportRow>) => ({
  ...{ index, kind: 'new' as const, subject: 'model' as const, provider: 'openai', fields: [], tiers: null, isPicked: true, canPick: true },
  ...part,
})
const rows = [
  row(0, { tiers: [], fields: [price] }),
  row(1, { provider: 'acme' }),
  row(2, { kind: 'changed', fields: [price, context] }),
  row(3, { kind: 'changed', fields: [context] }),
  row(4, { kind: 'gone', isPicked: false }),
  row(5, { kind: 'quarantined', isPicked: false, fields: [context] }),
]

describe('what an import does', () => {
  it('is said in numbers of what is taken', () => {
    expect(reckon(rows, noPicks, new Set(['acme']))).toEqual({
      rows: 4,
      lines: [
        'Adds 2 models, 1 with a price',
        'Changes 2 models: the price of 1, from now on',
        'Adds 1 provider, disabled until somebody enables them',
      ],
    })
  })
  it('counts what a person takes and leaves out what a person leaves', () => {
    const picks = withTaken(withTaken(noPicks, rows.slice(4), true), rows.slice(1, 4), false)
    expect(reckon(rows, picks, new Set(['acme'])).lines).toEqual([
      'Adds 2 models, 1 with a price',
      'Deprecates 1 model that the source no longer has',
    ])
  })
  it('looks at rows that a person alone takes where a person took any', () => {
    expect([kindsTaken(noPicks).length, kindsTaken(withTaken(noPicks, rows.slice(4), true)).length]).toEqual([2, 6])
  })
})
