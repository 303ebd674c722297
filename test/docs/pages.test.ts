import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Batch, Parameters } from '#contract/batch'
import { CostState } from '#contract/calls'
import { BreakageKind, ErrorReason, HintKind, ModelProfile } from '../../src/main/simulator/profile.ts'
import { modelNames } from '../../src/main/simulator/traits.ts'

const root = path.resolve(import.meta.dirname, '../..')
const pages = globSync(['*.md', 'docs/**/*.md', 'changes/*.md'], { cwd: root })
const read = (page: string) => readFileSync(path.join(root, page), 'utf8')

/** What a page does not name in code letters. */
function unnamed(page: string, words: readonly string[]): string[] {
  const named = new Set([...read(page).matchAll(/`([^`\n]+)`/g)].map(([, word]) => word))
  return words.filter((word) => !named.has(word))
}

describe('the pages', () => {
  it.each(pages)('%s links to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)))).toEqual([])
  })

  it('explain every key of a batch file and of its parameters', () => {
    expect(unnamed('docs/batch-file.md', [...Object.keys(Batch.shape), ...Object.keys(Parameters.shape)])).toEqual([])
  })

  it('name every model, fault, hint and trait of the simulator', () => {
    const words = [...modelNames, ...ErrorReason.options, ...BreakageKind.options, ...HintKind.options, ...Object.keys(ModelProfile.shape)]
    expect(unnamed('docs/simulator.md', words)).toEqual([])
  })

  it('explain how sure a cost can be', () => {
    expect(unnamed('docs/glossary.md', CostState.options)).toEqual([])
  })

  it('number the decisions without a gap', () => {
    const numbers = globSync('docs/decisions/*.md', { cwd: root })
      .sort()
      .map((page) => Number(path.basename(page).slice(0, 4)))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('say of each change what kind it is', () => {
    const changes = pages.filter((page) => page.startsWith('changes'))
    expect(changes.filter((page) => !/^(Added|Changed|Fixed|Removed|Security): .+\.\n$/.test(read(page)))).toEqual([])
  })

  it('sort the words of the glossary', () => {
    const words = [...read('docs/glossary.md').matchAll(/^\| ([^|]+) \|/gm)].map(([, word]) => word ?? '').slice(2)
    expect(words).toEqual(words.toSorted((left, right) => (left < right ? -1 : 1)))
  })
})
