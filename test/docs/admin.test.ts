import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { temporaryWorkspace } from '../cli/assay.ts'
import { assayHere } from '../cli/assay-here.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/admin.md'), 'utf8')
const blocks = [...page.matchAll(/^## (.+)\n[\s\S]*?^```sh\n([\s\S]*?)^```$/gm)].map(([, title = '', commands = '']) => ({
  title,
  commands,
}))

/** The words of a line as a shell reads them, without the first. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '').slice(1)
}

describe('the page of the admin’s desk', () => {
  it('has commands', () => {
    expect(blocks.length).toBeGreaterThan(5)
  })

  it.each(blocks)('tells what can be done: $title', async ({ commands }) => {
    for (const line of commands.trim().split('\n')) {
      const { code, stderr } = await assayHere(wordsOf(line), place)
      expect([line, code, stderr]).toEqual([line, 0, ''])
    }
  })
})
