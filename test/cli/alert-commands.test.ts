import { afterAll, describe, expect, it, vi } from 'vitest'
import { openReceiver } from '../alerts/receiver.ts'
import { temporaryWorkspace } from './assay.ts'
import { assayHere as assay } from './assay-here.ts'

// Each step opens an engine: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const place = temporaryWorkspace()
afterAll(() => place.remove())

const run = (...args: string[]) => assay(args, place)

describe('alerts from the command line', () => {
  it('have rules, which are added, changed, removed and taken back like settings', async () => {
    const added = await run(
      'alerts',
      'rule',
      'add',
      'errors',
      '--on',
      'error_rate',
      '--above',
      '0.2',
      '--provider',
      'openai',
      '--reason',
      'a try',
    )
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('The rule errors looks at error_rate, above 0.2')])
    expect((await run('alerts', 'rule', 'set', 'errors', '--window', '30', '--enabled', 'off')).stdout).toContain('windowMinutes 30')
    expect((await run('alerts', 'list')).stdout).toMatch(/^errors \(off\) +error_rate, above 0\.2, windowMinutes 30/m)
    expect(await run('alerts', 'rule', 'add', 'errors', '--on', 'error_rate', '--above', '2')).toMatchObject({ code: 2 })
    expect(await run('alerts', 'rule', 'add', 'worse', '--on', 'error_rate', '--above', '2')).toMatchObject({
      ...{ code: 2, stderr: expect.stringContaining('when.above') },
    })
    expect(await run('alerts', 'rule', 'set', 'erors')).toMatchObject({ code: 2, stderr: expect.stringContaining('errors') })
    expect((await run('alerts', 'rule', 'remove', 'errors')).code).toBe(0)
    expect((await run('audit', 'list')).stdout).toMatch(/alertRules/)
  })

  it('have webhooks, whose addresses are read from standard input, tried, and never shown', async () => {
    const hook = await openReceiver()
    const address = `${hook.origin}/services/T0/s3cr3t-canary`
    expect((await run('alerts', 'channel', 'add', 'ops', '--format', 'slack')).code).toBe(0)
    const refused = await assay(['alerts', 'set-address', 'ops', '--place', 'file'], { ...place, input: `${address}\n` })
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^consent: the address would be readable/)])
    const set = await assay(['alerts', 'set-address', 'ops', '--place', 'file', '--consent'], { ...place, input: `${address}\n` })
    expect([set.code, set.stdout]).toEqual([0, `Alerts of ops go to ${new URL(hook.origin).host}.\n`])
    expect((await run('alerts', 'channels')).stdout).toMatch(/^ops +slack +127\.0\.0\.1:\d+ +file/m)
    expect(await run('alerts', 'test', 'ops')).toMatchObject({ code: 0, stdout: 'ops took it.\n' })
    expect(hook.received).toHaveLength(1)
    expect((await run('alerts', 'deliveries')).stdout).toBe('No deliveries.\n')
    expect(`${refused.stderr}${set.stdout}${(await run('export', 'config')).stdout}`).not.toContain('s3cr3t')
    expect((await run('alerts', 'remove-address', 'ops')).code).toBe(0)
    expect(await run('alerts', 'test', 'ops')).toMatchObject({ code: 3, stdout: 'ops did not take it: it has no address.\n' })
    expect((await run('alerts', 'channel', 'remove', 'ops')).code).toBe(0)
  })

  it('stand beside what happens now', async () => {
    expect((await run('monitor')).stdout).toMatch(/^calls +0\.0 a minute, 0 in flight, 0 waiting\nanswered +–\nan hour costs +–/)
    expect(JSON.parse((await run('monitor', '--json')).stdout)).toMatchObject({ inFlight: 0, minutes: expect.any(Array) })
  })
})
