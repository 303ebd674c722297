import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RunSummary } from '#contract/runs'
import { type TemporaryWorkspace, temporaryWorkspace } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'

// Each command opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let place: TemporaryWorkspace
const assay = (...args: readonly string[]) => assayHere([...args], place)
const json = <T>(...args: readonly string[]) => assayJsonHere<T>([...args], place)
const file = (name: string, text: string) => writeFileSync(path.join(place.workspace, name), text)

const batch = `name: capitals
prompt: "The capital of {{country}}?"
dataset: [{ country: France, capital: Paris }]
models: [simulator/swift]
checks: [{ type: icontains, value: "{{capital}}" }, { type: max-latency, ms: 600000 }]
`

beforeAll(() => {
  place = temporaryWorkspace()
  file('batch.yaml', batch)
})
afterAll(() => place.remove())

describe('checks by command', () => {
  it('hold recorded answers against a file’s checks, ask nobody, and end with 1 where one fails', async () => {
    file('good.jsonl', '{"answer": "It is Paris.", "capital": "Paris"}\n')
    file('some.jsonl', '{"answer": "It is Paris.", "capital": "Paris"}\n\n{"answer": "Lyon", "capital": "Paris"}\n')
    file('checks.yaml', 'checks: [{ type: contains, value: "{{capital}}" }]\npassWhen: any\n')
    expect((await assay('check', 'checks.yaml', '--answers', 'good.jsonl')).code).toBe(0)
    const { code, stdout } = await assay('check', 'checks.yaml', '--answers', 'some.jsonl')
    expect([code, stdout]).toEqual([1, expect.stringContaining('2 answers: 1 passed, 1 failed, 0 undecided.')])
    expect(stdout).toContain('line 3: contains "{{capital}}": expected "Paris" in the answer, found "Lyon"')
  })

  it('are refused by line and field where they cannot be read', async () => {
    file('bad.jsonl', '{"answer": "x"}\n{"text": "x"}\n')
    file('none.yaml', 'checks: []\n')
    const refused = async (...args: readonly string[]) => {
      const { code, stderr } = await assay('check', ...args)
      return [code, stderr]
    }
    expect(await refused('batch.yaml', '--answers', 'bad.jsonl')).toEqual([2, expect.stringContaining('line 2, answer: expected a text')])
    expect(await refused('none.yaml', '--answers', 'bad.jsonl')).toEqual([2, expect.stringContaining('has no checks')])
    expect(await refused('batch.yaml')).toEqual([2, expect.stringContaining('Expected a run')])
  })

  it('are held against a run’s kept answers anew, and followed to the end', async () => {
    const { run, outcomes } = await json<{ run: RunSummary; outcomes: unknown }>('run', 'batch.yaml', '--yes')
    expect(run.checks).toEqual({ passed: 1, failed: 0, errors: 0, pending: 0 })
    expect(outcomes).toMatchObject({ models: [{ passed: 1 }], failures: [] })
    file('other.yaml', '- { type: is-json, name: form }\n')
    const { code, stdout } = await assay('check', run.id, '--checks', 'other.yaml')
    expect([code, stdout]).toEqual([1, expect.stringContaining('1 answer: 0 passed, 1 failed, 0 undecided.')])
    expect(await json('runs', 'transcript', run.id, '--model', 'simulator/swift')).toMatchObject({
      checks: { checks: [{ label: 'form', verdict: 'fail' }] },
    })
  })
})
