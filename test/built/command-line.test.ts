import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { builtFile } from './built-app.ts'

function assay(workspace: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [builtFile('main/cli.js'), ...args, '--workspace', workspace], {
    cwd: temporaryFolder(),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('the built command line', () => {
  it('opens a workspace with its own threads, catalog and schema, and writes no word of warning', () => {
    const workspace = path.join(temporaryFolder(), 'new')
    const { status, stdout, stderr } = assay(workspace, 'doctor', '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { items } = JSON.parse(stdout)
    expect(items).toContainEqual({ name: 'workspace', status: 'ok', detail: expect.stringContaining(workspace) })
    expect(items).toContainEqual(expect.objectContaining({ name: 'provider simulator', status: 'ok' }))
  })

  it('runs a batch against the built-in simulator to its end', () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'batch.yaml')
    writeFileSync(file, 'name: built\nprompt: "Say {{n}}."\ndataset: [{ n: 1 }, { n: 2 }]\nmodels: [simulator/swift]\n')
    const { status, stdout } = assay(path.join(folder, 'workspace'), 'run', file, '--yes', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'finished', counts: { total: 2, succeeded: 2 } } })
  })
})
