import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { RunSummary } from '#contract/runs'
import { assay } from './assay.ts'
import { assayHere, assayJsonHere } from './assay-here.ts'
import { commandsInPlace } from './commands-in-place.ts'

// Each step starts a process: slow on a busy machine, bounded all the same.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const { place, start } = commandsInPlace()

function write(name: string, text: string): string {
  writeFileSync(path.join(place.workspace, name), text)
  return name
}
const long = 'name: long\nprompt: hello\nmodels: [simulator/limited]\nsamples: 400\n'
const short = 'name: short\nprompt: hello\nmodels: [simulator/swift]\n'
const runs = async () => (await assayJsonHere<{ items: RunSummary[] }>(['runs', 'list'], place)).items
const logText = () => {
  const logs = path.join(place.workspace, 'logs')
  return readdirSync(logs)
    .map((name) => readFileSync(path.join(logs, name), 'utf8'))
    .join('')
}

/** A provider that takes every request and never answers. */
class SilentProvider {
  readonly #sockets = new Set<Socket>()
  readonly #server: Server = createServer((socket) => {
    this.#sockets.add(socket.on('error', () => undefined).resume())
    for (const tell of this.#heard) tell()
  })
  readonly #heard = new Set<() => void>()

  async addAs(key: string): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await assayJsonHere(['providers', 'add', key, '--kind', 'openai-compatible', '--base-url', `http://127.0.0.1:${port}/v1`], place)
    await assayJsonHere(['models', 'add', `${key}/mute`, '--input', '1', '--output', '2'], place)
  }

  async asked(): Promise<void> {
    if (this.#sockets.size === 0) await new Promise<void>((resolve) => this.#heard.add(resolve))
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

describe('a flag', () => {
  it('may stand in front of what a command acts on', async () => {
    const elsewhere = path.join(place.workspace, 'elsewhere')
    mkdirSync(elsewhere)
    const { code, stdout } = await assayHere(['quote', '--workspace', elsewhere, '--json', write('short.yaml', short)], place)
    expect([code, JSON.parse(stdout).name]).toEqual([0, 'short'])
  })
})

describe('where there is no workspace yet', () => {
  it.each([
    [['run', 'bad.yaml', '--yes'], 2],
    [['quote', 'bad.yaml'], 2],
    [['run', 'nobody.yaml', '--yes'], 2],
    [['run', 'gone.yaml', '--yes'], 2],
    [['run', 'short.yaml'], 3],
    [['quote', 'short.yaml'], 0],
    [['doctor'], 0],
  ] as const)('assay %j leaves none behind', async (args, expected) => {
    write('bad.yaml', 'name: [')
    write('nobody.yaml', short.replace('swift', 'nobody'))
    write('gone.yaml', `${short}dataset: gone.csv\n`.replace('hello', '"{{x}}"'))
    write('short.yaml', short)
    const workspace = path.join(place.workspace, 'fresh')
    const { code } = await assayHere([...args, '--workspace', workspace], place)
    expect([code, existsSync(workspace)]).toEqual([expected, false])
  })
  it('doctor says so', async () => {
    const workspace = path.join(place.workspace, 'fresh')
    const { stdout } = await assayHere(['doctor', '--workspace', workspace], place)
    expect(stdout).toContain(`${workspace}: not there yet; the first command that keeps something makes it`)
  })
})

describe('a run that is refused', () => {
  it.each([
    ['of a batch that is wrong', ['run', 'nobody.yaml', '--yes'], 2],
    ['for want of a word', ['run', 'short.yaml'], 3],
  ])('sends nothing of a run that a crash cut short: %s', async (_, args, expected) => {
    write('long.yaml', long)
    write('nobody.yaml', short.replace('swift', 'nobody'))
    write('short.yaml', short)
    const crashed = start('run', 'long.yaml', '--yes', '--on-restart', 'resume-safe')
    await crashed.says(/\d+\/400/)
    crashed.child.kill('SIGKILL')
    await crashed.ended
    const before = await runs()
    const { code, stderr } = await assay(args, place)
    expect([code, stderr]).toEqual([expected, expect.stringContaining('"long" was cut short when its engine ended. It goes on when this')])
    const after = await runs()
    expect(after).toEqual(before)
    expect(after).toMatchObject([{ status: 'paused', pauseReason: 'crash' }])
  })
})

describe('a command that takes long', () => {
  it('does not keep others out, and ends in order at Ctrl-C', async () => {
    const silent = new SilentProvider()
    await silent.addAs('mute')
    const verifying = start('providers', 'verify', 'mute')
    await silent.asked()
    const listed = await assay(['models', 'list', '--provider', 'mute'], place)
    expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining('mute/mute')])
    const stoppedBefore = logText().match(/engine stopped/g)?.length ?? 0
    verifying.child.kill('SIGINT')
    verifying.child.kill('SIGTERM')
    expect(await verifying.ended).toMatchObject({ code: 130, stderr: 'Stopped.\n' })
    expect(logText().match(/engine stopped/g)).toHaveLength(stoppedBefore + 1)
    await silent.close()
  })
})

describe('a command in the engine of another', () => {
  it('is refused with 3 when that one ends before it has answered', async () => {
    const silent = new SilentProvider()
    await silent.addAs('mute')
    const holder = start('run', write('long.yaml', long), '--yes')
    await holder.says(/\d+\/400/)
    const guest = start('providers', 'verify', 'mute')
    await silent.asked()
    holder.child.kill('SIGKILL')
    const { code, stderr } = await guest.ended
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/^Process \d+, in whose engine this was to be done, ended before it answered\./),
    ])
    await silent.close()
  })
  it('cuts its run off there at the second Ctrl-C, and says what became of it', async () => {
    const silent = new SilentProvider()
    await silent.addAs('mute')
    const holder = start('run', write('long.yaml', long), '--yes')
    await holder.says(/\d+\/400/)
    const guest = start('run', write('mute.yaml', 'name: mute\nprompt: hello\nmodels: [mute/mute]\n'), '--yes', '--json')
    await silent.asked()
    guest.child.kill('SIGINT')
    await guest.says(/Stopping: /)
    guest.child.kill('SIGINT')
    const { code, stdout, stderr } = await guest.ended
    expect([code, stderr]).toEqual([130, expect.stringMatching(/Stopped\. Calls cut off may have been billed\. Go on with: assay resume/)])
    const { run, results, reportFile } = JSON.parse(stdout)
    expect([run.status, run.pauseReason, run.counts.inFlight, results.items.length, reportFile]).toEqual(['paused', 'person', 0, 1, null])
    const { items } = await assayJsonHere<{ items: { state: string }[] }>(['calls', 'list', '--run', run.id], place)
    expect(items.map(({ state }) => state)).not.toContain('started')
    await silent.close()
  })
})
