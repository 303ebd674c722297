import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8')

/** Rows of the table of Electron's checklist: number, advice, how it is met, what shows it. */
const rows = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, number, , , shown = '']) => ({
  number: Number(number),
  shown,
}))

/** `file › what stands in it`: a test's title, or a rule's name. */
function proofsIn(text: string) {
  return [...text.matchAll(/`([^`›]+) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({ file, title }))
}

function isThere({ file, title }: { readonly file: string; readonly title: string }): boolean {
  const where = path.join(root, file)
  if (!existsSync(where)) return false
  const text = readFileSync(where, 'utf8')
  return file.endsWith('.json') ? text.includes(`"${title}"`) : text.includes(`'${title}'`)
}

describe('the page on security', () => {
  it('has each point of Electron’s checklist once, in its order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })

  it('names a test or a lint rule for each of them', () => {
    expect(rows.filter(({ shown }) => proofsIn(shown).length === 0)).toEqual([])
  })

  it('names only tests and rules that are there', () => {
    expect(proofsIn(page).filter((proof) => !isThere(proof))).toEqual([])
    expect(isThere({ file: 'test/docs/security.test.ts', title: ['names', 'no', 'test'].join(' ') })).toBe(false)
  })

  it('names the Electron that is installed, which is pinned', () => {
    const { electron } = manifest.devDependencies
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/)
    expect(page).toContain(`Electron ${electron}`)
  })
})
