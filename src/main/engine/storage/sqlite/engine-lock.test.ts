import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../../../test/builders/temporary-folder.ts'
import { takeEngineLock } from './engine-lock.ts'

const script = fileURLToPath(new URL('../../../../../test/fakes/lock-holder.ts', import.meta.url))

/** A process of its own that tries for the lock, and what it said. */
async function startHolder(file: string): Promise<{ readonly said: string; end(signal: 'SIGKILL' | undefined): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const end = async (signal: 'SIGKILL' | undefined) => {
    if (signal === undefined) child.stdin?.end()
    else child.kill(signal)
    await exited
  }
  onTestFinished(() => end('SIGKILL'))
  const said: unknown[] = child.stdout === null ? [] : await once(child.stdout, 'data')
  return { said: String(said[0]).trim(), end }
}

const lockFile = () => path.join(temporaryFolder(), 'assay.lock')

describe('takeEngineLock', { timeout: 20_000 }, () => {
  it('is held by one process at a time', async () => {
    const file = lockFile()
    const holder = await startHolder(file)

    expect(holder.said).toBe('held')
    expect((await startHolder(file)).said).toBe('refused')
    expect(takeEngineLock(file)).toBeUndefined()
  })

  it('is free again when its holder ends', async () => {
    const file = lockFile()
    const holder = await startHolder(file)
    await holder.end(undefined)

    const lock = takeEngineLock(file)
    expect(lock).toBeDefined()
    lock?.release()
  })

  it('is freed by the system when its holder is killed', async () => {
    const file = lockFile()
    const holder = await startHolder(file)
    expect(takeEngineLock(file)).toBeUndefined()
    await holder.end('SIGKILL')

    const lock = takeEngineLock(file)
    expect(lock).toBeDefined()
    lock?.release()
  })

  it('is refused to a second engine in the same process, and the first keeps it', async () => {
    const file = lockFile()
    const lock = takeEngineLock(file)
    onTestFinished(() => lock?.release())

    expect(takeEngineLock(file)).toBeUndefined()
    expect((await startHolder(file)).said).toBe('refused')
  })

  it('cannot be taken where no file can be written', () => {
    expect(() => takeEngineLock(temporaryFolder())).toThrow(expect.objectContaining({ code: 'SQLITE_CANTOPEN' }))
  })
})
