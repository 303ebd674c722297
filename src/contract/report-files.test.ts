import { describe, expect, it } from 'vitest'
import { reportNameOf } from './report-files.ts'

describe('reportNameOf', () => {
  it.each(['costs.csv', 'costs-of-March.2026_11.parquet', 'A'])('finds %s below its address', (name) => {
    expect(reportNameOf(`/exports/${name}`)).toBe(name)
  })

  it.each([
    '/exports/',
    '/exports',
    '/exports/.costs.csv.part',
    '/exports/../assay.db',
    '/exports/..%2fassay.db',
    '/exports/a/b.csv',
    '/exports/a%20b.csv',
    '/exports/a\\b.csv',
    '/exports/CON',
    '/exports/nul.csv',
    '/exports/a.',
    '/exports/a:b.csv',
    `/exports/${'x'.repeat(121)}`,
    '//exports/a.csv',
    '/Exports/a.csv',
    '/costs.csv',
  ])('finds none in %s', (pathname) => {
    expect(reportNameOf(pathname)).toBeUndefined()
  })
})
