import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '#adapters'
import { connectLocally } from '#attach'
import { type HostEngineOptions, hostEngine } from '#hosting'
import { shippedFiles } from '../builders/shipped-engine.ts'
import { temporaryFolder } from '../builders/temporary-folder.ts'
import { RecordingLog } from '../fakes/recording-log.ts'
import { VirtualClock } from '../fakes/virtual-clock.ts'

function optionsOf(facts: Partial<HostEngineOptions> = {}): HostEngineOptions {
  return {
    ...{
      workspace: temporaryFolder(),
      files: shippedFiles,
      clock: systemClock,
      log: new RecordingLog(),
      pid: process.pid,
      letInAfterMs: 0,
    },
    secrets: { has: () => false, read: async () => ({ kind: 'missing' }) },
    ...facts,
  }
}

/** Fails a start at its last step. */
class UnwritableLog extends RecordingLog {
  override info(_fields: object, message: string): void {
    if (message === 'engine ready') throw new Error('no line can be written')
  }
}

const connect = ({ workspace, files }: HostEngineOptions) => connectLocally({ workspace, version: files.version, user: 'ada' })

describe('hostEngine', () => {
  it('1. leaves nothing open when the engine does not start: the workspace can be opened at once', async () => {
    const options = optionsOf()
    await expect(hostEngine({ ...options, log: new UnwritableLog() })).rejects.toThrow('no line can be written')
    expect(existsSync(path.join(options.workspace, 'engine.json'))).toBe(false)
    const engine = await hostEngine(options)
    await engine.stop()
  })

  it('2. works alone where there is no place for a socket', async () => {
    const options = optionsOf({ log: new RecordingLog() })
    const { TMPDIR } = process.env
    process.env['TMPDIR'] = path.join(options.workspace, 'nowhere')
    const engine = await hostEngine(options).finally(() => {
      if (TMPDIR === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = TMPDIR
    })
    expect(await connect(options)).toEqual({ kind: 'absent' })
    await engine.stop()
  })

  it('3. breaks off what a guest asks before the database closes, so that it is no bug', async () => {
    const log = new RecordingLog()
    const options = optionsOf({ log })
    const engine = await hostEngine(options)
    const guest = await connect(options)
    if (guest.kind !== 'connected') throw new Error(guest.kind)
    let isAsking = true
    const asked = (async () => {
      while (isAsking) await guest.client.runs.list({ limit: 1 })
    })()
    const brokenOff = expect(asked).rejects.not.toMatchObject({ code: 'INTERNAL' })
    await engine.stop()
    await guest.closed
    isAsking = false
    await brokenOff
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(guest.isOpen()).toBe(false)
  })

  it('lets others in only after a while where that is asked for', async () => {
    const clock = new VirtualClock()
    const options = optionsOf({ clock, letInAfterMs: 1000 })
    const engine = await hostEngine(options)
    expect(existsSync(path.join(options.workspace, 'engine.json'))).toBe(false)
    await clock.advance(1000)
    while (!existsSync(path.join(options.workspace, 'engine.json'))) await new Promise((resolve) => setImmediate(resolve))
    await engine.stop()
    expect(existsSync(path.join(options.workspace, 'engine.json'))).toBe(false)
  })

  it('lets nobody in any more when it ends before that', async () => {
    const options = optionsOf({ letInAfterMs: 60_000 })
    const engine = await hostEngine(options)
    await engine.stop()
    expect(existsSync(path.join(options.workspace, 'engine.json'))).toBe(false)
  })
})
