import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ask } from './caller.ts'

const entry = new URL('../../src/main/simulator/simulator-process.ts', import.meta.url).pathname

function start(...flags: string[]): ChildProcess {
  const child = spawn(process.execPath, [entry, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output')
  const [line] = await once(child.stdout, 'data')
  return String(line)
}

it('says in one line where it listens, with the seed and profile it was given', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-simulator-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'profile.json')
  writeFileSync(file, JSON.stringify({ faults: [{ fault: 'overloaded' }] }))
  const child = start('--port', '0', '--seed', '42', '--profile', file)
  const { simulator } = JSON.parse(await firstLine(child))
  expect(simulator.baseUrl).toBe(`http://127.0.0.1:${simulator.port}/v1`)
  const health = await ask(`http://127.0.0.1:${simulator.port}/__simulator/health`, '', { method: 'GET' })
  const reply = await ask(`${simulator.baseUrl}/chat/completions`, { model: 'steady', messages: [{ role: 'user', content: 'Hello' }] })
  expect([JSON.parse(health.text).seed, reply.status]).toEqual([42, 503])
  child.stdin?.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('ends on SIGTERM', async () => {
  const child = start()
  await firstLine(child)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('ends with a caller that is killed, even with a request in flight', async () => {
  const child = start('--seed', '1')
  const { simulator } = JSON.parse(await firstLine(child))
  const asking = ask(`${simulator.baseUrl}/chat/completions`, { model: 'thinker', messages: [{ role: 'user', content: 'Hello' }] })
  child.stdin?.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
  await asking
})

it.each([
  ['--profile', '/no/such/file'],
  ['--seed', 'x'],
  ['--port', '70000'],
])('refuses %s %s', async (flag, value) => {
  const child = start(flag, value)
  expect((await once(child, 'exit'))[0]).not.toBe(0)
})
