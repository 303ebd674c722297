import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from './assay.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-launcher-'))
  mkdirSync(path.join(folder, 'bin'))
  copyFileSync(path.join(root, 'bin', 'assay.cjs'), path.join(folder, 'bin', 'assay.cjs'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Stands in for the built command line. */
function writeApp(code: string): void {
  mkdirSync(path.join(folder, 'out', 'main'), { recursive: true })
  writeFileSync(path.join(folder, 'out', 'main', 'package.json'), '{"type":"module"}')
  writeFileSync(path.join(folder, 'out', 'main', 'cli.js'), code)
}

function pinNode(): void {
  mkdirSync(path.join(folder, 'node_modules', 'node', 'bin'), { recursive: true })
  symlinkSync(process.execPath, path.join(folder, 'node_modules', 'node', 'bin', 'node'))
}

/** Starts the launcher on a Node that says it is of that version; what the launcher starts is a real one. */
function launch(version: string, ...args: string[]): ChildProcess {
  const disguise = path.join(folder, 'disguise.cjs')
  writeFileSync(disguise, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`)
  return spawn(process.execPath, ['--require', disguise, path.join(folder, 'bin', 'assay.cjs'), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function resultOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (text) => {
    stdout += text
  })
  child.stderr?.on('data', (text) => {
    stderr += text
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, stdout, stderr }
}

const report = 'console.log(JSON.stringify({ args: process.argv.slice(2), node: process.versions.node })); process.exitCode = 3'

describe('the launcher', () => {
  it('goes over to the pinned Node from one that is too old, with arguments and exit code', async () => {
    writeApp(report)
    pinNode()
    const { code, stdout, stderr } = await resultOf(launch('20.1.0', 'run', 'a b.yaml'))
    expect([code, JSON.parse(stdout), stderr]).toEqual([3, { args: ['run', 'a b.yaml'], node: process.versions.node }, ''])
  })
  it('stays on a Node that is new enough', async () => {
    writeApp(report)
    const { code, stdout } = await resultOf(launch('24.99.0', '--version'))
    expect([code, JSON.parse(stdout)]).toEqual([3, { args: ['--version'], node: '24.99.0' }])
  })
  it('takes its memory flags along on any Node, in the same process, and keeps one that was given', async () => {
    writeApp('console.log(JSON.stringify({ flags: process.execArgv, pid: process.pid }))')
    const flags = ['--max-semi-space-size=2', '--max-old-space-size=512', '--heap-growing-percent=40']
    const plain = launch(process.versions.node)
    const { stdout, stderr } = await resultOf(plain)
    const started: { flags: string[]; pid: number } = JSON.parse(stdout)
    expect([started.flags.slice(-3), started.pid, stderr]).toEqual([flags, plain.pid, ''])
    const given = spawn(process.execPath, ['--max-old-space-size=1024', path.join(folder, 'bin', 'assay.cjs')])
    expect(JSON.parse((await resultOf(given)).stdout).flags).toEqual(['--max-old-space-size=1024', flags[0], flags[2]])
  })
  it('says what to install when the Node is too old and none is pinned', async () => {
    writeApp(report)
    const { code, stdout, stderr } = await resultOf(launch('20.1.0'))
    expect([code, stdout, stderr]).toEqual([
      4,
      '',
      expect.stringMatching(/^assay needs Node 22\.\d+ or newer, and this is 20\.1\.0\. Run npm ci in /),
    ])
  })
  it('says so when the app is not whole', async () => {
    const { code, stderr } = await resultOf(launch('24.1.0'))
    expect([code, stderr]).toEqual([4, expect.stringContaining('This assay is not whole')])
  })
  it('passes signals on, and ends as the app ends', async () => {
    writeApp(`process.on('SIGINT', () => { console.log('int'); process.exit(130) }); setInterval(() => {}, 1000); console.log('ready')`)
    pinNode()
    const child = launch('20.1.0')
    const result = resultOf(child)
    if (child.stdout !== null) await once(child.stdout, 'data')
    child.kill('SIGINT')
    expect(await result).toMatchObject({ code: 130, stdout: 'ready\nint\n' })
  })
  it('dies of the signal the app died of', async () => {
    writeApp(`process.kill(process.pid, 'SIGKILL')`)
    pinNode()
    expect(await resultOf(launch('20.1.0'))).toMatchObject({ code: null, signal: 'SIGKILL' })
  })
})
