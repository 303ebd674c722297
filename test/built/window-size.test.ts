import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { builtFile } from './built-app.ts'

const mostBytes = 350_000
/** A chunk above it is warned of by the build: `chunkSizeWarningLimit`. */
const largestChunkBytes = 500_000

const staticImport = /\b(?:import|export)\b(?:[^"'()]*?\bfrom)?\s*["'](\.{1,2}\/[^"']+\.js)["']/g
const asked = /<(?:script|link)\b[^>]*?\b(?:src|href)="(\.\/[^"]+\.js)"/g

/** The files that a page runs before it shows anything: those its HTML names, and whatever they import other than by `import()`. */
function initialFiles(html: string): readonly string[] {
  const found = new Set<string>()
  const take = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(staticImport)) take(path.join(path.dirname(file), to))
  }
  for (const [, to = ''] of readFileSync(html, 'utf8').matchAll(asked)) take(path.join(path.dirname(html), to))
  return [...found]
}

describe('the window as it is built', () => {
  const files = initialFiles(builtFile('renderer/index.html'))
  const sizes = files.map((file) => ({
    name: path.basename(file),
    bytes: readFileSync(file).length,
    sent: gzipSync(readFileSync(file)).length,
  }))

  it('begins with at most 350 kB of JavaScript, gzipped', () => {
    expect(sizes.length).toBeGreaterThan(1)
    const sent = sizes.reduce((sum, each) => sum + each.sent, 0)
    expect(sent, sizes.map((each) => `${each.name} ${each.sent}`).join('\n')).toBeLessThanOrEqual(mostBytes)
  })

  it('has no chunk that the build would warn of', () => {
    expect(sizes.filter(({ bytes }) => bytes > largestChunkBytes)).toEqual([])
  })

  it('loads a page when it is first shown', () => {
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
    for (const page of ['Results by model', 'Filter probes']) expect(text.includes(page), page).toBe(false)
  })

  it('brings no schemas: what crosses is checked by the engine', () => {
    expect(files.some((file) => /ZodObject|\$ZodType/.test(readFileSync(file, 'utf8')))).toBe(false)
  })
})
