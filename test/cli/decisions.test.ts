import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RunningAssay, type TemporaryWorkspace, temporaryWorkspace } from './assay.ts'
import { assayHere as assay, assayJsonHere as assayJson } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let place: TemporaryWorkspace
beforeEach(() => {
  place = temporaryWorkspace()
})
afterEach(() => place.remove())

describe('a key that is refused', () => {
  it('pauses the run with 3, is said once, and the run goes on when it is mended', async () => {
    writeFileSync(path.join(place.workspace, 'faults.json'), JSON.stringify({ faults: [{ fault: 'invalid-key', first: 1 }] }))
    writeFileSync(path.join(place.workspace, 'batch.yaml'), 'name: b\nprompt: hello\nmodels: [lab/swift]\nsamples: 3\n')
    const simulator = new RunningAssay(['simulator', '--profile', 'faults.json', '--json'], place)
    try {
      const { baseUrl }: { baseUrl: string } = JSON.parse((await simulator.says(/\{.*\}/))[0])
      await assayJson(['providers', 'add', 'lab', '--kind', 'openai-compatible', '--base-url', baseUrl], place)
      await assayJson(['models', 'add', 'lab/swift', '--input', '1', '--output', '2'], place)
      const { code, stderr } = await assay(['run', 'batch.yaml', '--yes'], place)
      expect(code).toBe(3)
      expect(stderr.match(/^! lab: /gm)).toHaveLength(1)
      expect(stderr).toMatch(/The run waits for you\. When that is done, go on with: assay resume/)
      const verified = await assay(['providers', 'verify', 'lab'], place)
      expect([verified.code, verified.stdout]).toEqual([0, expect.stringMatching(/^lab\/swift answered in /)])
      const resumed = await assay(['resume', stderr.match(/assay resume (\S+)/)?.[1] ?? ''], place)
      expect([resumed.stderr, resumed.code]).toEqual([expect.stringMatching(/^3\/3/m), 0])
    } finally {
      simulator.child.kill('SIGKILL')
      await simulator.ended
    }
  })
})

describe('a damaged database', () => {
  it('ends with 2 and is kept aside', async () => {
    writeFileSync(path.join(place.workspace, 'assay.db'), 'this is no database. '.repeat(500))
    const { code, stderr } = await assay(['models', 'list'], place)
    expect([code, stderr]).toEqual([2, expect.stringMatching(/assay\.db is damaged: .*\nIt is kept as .*assay\.db\.corrupt-\d+/)])
    expect(readdirSync(place.workspace).filter((name) => name.startsWith('assay.db.corrupt-'))).toHaveLength(1)
  })
})
