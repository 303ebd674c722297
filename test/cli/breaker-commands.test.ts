import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Breaker } from '#contract/breakers'
import { temporaryWorkspace } from './assay.ts'
import { assayHere as assay, assayJsonHere as assayJson } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())
const json = <T>(...args: string[]) => assayJson<T>(args, place)
const run = (...args: string[]) => assay(args, place)
const service = 'model:simulator/swift'

/** The steps stand on each other. */
describe('breakers from the command line', () => {
  it('are held over restarts, and keep a run waiting for a person', async () => {
    const held = await run('breakers', 'hold', 'simulator/swift', 'open', '--reason', 'it is ill')
    expect([held.code, held.stdout]).toEqual([0, `${service} is held open.\n`])
    const { stdout } = await run('breakers', 'list', '--state', 'open')
    expect(stdout).toMatch(/^service +state +since +half-open in +failures +failed +answered/m)
    expect(stdout).toMatch(/^model:simulator\/swift +closed +\d{4}-\S+Z +– +0 +0 +0\b/m)
    expect(stdout).toMatch(/open by ada: it is ill/)
    writeFileSync(
      path.join(place.workspace, 'batch.yaml'),
      'name: b\nprompt: hello\nmodels: [simulator/swift]\nparameters: { maxOutputTokens: 20 }\n',
    )
    const kept = await run('run', 'batch.yaml', '--yes')
    expect([kept.code, kept.stderr]).toEqual([3, expect.stringContaining('The run waits for you.')])
  })

  it('let calls go when they are released, and count them', async () => {
    const released = await run('breakers', 'release', service, '--reason', 'mended')
    expect([released.code, released.stdout]).toEqual([0, `${service} is not held, and closed.\n`])
    expect((await run('run', 'batch.yaml', '--yes')).code).toBe(0)
    const { items } = await json<{ items: Breaker[] }>('breakers', 'list')
    expect(items).toMatchObject([
      { service, state: 'closed', hold: null, totalSuccesses: 1 },
      { service: 'provider:simulator', totalSuccesses: 1 },
    ])
    expect(await json<Breaker>('breakers', 'reset', 'simulator', '--reason', 'anew')).toMatchObject({
      service: 'provider:simulator',
      state: 'closed',
    })
  })

  it('leave events, which are listed', async () => {
    const { code, stdout } = await run('events', 'list', '--subject', service)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^model:simulator\/swift +\S+Z +breaker +from held open, to closed, reason mended$/m)
    expect((await json<{ items: unknown[] }>('events', 'list', '--kind', 'breaker')).items).toHaveLength(3)
    expect((await run('events', 'list', '--kind', 'fallback')).stdout).toBe('No events.\n')
  })

  it('are refused without a reason, and for what nobody knows', async () => {
    const mute = await run('breakers', 'reset', service)
    expect([mute.code, mute.stderr]).toEqual([2, expect.stringMatching(/^Give a reason: --reason TEXT\./)])
    const odd = await run('breakers', 'hold', service, 'ajar', '--reason', 'x')
    expect([odd.code, odd.stderr]).toEqual([2, expect.stringMatching(/^STATE: .*got "ajar"\./)])
    const unknown = await run('breakers', 'hold', 'simulator/swif', 'open', '--reason', 'x')
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/^There is no model "simulator\/swif"\. Did you mean simulator\/swift/),
    ])
  })
})
