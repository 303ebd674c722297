import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { rawRequest } from '../server/raw-request.ts'
import { assay, root } from './assay.ts'
import { commandsInPlace } from './commands-in-place.ts'

// Each step starts a process: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { place, start, startWith } = commandsInPlace()

/** How a browser that opens the address is answered. */
async function statusOf(address: string): Promise<number> {
  const { port, pathname, search, host } = new URL(address)
  const { status } = await rawRequest({ port: Number(port), path: `${pathname}${search}`, headers: { host, 'sec-fetch-site': 'none' } })
  return status
}

/** An address that lets a browser in, once. */
async function launchAddress(): Promise<string> {
  const { code, stdout } = await assay(['open', '--print'], place)
  expect(code).toBe(0)
  return stdout.trim()
}

describe('the console in a browser', () => {
  it('is let in by an address that is good once, and ends with Ctrl-C', async () => {
    const serving = start('serve')
    await serving.says(/The console answers at http:\/\/127\.0\.0\.1:\d+ until Ctrl-C/)
    const address = await launchAddress()
    expect([await statusOf(address), await statusOf(address), await statusOf(await launchAddress())]).toEqual([303, 403, 303])
    serving.child.kill('SIGINT')
    const { code, stdout, stderr } = await serving.ended
    expect(code).toBe(130)
    // Where nobody reads along, the address that lets in is not written.
    expect(stdout + stderr).not.toContain('token')
    expect(existsSync(path.join(place.workspace, 'console.json'))).toBe(false)
  })

  it('is what npm start serves where there is no display, and says why', async () => {
    const starting = startWith({ ...place, cwd: root, entry: ['scripts/start.mjs'] })
    await starting.says(/^The console answers at/m)
    await starting.says(/^Opening in the browser: there is no display for the window\.$/m)
    expect(await statusOf(await launchAddress())).toBe(303)
    starting.child.kill('SIGINT')
    expect((await starting.ended).code).toBe(130)
  })

  it('that nobody serves is not opened', async () => {
    const { code, stderr } = await assay(['open'], place)
    expect([code, stderr]).toEqual([3, expect.stringContaining('assay serve')])
  })
})
