import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtFile } from '../built/built-app.ts'
import { root, temporaryWorkspace } from './assay.ts'

const watching = `
  import { registerHooks } from 'node:module'
  const found = new Set()
  registerHooks({ load(url, context, next) { const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? []; if (name) found.add(name); return next(url, context) } })`

/** The packages that are loaded with the engine, in a process of its own. */
function packagesOf(file: string): ReadonlySet<string> {
  const script = `${watching}
    await import(${JSON.stringify(path.join(root, file))})
    console.log(JSON.stringify([...found]))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: root, encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return new Set(JSON.parse(stdout))
}

describe('a command that calls nobody and reads no batch', () => {
  it('loads the engine without the HTTP client, the providers’ packages, YAML and CSV', () => {
    const loaded = packagesOf('src/main/engine/index.ts')
    expect(loaded).toContain('zod')
    expect([...loaded].filter((name) => /^(@ai-sdk|undici|yaml|csv-parse|kysely|better-sqlite3)/.test(name))).toEqual([])
  })

  it('finds nothing but the database library outside of the built files, in any of its threads', () => {
    const { workspace, remove } = temporaryWorkspace()
    const script = `${watching}
      process.on('exit', () => process.stderr.write('packages ' + JSON.stringify([...found]) + '\\n'))`
    const hooks = `data:text/javascript,${encodeURIComponent(script)}`
    const args = ['--import', hooks, builtFile('main/cli.js'), 'models', 'list', '--workspace', workspace]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    remove()
    expect(stdout).toContain('anthropic/claude-haiku-4-5')
    const packages = [...stderr.matchAll(/^packages (.*)$/gm)].map(([, found = '']) => JSON.parse(found))
    expect(packages.toSorted()).toEqual([[], ['better-sqlite3'], ['better-sqlite3']])
  })
})
