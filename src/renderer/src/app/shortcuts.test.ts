import { expect, it } from 'vitest'
import { pages } from './pages.ts'
import { readShortcut } from './shortcuts.ts'

it('a letter after g leads to its page', () => {
  expect(readShortcut({ key: 'p', atMs: 900 }, { key: 'g', atMs: 0 })).toEqual({ kind: 'go', to: '/pools' })
})

it('a letter alone, after another, or long after g means nothing', () => {
  expect(readShortcut({ key: 'p', atMs: 0 }, undefined)).toBeUndefined()
  expect(readShortcut({ key: 'p', atMs: 10 }, { key: 'x', atMs: 0 })).toBeUndefined()
  expect(readShortcut({ key: 'p', atMs: 1300 }, { key: 'g', atMs: 0 })).toBeUndefined()
})

it('n leads to a new run, but not after g', () => {
  expect(readShortcut({ key: 'n', atMs: 0 }, undefined)).toEqual({ kind: 'go', to: '/runs/new' })
  expect(readShortcut({ key: 'n', atMs: 10 }, { key: 'g', atMs: 0 })).toBeUndefined()
})

it('the sheet opens whatever came before', () => {
  expect(readShortcut({ key: '?', atMs: 10 }, { key: 'g', atMs: 0 })).toEqual({ kind: 'sheet' })
})

it('no two pages share a letter', () => {
  expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length)
})
